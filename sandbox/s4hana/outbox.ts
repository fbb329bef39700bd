import { type Idoc, renumbered } from './idocs.ts'
import type { Journal } from './journal.ts'
import { withNewId } from './xi-messages.ts'

/** A status record as EDIDS holds them: 30 ready for dispatch, 03 passed to port OK, 02 error passing data to port. */
export interface StatusRecord {
  readonly status: '30' | '03' | '02'
  readonly at: string
  readonly text: string
  /** How often in a row the same happened. */
  readonly times: number
}

export interface OutboxDocument extends Idoc {
  /** Where it came from: the example file, or `hand`. */
  readonly source: string
  statuses: StatusRecord[]
  sends: number
  /** What the receiver answered last. */
  answer: string
  /** False: stays in status 02 until a person sends it again. */
  isDue: boolean
}

type Change =
  | { kind: 'put'; idoc: Idoc; source: string; at: string }
  | { kind: 'sent'; docnum: string; record: StatusRecord; sends: number; answer: string; isDue: boolean }

/** Outbound IDocs and what became of each. Every change stands in the journal before anybody hears of it. */
export class Outbox {
  readonly #documents = new Map<string, OutboxDocument>()
  readonly #journal: Journal

  constructor(journal: Journal) {
    this.#journal = journal
    for (const change of journal.read<Change>(['put', 'sent'])) this.#apply(change)
  }

  get documents(): OutboxDocument[] {
    return [...this.#documents.values()]
  }

  find(docnum: string): OutboxDocument | undefined {
    return this.#documents.get(docnum.padStart(16, '0'))
  }

  /** Puts an IDoc up for dispatch. One whose number is missing or taken gets the next of the number range, as any new IDoc does. */
  put(idoc: Idoc, source: string): OutboxDocument {
    const numbered = this.#isFree(idoc) ? idoc : this.#numbered(idoc)
    this.#write({ kind: 'put', idoc: numbered, source, at: now() })
    return this.#documents.get(numbered.docnum) as OutboxDocument
  }

  passed(document: OutboxDocument, answer: string): void {
    this.#record(document, { status: '03', text: 'Data passed to port OK' }, answer, false)
  }

  /** The receiver gave no answer to rely on: sent again by itself. */
  failed(document: OutboxDocument, text: string, answer: string): void {
    this.#record(document, { status: '02', text }, answer, true)
  }

  /** The receiver refused it: stays until a person sends it again. */
  refused(document: OutboxDocument, text: string, answer: string): void {
    this.#record(document, { status: '02', text }, answer, false)
  }

  resend(document: OutboxDocument): void {
    const record: StatusRecord = { status: '30', text: 'Sent again by hand', at: now(), times: 1 }
    const { docnum, sends, answer } = document
    this.#write({ kind: 'sent', docnum, record, sends, answer, isDue: true })
  }

  #record(document: OutboxDocument, { status, text }: Pick<StatusRecord, 'status' | 'text'>, answer: string, isDue: boolean) {
    const last = document.statuses.at(-1)
    const isRepeated = last?.status === status && last.text === text
    const record = { status, text, at: now(), times: isRepeated ? last.times + 1 : 1 }
    const change = { kind: 'sent', docnum: document.docnum, record, sends: document.sends + 1, answer, isDue } as const
    // A receiver that is away for a night would fill the journal with the same line.
    if (isRepeated) this.#apply(change)
    else this.#write(change)
  }

  #write(change: Change): void {
    this.#journal.append(change)
    this.#apply(change)
  }

  #apply(change: Change): void {
    if (change.kind === 'put') {
      const { idoc, source, at } = change
      const first: StatusRecord = { status: '30', at, text: 'IDoc ready for dispatch', times: 1 }
      this.#documents.set(idoc.docnum, { ...idoc, source, statuses: [first], sends: 0, answer: '', isDue: true })
      return
    }
    const document = this.#documents.get(change.docnum)
    if (document === undefined) return
    if (change.record.times > 1) document.statuses.pop()
    document.statuses.push(change.record)
    Object.assign(document, { sends: change.sends, answer: change.answer, isDue: change.isDue })
  }

  #isFree({ protocol, docnum }: Idoc): boolean {
    if (this.#documents.has(docnum)) return false
    return protocol === 'xi' || (/^\d{16}$/.test(docnum) && Number(docnum) > 0)
  }

  #numbered(idoc: Idoc): Idoc {
    return idoc.protocol === 'xi' ? withNewId(idoc) : renumbered(idoc, this.#nextNumber())
  }

  #nextNumber(): string {
    const taken = this.documents.filter(({ protocol }) => protocol !== 'xi').map(({ docnum }) => docnum)
    const highest = ['0000000000700000', ...taken].sort().at(-1) as string
    return String(BigInt(highest) + 1n).padStart(16, '0')
  }
}

function now(): string {
  return new Date().toISOString()
}
