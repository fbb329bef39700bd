import { field } from './idocs.ts'
import type { Journal } from './journal.ts'

/** What the receiver told S/4HANA about one of its IDocs, by a STATUS or ALEAUD IDoc. */
export interface Answer {
  readonly kind: 'answer'
  /** The IDoc it is about; of an answer about none, empty. */
  readonly docnum: string
  readonly status: string
  readonly text: string
  readonly path: string
  readonly at: string
  readonly body: string
}

/** Answers as they came in, one for each IDoc they speak of. */
export class Answers {
  readonly #journal: Journal
  readonly #all: Answer[]

  constructor(journal: Journal) {
    this.#journal = journal
    this.#all = journal.read<Answer>(['answer'])
  }

  get all(): readonly Answer[] {
    return this.#all
  }

  /** Keeps one body and gives the number S/4HANA files it under. */
  take(path: string, body: string): { transferId: string; dbId: string } {
    const about = body.match(/<(?:\w+:)?(E1STATS|E1STATE)[\s>][\s\S]*?<\/(?:\w+:)?\1>/g) ?? ['']
    for (const segment of about) {
      const answer: Answer = {
        kind: 'answer',
        docnum: field(segment, 'DOCNUM'),
        status: field(segment, 'STATUS'),
        text: field(segment, 'STATXT'),
        path,
        at: new Date().toISOString(),
        body,
      }
      this.#journal.append(answer)
      this.#all.push(answer)
    }
    return { transferId: field(body, 'DOCNUM'), dbId: String(this.#all.length).padStart(16, '0') }
  }
}
