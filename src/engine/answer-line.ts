import type { Logger } from 'pino'
import type { ISql, Sql } from 'postgres'
import type { Answer, AnswerChannel } from '../message/answer.ts'
import { Unavailable } from '../message/errors.ts'
import {
  answersFailed,
  answersGoOn,
  answersRefused,
  answersSent,
  readAnswers,
  refusedAnswer,
  type WaitingAnswer,
  waitingAnswers,
} from '../store/answers.ts'
import { mayBeSilent } from '../store/transaction-silence.ts'
import type { FreshAnswers } from './fresh-answers.ts'
import type { Traces } from './traces.ts'

export interface AnswerNeeds {
  readonly sql: Sql
  /** Answers that need not be read from the store. */
  readonly fresh: FreshAnswers
  /** Told of what a system took, or refused for this reason. */
  readonly traces?: Pick<Traces, 'answered'> | undefined
  readonly log: Pick<Logger, 'warn'>
}

/**
 * The answers that go over one channel, the oldest messages first. When the system takes none, all wait. When it refuses one for what that
 * says, it stands aside and is tried again by itself, and the others go on.
 */
export class AnswerLine {
  readonly #needs: AnswerNeeds
  readonly #channel: AnswerChannel
  /** How many were refused one after the other, without one that was taken: it may be that the system refuses all of them. */
  #refusedInARow = 0
  #restsUntil = 0

  constructor(needs: AnswerNeeds, channel: AnswerChannel) {
    this.#needs = needs
    this.#channel = channel
  }

  /** Sends what may go now; gives how many answers went out. */
  async send(): Promise<number> {
    const isResting = Date.now() < this.#restsUntil
    const inOrder = isResting ? 'none went' : await this.#alone((tx) => this.#sendInOrder(tx))
    if (inOrder === 'another node') return 0
    // By itself: what went out in order is noted before, however long SAP thinks about this one.
    const again = await this.#alone((tx) => this.#sendRefused(tx, inOrder === 'none went'))
    return (inOrder === 'none went' ? 0 : inOrder) + (again === 'another node' ? 0 : again)
  }

  /** Two nodes at once would change the order. */
  async #alone<Result>(work: (tx: ISql) => Promise<Result>): Promise<Result | 'another node'> {
    const { done } = await this.#needs.sql.begin(async (tx): Promise<{ done: Result | 'another node' }> => {
      const [lock] = await tx<
        { taken: boolean }[]
      >`select pg_try_advisory_xact_lock(hashtext(${`answers to ${this.#channel.system} ${this.#channel.kind}`})) as taken`
      return { done: lock?.taken ? await work(tx) : 'another node' }
    })
    return done
  }

  async #sendInOrder(tx: ISql): Promise<number | 'none went'> {
    const waiting = await waitingAnswers(tx, this.#channel)
    if (waiting.length === 0) return 0
    const became = waiting[0]?.isDue ? await this.#sendFirst(tx, waiting) : 'not now'
    if (typeof became === 'number') {
      this.#takesAnswers()
      return became
    }
    if (became === 'refused') this.#restsUntil = Date.now() + waitAfter(this.#refusedInARow++)
    return 'none went'
  }

  /** Tries one of those that were refused. A system that is left alone is not asked about them, unless a person wants one sent now. */
  async #sendRefused(tx: ISql, isLeftAlone: boolean): Promise<number> {
    const refused = await refusedAnswer(tx, this.#channel, { onlyWanted: isLeftAlone })
    if (refused === undefined) return 0
    const became = await this.#sendFirst(tx, [refused])
    if (typeof became !== 'number') return 0
    if (isLeftAlone) {
      this.#takesAnswers()
      await answersGoOn(tx, await waitingAnswers(tx, this.#channel))
    }
    return became
  }

  /** The system takes some: it need not be left alone. */
  #takesAnswers(): void {
    this.#refusedInARow = 0
    this.#restsUntil = 0
  }

  /** Sends all of them; those that are refused for what they say by halves, until some are taken, or the first alone is refused. */
  async #sendFirst(tx: ISql, waiting: readonly WaitingAnswer[]): Promise<number | 'refused' | 'not now'> {
    const answers = await answersTo(tx, waiting, this.#needs.fresh)
    await mayBeSilent(tx)
    for (let count = waiting.length; ; count = Math.ceil(count / 2)) {
      const first = waiting.slice(0, count)
      const startedAt = new Date()
      const failure = await this.#failureOf(first.flatMap(({ messageId }) => answers.get(messageId) ?? []))
      if (failure === undefined) {
        await answersSent(tx, first)
        this.#needs.traces?.answered(idsOf(first), startedAt)
        if (count < waiting.length) await answersGoOn(tx, waiting.slice(count))
        return count
      }
      const [{ messageId, attempts } = { messageId: '', attempts: 0 }] = first
      const wait = waitAfter(attempts)
      if (failure instanceof Unavailable) {
        await answersFailed(tx, waiting, wait, failure.message)
        this.#needs.log.warn(`${failure.message}; ${waiting.length} answers are sent again in ${wait / 1000} s`)
        return 'not now'
      }
      if (count > 1) continue
      await answersRefused(tx, first, wait, failure.message)
      this.#needs.traces?.answered(idsOf(first), startedAt, failure.message)
      // What was said of these before, while it was away, no longer counts.
      if (waiting.length > 1) await answersGoOn(tx, waiting.slice(1))
      this.#needs.log.warn(
        `${failure.message}; the answer to message ${messageId} is sent again in ${wait / 1000} s, without the others`,
      )
      return 'refused'
    }
  }

  async #failureOf(answers: readonly Answer[]): Promise<Error | undefined> {
    try {
      await this.#channel.send(answers)
      return undefined
    } catch (error) {
      return error as Error
    }
  }
}

function idsOf(answers: readonly WaitingAnswer[]): string[] {
  return answers.map(({ messageId }) => messageId)
}

/** In milliseconds. */
function waitAfter(attempts: number): number {
  return Math.min(1000 * 2 ** Math.min(attempts, 20), 5 * 60_000)
}

/** By message. */
async function answersTo(tx: ISql, waiting: readonly WaitingAnswer[], fresh: FreshAnswers): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>()
  for (const { messageId, version } of waiting) {
    const answer = fresh.take(messageId)
    // Of a message that ended anew, restarted or cancelled by a person, the store knows the last word.
    if (answer !== undefined && version === 1) answers.set(messageId, answer)
  }
  const unknown = waiting.map(({ messageId }) => messageId).filter((messageId) => !answers.has(messageId))
  if (unknown.length > 0) for (const answer of await readAnswers(tx, unknown)) answers.set(answer.messageId, answer)
  return answers
}
