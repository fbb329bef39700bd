import type { Logger } from 'pino'
import type { Sql } from 'postgres'
import type { Accepted } from '../message/arrival.ts'
import { isOpen } from '../message/delivery-status.ts'
import { partsOf } from '../message/object-key.ts'
import { addFigures } from '../store/figures.ts'
import { timeOf } from '../store/message-id.ts'
import { bucketOf, latencyName } from './latency.ts'
import type { Outcome } from './outcome.ts'
import { Periodic } from './periodic.ts'

/**
 * Counts what this node takes and delivers, by minute and interface, and adds it to what all nodes counted, every two seconds. What was
 * not added yet when a node is killed is missing in the charts; nothing else looks at it.
 */
export class Figures {
  readonly #sql: Sql
  readonly #log: Pick<Logger, 'warn'>
  #counted = new Map<number, Map<string, Map<string, number>>>()
  readonly #adding = new Periodic(flushMilliseconds, () => this.#add())

  constructor({ sql, log }: { sql: Sql; log: Pick<Logger, 'warn'> }) {
    this.#sql = sql
    this.#log = log
  }

  received(accepted: readonly Accepted[]): void {
    for (const { interface: name, repeated } of accepted) this.#count(name, repeated ? 'repeated' : 'received')
  }

  settled(outcomes: readonly Outcome[]): void {
    const now = Date.now()
    for (const outcome of outcomes) {
      if (outcome.isUntried || outcome.pause !== undefined || outcome.status === 'parked') continue
      const { interfaceName: name } = partsOf(outcome.plan.claim.objectKey)
      this.#count(name, 'tried')
      const written = outcome.rows.filter(({ operation }) => operation !== 'none').length
      if (written > 0) this.#count(name, 'written', written)
      if (outcome.status === 'held') this.#count(name, 'held')
      if (outcome.status === 'held' || outcome.status === 'waiting') this.#count(name, 'failed')
      if (isOpen[outcome.status]) continue
      this.#count(name, 'delivered')
      this.#count(name, latencyName(bucketOf(now - timeOf(outcome.plan.claim.messageId).getTime())))
    }
  }

  /** Adds what was counted so far; it comes back when that is done. */
  flush(): Promise<void> {
    return this.#adding.now()
  }

  stop(): Promise<void> {
    return this.#adding.stop()
  }

  async #add(): Promise<void> {
    const figures = [...this.#counted].flatMap(([minute, interfaces]) =>
      [...interfaces].flatMap(([name, counts]) =>
        [...counts].map(([what, count]) => ({ minute: new Date(minute), interface: name, name: what, count })),
      ),
    )
    this.#counted = new Map()
    try {
      await addFigures(this.#sql, figures)
    } catch (error) {
      this.#log.warn({ error }, 'Figures of the last seconds could not be added; they are added later')
      for (const { minute, interface: name, name: what, count } of figures) this.#count(name, what, count, minute.getTime())
    }
  }

  #count(name: string, what: string, count = 1, now = Date.now()): void {
    const minute = now - (now % 60_000)
    const interfaces = this.#counted.get(minute) ?? new Map<string, Map<string, number>>()
    const counts = interfaces.get(name) ?? new Map<string, number>()
    this.#counted.set(minute, interfaces.set(name, counts.set(what, (counts.get(what) ?? 0) + count)))
  }
}

const flushMilliseconds = 2000
