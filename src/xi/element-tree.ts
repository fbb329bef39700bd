import { readXml } from '../xml/read-xml.ts'
import type { OpenedElement, XmlListener } from '../xml/xml-listener.ts'

/** An element with what stands in it; for the small XML of a SOAP envelope. */
export interface Element extends OpenedElement {
  readonly children: readonly Element[]
  /** Its own text, without surrounding blanks. */
  readonly text: string
}

/** The root element. @throws {Rejected} with line and column */
export function elementTree(text: string, what: string): Element {
  return readXml(text, what, () => new TreeBuilder()).root as Element
}

class TreeBuilder implements XmlListener {
  root: Growing | undefined
  readonly #open: Growing[] = []

  open({ name, namespace, attributes, line }: OpenedElement) {
    const element: Growing = { name, namespace, attributes, line, children: [], text: '' }
    this.#open.at(-1)?.children.push(element)
    this.#open.push(element)
    this.root ??= element
  }

  text(piece: string) {
    const element = this.#open.at(-1) as Growing
    element.text += piece
  }

  close() {
    const element = this.#open.pop() as Growing
    element.text = element.text.trim()
  }
}

interface Growing extends OpenedElement {
  readonly children: Growing[]
  text: string
}

/** The first child of that name in that namespace. */
export function childOf(element: Element | undefined, namespace: string, name: string): Element | undefined {
  return element?.children.find((child) => child.name === name && child.namespace === namespace)
}

/** The value of an attribute, whatever its prefix. */
export function attributeOf(element: Element | undefined, name: string): string | undefined {
  return element?.attributes.find((attribute) => attribute.name === name)?.value
}
