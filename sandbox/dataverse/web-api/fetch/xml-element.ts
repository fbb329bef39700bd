import { SaxesParser } from 'saxes'
import { invalidXml, wrongNode } from './problems.ts'

/** An element of a query, with what stands in it. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  readonly text: string
}

/** @throws {Problem} no well-formed XML, a document type declaration, nested without measure */
export function readElement(xml: string): XmlElement {
  const parser = new SaxesParser()
  const open: Open[] = []
  let root: XmlElement | undefined
  parser.on('doctype', () => {
    throw invalidXml()
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length === maxDepth) throw invalidXml()
    const element = { name, attributes, children: [], text: '' }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  const addText = (text: string) => {
    const inner = open.at(-1)
    if (inner !== undefined) inner.text += text
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    root = open.pop()
  })
  try {
    // With no error handler the parser throws at the first error.
    parser.write(xml.trim()).close()
  } catch {
    throw invalidXml()
  }
  if (root === undefined) throw invalidXml()
  return root
}

interface Open {
  name: string
  attributes: Record<string, string>
  children: XmlElement[]
  text: string
}

const maxDepth = 64

/** All of this name that stand directly in an element. */
export function childrenOf({ children }: XmlElement, name: string): XmlElement[] {
  return children.filter((child) => child.name === name)
}

/** @throws {Problem} something else stands in it than these */
export function mustHoldOnly({ children }: XmlElement, allowed: readonly string[]): void {
  const other = children.find(({ name }) => !allowed.includes(name))
  if (other !== undefined) throw wrongNode(other.name, xmlOf(other), allowed)
}

/** `true` and `1`, `false` and `0`. @throws {Problem} something else */
export function isSet({ attributes }: XmlElement, name: string, wrong: (name: string) => Error): boolean {
  const { [name]: text = 'false' } = attributes
  if (!['true', 'false', '1', '0'].includes(text)) throw wrong(name)
  return text === 'true' || text === '1'
}

function xmlOf({ name, attributes, children, text }: XmlElement): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
  const inside = children.map(xmlOf).join('') + escaped(text.trim())
  return inside === '' ? `<${name}${written.join('')} />` : `<${name}${written.join('')}>${inside}</${name}>`
}

/** As it may stand in an attribute or between tags. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
