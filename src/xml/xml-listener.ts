/** Who is told what stands in an XML document, in its order. */
export interface XmlListener {
  open(element: OpenedElement): void
  text(text: string): void
  close(): void
}

/** An element as it is opened. */
export interface OpenedElement {
  /** Without its prefix. */
  readonly name: string
  readonly namespace: string
  /** Declarations of namespaces are not among them. */
  readonly attributes: readonly Attribute[]
  readonly line: number
}

export interface Attribute {
  /** Without its prefix. */
  readonly name: string
  readonly namespace: string
  readonly value: string
}

/** Throws an error that says where the document stands just now. */
export type Refuse = (reason: string) => never
