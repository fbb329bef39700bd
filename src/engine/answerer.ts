import type { AnswerChannel } from '../message/answer.ts'
import { setAnsweredSystems } from '../store/answers.ts'
import { AnswerLine, type AnswerNeeds } from './answer-line.ts'

interface Needs extends AnswerNeeds {
  readonly channels: readonly AnswerChannel[]
}

/** Tells SAP what became of its documents, in the order they came, each system by one node at a time. */
export class Answerer {
  readonly #needs: Needs
  readonly #lines: readonly { system: string; line: AnswerLine }[]
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> = Promise.resolve()
  #isStopping = false

  constructor(needs: Needs) {
    this.#needs = needs
    this.#lines = needs.channels.map((channel) => ({ system: channel.system, line: new AnswerLine(needs, channel) }))
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
    if (this.#isStopping || this.#lines.length === 0) return
    this.#timer = setTimeout(() => {
      this.#running = this.#look().then((wait) => this.#again(wait))
    }, milliseconds)
  }

  /** Gives the milliseconds until it is worth looking again. */
  async #look(): Promise<number> {
    const sent = await Promise.all(
      this.#lines.map(({ system, line }) =>
        line.send().catch((error) => {
          this.#needs.log.warn({ error }, `Answers to ${system} could not be read; trying again in a second`)
          return 0
        }),
      ),
    )
    return sent.some((count) => count > 0) ? 0 : 1000
  }
}
