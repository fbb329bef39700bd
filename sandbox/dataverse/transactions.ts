import { randomUUID } from 'node:crypto'
import type { Change, Journal } from './journal.ts'
import type { RowEvent } from './row-event.ts'

/** What is done in an environment, wholly or not at all; it stands in the journal before anybody is told. */
export class Transactions {
  readonly #journal: Journal
  /** What is done but not in the journal yet, and how to undo it. */
  #pending: Pending | undefined
  #giveId: () => string = randomUUID
  #isSilent = false
  /** Hears of what happened to rows once it stands. */
  onEvents: ((events: readonly RowEvent[]) => void) | undefined
  /** Asks the synchronous steps whether it may stand, if there are any; throws when one says no. */
  mayStand: ((events: readonly RowEvent[]) => Promise<void>) | undefined

  constructor(journal: Journal) {
    this.#journal = journal
  }

  /** Does all of it or, when it throws, nothing of it; also when the process is killed meanwhile. */
  atomically<T>(act: () => T): T {
    if (this.#pending !== undefined) return act()
    const pending: Pending = { changes: [], undo: [], events: [] }
    this.#pending = pending
    let done: T
    try {
      done = act()
      if (pending.changes.length > 0) this.#journal.append(pending.changes)
    } catch (error) {
      for (const undo of pending.undo.reverse()) undo()
      throw error
    } finally {
      this.#pending = undefined
    }
    if (pending.events.length > 0) this.onEvents?.(pending.events)
    return done
  }

  /**
   * Like `atomically`, but `mayStand` is asked first with what would happen, and nothing happens when it throws: it is done,
   * undone, and done again with the same new ids. It may change rows only.
   */
  async rehearsed<T>(act: () => T, mayStand: (events: readonly RowEvent[]) => Promise<void>): Promise<T> {
    const ids: string[] = []
    const pending: Pending = { changes: [], undo: [], events: [] }
    this.#pending = pending
    try {
      this.#giveId = () => ids[ids.push(randomUUID()) - 1] ?? ''
      act()
    } finally {
      for (const undo of pending.undo.reverse()) undo()
      this.#pending = undefined
      this.#giveId = randomUUID
    }
    await mayStand(pending.events)
    try {
      this.#giveId = () => ids.shift() ?? randomUUID()
      return this.atomically(act)
    } finally {
      this.#giveId = randomUUID
    }
  }

  /** A change that is about to be made, and how it is undone. */
  add(change: Change, undo: () => void): void {
    this.#pending?.changes.push(change)
    this.#pending?.undo.push(undo)
  }

  /** Tells whoever listens, unless what it belongs to is undone. */
  note(event: RowEvent): void {
    if (this.onEvents !== undefined && !this.#isSilent) this.#pending?.events.push(event)
  }

  /** What happens meanwhile nobody is told. */
  silently<T>(act: () => T): T {
    this.#isSilent = true
    try {
      return act()
    } finally {
      this.#isSilent = false
    }
  }

  /** For a new row. */
  newId(): string {
    return this.#giveId()
  }
}

interface Pending {
  readonly changes: Change[]
  readonly undo: (() => void)[]
  readonly events: RowEvent[]
}
