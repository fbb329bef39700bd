import { SaxesParser, type SaxesTagNS } from 'saxes'
import { Rejected } from '../message/errors.ts'

/** An element as it is opened. */
export interface OpenedElement {
  /** Without its prefix. */
  readonly name: string
  readonly namespace: string
  /** Declarations of namespaces are not among them. */
  readonly attributes: readonly { readonly name: string; readonly namespace: string; readonly value: string }[]
  readonly line: number
}

/** Who is told what stands in an XML document, in its order. */
export interface XmlListener {
  open(element: OpenedElement): void
  text(text: string): void
  close(): void
}

/** Throws a `Rejected` that says where the document stands just now. */
export type Refuse = (reason: string) => never

const maxDepth = 256
const maxAttributes = 64

/**
 * Reads an XML document, namespaces told by their names and not by their prefixes.
 * @param what names the document in sentences, e.g. `The main document`
 * @throws {Rejected} with line and column: not well-formed, a document type declaration, nested without measure
 */
export function readXml(text: string, what: string, listener: (refuse: Refuse) => XmlListener): void {
  const xml = new SaxesParser({ xmlns: true })
  const place = () => `line ${xml.line}, column ${Math.max(1, xml.column)}`
  const refuse: Refuse = (reason) => {
    throw new Rejected(`${reason} at ${place()} of ${what}.`)
  }
  const told = listener(refuse)
  let depth = 0
  let attributes = 0
  let line = 1
  // With no error handler the parser throws at the first error.
  xml.on('opentagstart', () => {
    line = xml.column === 0 ? xml.line - 1 : xml.line
    attributes = 0
    if (++depth > maxDepth) refuse(`Elements are nested deeper than ${maxDepth} levels`)
  })
  xml.on('attribute', () => {
    if (++attributes > maxAttributes) refuse(`An element has more than ${maxAttributes} attributes`)
  })
  xml.on('opentag', (tag) => told.open(opened(tag, line)))
  xml.on('closetag', () => {
    depth--
    told.close()
  })
  xml.on('text', (piece) => told.text(piece))
  xml.on('cdata', (piece) => told.text(piece))
  xml.on('doctype', () => refuse('A document type declaration, which is refused for safety, ends'))
  try {
    xml.write(text).close()
  } catch (cause) {
    if (cause instanceof Rejected) throw cause
    const reason = (cause as Error).message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')
    throw new Rejected(`There is no well-formed XML at ${place()} of ${what}: ${reason}.`, { cause })
  }
}

const declarations = 'http://www.w3.org/2000/xmlns/'

const noAttributes: OpenedElement['attributes'] = []

function opened(tag: SaxesTagNS, line: number): OpenedElement {
  const all = Object.values(tag.attributes)
  const attributes =
    all.length === 0
      ? noAttributes
      : all.filter(({ uri }) => uri !== declarations).map(({ local, uri, value }) => ({ name: local, namespace: uri, value }))
  return { name: tag.local, namespace: tag.uri, attributes, line }
}
