/**
 * One document as an interface reads it: a header and a tree of segments, whatever its wire format was.
 * For an IDoc the header is the control record EDI_DC40 (reference: SAP IDoc record types, "EDI_DC40").
 */
export interface Document {
  readonly header: Readonly<Record<string, string>>
  readonly segments: readonly Segment[]
}

/** A segment with its fields as text, exactly as sent but for surrounding blanks, and its child segments in order. */
export interface Segment {
  readonly name: string
  readonly fields: Readonly<Record<string, string>>
  readonly segments: readonly Segment[]
  readonly parent: Segment | undefined
  /** Line of the start tag in the document, counted from 1; for sentences that say where. */
  readonly line: number
}
