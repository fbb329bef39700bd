import { readPlainXml } from './read-plain-xml.ts'
import { readWholeXml } from './read-whole-xml.ts'
import type { Refuse, XmlListener } from './xml-listener.ts'

/**
 * Reads an XML document, namespaces told by their names and not by their prefixes, and gives the listener that was told of it.
 * @param what names the document in sentences, e.g. `The main document`
 * @param listener makes one; it may be asked for a second, which is told everything from the start
 * @throws {Rejected} with line and column: not well-formed, a document type declaration, nested without measure
 */
export function readXml<T extends XmlListener>(text: string, what: string, listener: (refuse: Refuse) => T): T {
  return readPlainXml(text, listener) ?? readWholeXml(text, what, listener)
}
