import { hash } from 'node:crypto'
import type { Logger } from 'pino'
import type { Sql } from 'postgres'
import { ownText } from '../message/own-text.ts'
import type { Refusal } from '../message/refusal.ts'
import { storeUnavailable } from '../store/database-error.ts'
import { addRefusals, type CountedRefusal } from '../store/refusals.ts'
import { Periodic } from './periodic.ts'

/**
 * Keeps what the channels refuse, so that whoever finds no message finds out why. To note one costs no look into the store, so no answer
 * waits for it and a store that is away endangers none; each two seconds what came is added to what all nodes noted.
 *
 * The same one again within an hour is counted. Of one sender {@link mostOfSender} different ones are told apart in an hour, of all who are not known
 * here together {@link mostOfStrangers}; what goes beyond that is counted by sender and status. So nobody fills the store, or the memory.
 */
export class Refusals {
  readonly #sql: Sql
  readonly #log: Pick<Logger, 'warn'>
  /** Those that were told apart in this hour, of each sender. */
  #told = new Map<string, Set<string>>()
  #hour = 0
  #noted = new Map<string, CountedRefusal>()
  readonly #adding = new Periodic(flushMilliseconds, () => this.#add())

  constructor({ sql, log }: { sql: Sql; log: Pick<Logger, 'warn'> }) {
    this.#sql = sql
    this.#log = log
  }

  note(refusal: Refusal): void {
    const at = new Date()
    const kept = storable(refusal)
    this.#count({ ...kept, same: this.#same(kept, at), firstAt: at, lastAt: at, times: 1 })
  }

  /** Adds what was noted so far; it comes back when that is done. */
  flush(): Promise<void> {
    return this.#adding.now()
  }

  stop(): Promise<void> {
    return this.#adding.stop()
  }

  #same({ channel, sender = '', system = '', from, status = 0, reason, document = '' }: Refusal, at: Date): string {
    const hour = Math.floor(at.getTime() / 3_600_000)
    if (hour !== this.#hour) this.#told = new Map()
    this.#hour = hour
    const rough = [hour, channel, sender, system, status]
    // A line, a size or the seconds to wait do not make it another one.
    const exact = digest([...rough, from, document, reason.replace(/\d+/g, '0')])
    const told = this.#told.get(sender) ?? new Set()
    this.#told.set(sender, told)
    if (told.size >= (sender === '' ? mostOfStrangers : mostOfSender) && !told.has(exact)) return digest(rough)
    told.add(exact)
    return exact
  }

  #count(refusal: CountedRefusal): void {
    const before = this.#noted.get(refusal.same)
    if (before === undefined) this.#noted.set(refusal.same, refusal)
    else this.#noted.set(refusal.same, { ...refusal, firstAt: before.firstAt, times: before.times + refusal.times })
  }

  async #add(): Promise<void> {
    const noted = this.#noted
    this.#noted = new Map()
    try {
      await addRefusals(this.#sql, [...noted.values()])
    } catch (error) {
      const isLater = storeUnavailable(error) !== undefined
      this.#log.warn({ error }, isLater ? 'Refusals could not be added; they are added later' : 'Refusals could not be added')
      if (!isLater) return
      const meanwhile = this.#noted
      this.#noted = noted
      for (const refusal of meanwhile.values()) this.#count(refusal)
    }
  }
}

const flushMilliseconds = 2000
const mostOfSender = 200
const mostOfStrangers = 20

function digest(parts: readonly (string | number)[]): string {
  return hash('sha256', JSON.stringify(parts), 'base64url')
}

/** No longer than somebody reads, without what PostgreSQL takes for no text, and holding on to nothing of the packet. */
function storable({ channel, sender, system, from, status, reason, document }: Refusal): Refusal {
  return {
    channel,
    sender,
    system,
    from: text(from, 300),
    status,
    reason: text(reason, 2000),
    document: document && text(document, 100),
  }
}

function text(given: string, most: number): string {
  return ownText(given.slice(0, most).replaceAll('\0', '').toWellFormed())
}
