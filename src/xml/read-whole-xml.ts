import { SaxesParser, type SaxesTagNS } from 'saxes'
import { Rejected } from '../message/errors.ts'
import type { OpenedElement, Refuse, XmlListener } from './xml-listener.ts'

const maxDepth = 256
const maxAttributes = 64

/** As `readXml`, by a parser of all XML. @throws {Rejected} with line and column */
export function readWholeXml<T extends XmlListener>(text: string, what: string, listener: (refuse: Refuse) => T): T {
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
  xml.on('text', (piece) => {
    // Blanks around the document's own element are nobody's.
    if (depth > 0) told.text(piece)
  })
  xml.on('cdata', (piece) => told.text(piece))
  xml.on('doctype', () => refuse('A document type declaration, which is refused for safety, ends'))
  try {
    xml.write(text).close()
  } catch (cause) {
    if (cause instanceof Rejected) throw cause
    const reason = (cause as Error).message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')
    throw new Rejected(`There is no well-formed XML at ${place()} of ${what}: ${reason}.`, { cause })
  }
  return told
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
