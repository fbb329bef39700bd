/**
 * A packet that was refused at the door, for a reason that is its sender's. It never holds anything of the packet but the number of its
 * first document, nor a password, nor a name that somebody unknown gave himself: it may be a password in the wrong field.
 */
export interface Refusal {
  /** The channel that refused it, e.g. `idoc-http`. */
  readonly channel: string
  /** Who it says it is from, if the settings know such a one: the user of a sender, or the folder a file lay in. */
  readonly sender?: string | undefined
  /** The sender's logical system, where it can be told. */
  readonly system?: string | undefined
  /** Where it came from: an address of the network, or the name of a file. */
  readonly from: string
  /** The HTTP status it was answered with; a file gets none. */
  readonly status?: number | undefined
  /** The sentence that was answered: what, which, and what to do. */
  readonly reason: string
  /** DOCNUM of the first IDoc, or the id of the XI message, where the packet could be read so far. */
  readonly document?: string | undefined
}

/** Takes note of it, at once and without fail: the sender waits for its answer. */
export type Refused = (refusal: Refusal) => void
