import { type OpenedElement, readXml } from './read-xml.ts'

/** An element with what stands in it; for the small XML of a SOAP envelope. */
export interface Element extends OpenedElement {
  readonly children: readonly Element[]
  /** Its own text, without surrounding blanks. */
  readonly text: string
}

/** The root element. @throws {Rejected} with line and column */
export function elementTree(text: string, what: string): Element {
  const root: Growing = { name: '', namespace: '', attributes: [], line: 1, children: [], text: '' }
  const open = [root]
  readXml(text, what, () => ({
    open(element) {
      const growing: Growing = { ...element, children: [], text: '' }
      open.at(-1)?.children.push(growing)
      open.push(growing)
    },
    text(piece) {
      const element = open.at(-1) as Growing
      element.text += piece
    },
    close() {
      const element = open.pop() as Growing
      element.text = element.text.trim()
    },
  }))
  return root.children[0] as Element
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
