import { field } from './idocs.ts'
import type { Journal } from './journal.ts'

/** What the receiver told S/4HANA about one of its IDocs, by a STATUS or ALEAUD IDoc, or about an XI message, by an acknowledgement. */
export interface Answer {
  readonly kind: 'answer'
  /** The IDoc or XI message it is about; of an answer about none, empty. */
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
    this.#all = journal.read<Kept>(['answers']).flatMap(answersIn)
  }

  get all(): readonly Answer[] {
    return this.#all
  }

  /** Keeps one body and gives the number S/4HANA files it under. */
  take(path: string, body: string): { transferId: string; dbId: string } {
    const segments = body.match(/<(?:\w+:)?(E1STATS|E1STATE)[\s>][\s\S]*?<\/(?:\w+:)?\1>/g) ?? ['']
    const about = segments.map((segment) => ({
      docnum: field(segment, 'DOCNUM'),
      status: field(segment, 'STATUS'),
      text: field(segment, 'STATXT'),
    }))
    this.#keep(path, body, about)
    return { transferId: field(body, 'DOCNUM'), dbId: String(this.#all.length).padStart(16, '0') }
  }

  /** Keeps an acknowledgement; positive ones count like status 41 of an IDoc, the others like 40. */
  takeAcknowledgement(path: string, body: string): void {
    const messageClass = field(body, 'MessageClass')
    const text = [messageClass, field(body, 'AdditionalText')].filter((part) => part !== '').join(': ')
    const status = messageClass.endsWith('Ack') ? '41' : '40'
    this.#keep(path, body, [{ docnum: field(body, 'RefToMessageId'), status, text }])
  }

  /** The body is written once, however many IDocs it speaks of. */
  #keep(path: string, body: string, about: Kept['about']): void {
    const kept: Kept = { kind: 'answers', about, path, at: new Date().toISOString(), body }
    this.#journal.append(kept)
    this.#all.push(...answersIn(kept))
  }
}

/** One body as the journal keeps it. */
interface Kept extends Pick<Answer, 'path' | 'at' | 'body'> {
  readonly kind: 'answers'
  readonly about: readonly Pick<Answer, 'docnum' | 'status' | 'text'>[]
}

function answersIn({ about, path, at, body }: Kept): Answer[] {
  return about.map((one) => ({ kind: 'answer', ...one, path, at, body }))
}
