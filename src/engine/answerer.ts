import type { Logger } from 'pino'
import type { ISql, Sql } from 'postgres'
import type { Answer, AnswerChannel } from '../message/answer.ts'
import {
  answersFailed,
  answersSent,
  readAnswers,
  setAnsweredSystems,
  type WaitingAnswer,
  waitingAnswers,
} from '../store/answers.ts'
import { mayBeSilent } from '../store/transaction-silence.ts'
import type { FreshAnswers } from './fresh-answers.ts'

interface Needs {
  readonly sql: Sql
  readonly channels: readonly AnswerChannel[]
  /** Answers that need not be read from the store. */
  readonly fresh: FreshAnswers
  readonly log: Pick<Logger, 'warn'>
}

/** Tells SAP what became of its documents, in the order they came, each system by one node at a time. */
export class Answerer {
  readonly #needs: Needs
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> = Promise.resolve()
  #isStopping = false

  constructor(needs: Needs) {
    this.#needs = needs
  }

  async start(): Promise<void> {
    await setAnsweredSystems(this.#needs.sql, this.#needs.channels)
    this.#again(0)
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    clearTimeout(this.#timer)
    await this.#running
    await Promise.all(this.#needs.channels.map((channel) => channel.close()))
  }

  #again(milliseconds: number): void {
    if (this.#isStopping || this.#needs.channels.length === 0) return
    this.#timer = setTimeout(() => {
      this.#running = this.#look().then((wait) => this.#again(wait))
    }, milliseconds)
  }

  /** Gives the milliseconds until it is worth looking again. */
  async #look(): Promise<number> {
    const sent = await Promise.all(
      this.#needs.channels.map((channel) =>
        answerSystem(this.#needs, channel).catch((error) => {
          this.#needs.log.warn({ error }, `Answers to ${channel.system} could not be read; trying again in a second`)
          return 0
        }),
      ),
    )
    return sent.some((count) => count > 0) ? 0 : 1000
  }
}

/** Sends what one system waits for; gives how many answers went out. */
async function answerSystem({ sql, fresh, log }: Needs, channel: AnswerChannel): Promise<number> {
  return sql.begin(async (tx) => {
    // Two nodes at once would change the order.
    const [lock] = await tx<
      { taken: boolean }[]
    >`select pg_try_advisory_xact_lock(hashtext(${`answers to ${channel.system} ${channel.kind}`})) as taken`
    if (!lock?.taken) return 0
    const waiting = await waitingAnswers(tx, channel)
    if (!waiting[0]?.isDue) return 0
    const answers = await answersTo(tx, waiting, fresh)
    await mayBeSilent(tx)
    try {
      await channel.send(answers)
      await answersSent(tx, waiting)
      return waiting.length
    } catch (error) {
      const { message } = error as Error
      const wait = Math.min(1000 * 2 ** Math.min(waiting[0].attempts, 20), 5 * 60_000)
      await answersFailed(tx, waiting, wait, message)
      log.warn(`${message}; ${waiting.length} answers are sent again in ${wait / 1000} s`)
      return 0
    }
  })
}

/** In the order of the messages. */
async function answersTo(tx: ISql, waiting: readonly WaitingAnswer[], fresh: FreshAnswers): Promise<Answer[]> {
  const answers = new Map<string, Answer>()
  for (const { messageId, version } of waiting) {
    const answer = fresh.take(messageId)
    // Of a message that ended anew, restarted or cancelled by a person, the store knows the last word.
    if (answer !== undefined && version === 1) answers.set(messageId, answer)
  }
  const unknown = waiting.map(({ messageId }) => messageId).filter((messageId) => !answers.has(messageId))
  if (unknown.length > 0) for (const answer of await readAnswers(tx, unknown)) answers.set(answer.messageId, answer)
  return waiting.flatMap(({ messageId }) => answers.get(messageId) ?? [])
}
