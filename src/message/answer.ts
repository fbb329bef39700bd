import type { Finding } from './finding.ts'
import type { Operation } from './write.ts'

/** What SAP is told about one of its documents, once everything it meant has ended. */
export interface Answer {
  readonly messageId: string
  /** DOCNUM as SAP sent it, 16 digits; empty of an XI message. */
  readonly idoc: string
  /** MESTYP of that IDoc. */
  readonly messageType: string
  /** An XI message as it came, whose header says who is to be acknowledged what; of an IDoc nothing. */
  readonly xi?: { readonly payload: Uint8Array; readonly contentType: string }
  readonly objects: readonly AnsweredObject[]
}

/** What became of one business object. */
export interface AnsweredObject {
  readonly objectKey: string
  /** Dynamics 365 holds what the document said, or something newer; false when a person gave it up. */
  readonly isPosted: boolean
  readonly operation: Operation
  /** The object's first row. */
  readonly row: { readonly table: string; readonly id: string } | undefined
  /** Why it was not posted, or what was left out. */
  readonly text: string
  readonly at: Date
}

/** A channel that carries answers back. */
export interface AnswerChannel {
  /** The system that is answered, e.g. `S4HCLNT100`. */
  readonly system: string
  /** What it answers: IDocs, or XI messages that ask for it. */
  readonly kind: 'idoc' | 'xi'
  /** Which interfaces' documents are answered; all when empty. */
  readonly interfaces: readonly string[]
  /** How many answers it takes at once. */
  readonly mostAtOnce: number
  /**
   * @throws {Unavailable} they did not arrive for certain and must be sent again
   * @throws {Rejected} the system refuses them for what they say, at least one of them
   */
  send(answers: readonly Answer[]): Promise<void>
  /** Signs in and sends nothing. Never throws. */
  check(): Promise<Finding>
  close(): Promise<void>
}

/** As people know it, e.g. `sap-idoc`. */
export function answerChannelName({ kind }: Pick<AnswerChannel, 'kind'>): string {
  return `sap-${kind}`
}
