import type { Document } from './document.ts'

/** One document as a sender channel took it off the wire, not stored yet. */
export interface Arrival {
  /** The channel that took it, e.g. `idoc-http`. */
  readonly channel: string
  /** The sending logical system (SNDPRN), e.g. `S4HCLNT100`. */
  readonly system: string
  /** What makes two arrivals the same document, e.g. `idoc/S4HCLNT100/100/0000000000199045`. */
  readonly identity: string
  /** DOCNUM, 16 digits as sent, when it is an IDoc. */
  readonly idoc: string | undefined
  /** The type a person knows it by: CIMTYP if there is one, else IDOCTYP, e.g. `DEBMAS07`. */
  readonly type: string
  /** Sorts documents of one system by age, as text: SERIAL (else CREDAT+CRETIM), then DOCNUM. */
  readonly version: string
  /** Of a message that must not overtake the ones before it, whatever its objects are: its sender's queue, e.g. `S4HCLNT100/INVOICES`. */
  readonly queue?: string
  /** Somebody waits for what becomes of it: it goes before what merely has to be done. */
  readonly isAwaited?: true
  /** As the sender said it, e.g. `text/xml; charset=utf-8`. */
  readonly contentType: string
  /** The bytes received. Of a packet with several IDocs: this IDoc's bytes inside the packet's own root element. */
  readonly payload: Uint8Array
  readonly document: Document
}

/** What became of one arrival; a repeated document is answered like the first one. */
export interface Accepted {
  readonly messageId: string
  /** The interface that takes it. */
  readonly interface: string
  readonly idoc: string | undefined
  readonly repeated: boolean
}

/** What came together: all of it at once, or one after the other while it still comes in. */
export type Packet = readonly Arrival[] | AsyncIterable<Arrival>

/**
 * Stores everything a packet holds, in one transaction, and answers after the commit.
 * When the packet throws half way, nothing of it is stored and the error comes out here.
 * @throws {Rejected} no interface takes such a document @throws {Unavailable} the store is away
 */
export type Accept = (packet: Packet) => Promise<readonly Accepted[]>
