import type { Segment } from '../message/document.ts'
import { type OpenedElement, type Refuse, readXml, type XmlListener } from './read-xml.ts'

/**
 * The payload of a proxy as a tree of segments, names without their namespace.
 *
 * - An element with elements inside is a segment.
 * - An element with only text is a field of the segment around it; of several of one name, the first.
 * - One of several such elements, and one with attributes, is a segment too: its text is its field `text`.
 * - An attribute is the field `@name` of its segment, and beside a field `Amount` the field `Amount@currencyCode`.
 * - An empty element, and one that is `xsi:nil`, says nothing.
 *
 * @throws {Rejected} with line and column: not well-formed, or text between elements
 */
export function readSegments(text: string, what: string): readonly Segment[] {
  const top: OpenSegment = { name: '', fields: {}, segments: [], parent: undefined, line: 1 }
  readXml(text, what, (refuse) => new SegmentBuilder(top, refuse))
  // The document's own element stands at the top and in nothing.
  return top.segments.map(withoutParent)
}

interface OpenSegment extends Segment {
  readonly fields: Record<string, string>
  readonly segments: OpenSegment[]
  parent: OpenSegment | undefined
}

interface Open extends OpenedElement {
  readonly around: OpenSegment
  segment: OpenSegment | undefined
  text: string
}

class SegmentBuilder implements XmlListener {
  readonly #top: OpenSegment
  readonly #refuse: Refuse
  readonly #open: Open[] = []
  /** The first leaf of a name within a segment, until a second one shows that they are several. */
  readonly #firstLeaves = new WeakMap<OpenSegment, Map<string, { at: number; leaf: OpenSegment } | 'is a segment'>>()

  constructor(top: OpenSegment, refuse: Refuse) {
    this.#top = top
    this.#refuse = refuse
  }

  open(element: OpenedElement) {
    const parent = this.#open.at(-1)
    const around = parent ? this.#segmentOf(parent) : this.#top
    this.#open.push({ ...element, around, segment: undefined, text: '' })
    // The document's own element is a segment, even when it holds only text.
    if (!parent) this.#segmentOf(this.#open.at(-1) as Open)
  }

  text(piece: string) {
    const element = this.#open.at(-1)
    if (element) element.text += piece
  }

  close() {
    const element = this.#open.pop() as Open
    const text = trimmed(element.text)
    if (!element.segment) this.#addLeaf(element, text)
    else if (text !== '' && element.segment.segments.length + Object.keys(element.segment.fields).length === 0)
      element.segment.fields.text = text
    else if (text !== '') this.#refuse(`Text stands between the elements of ${element.name}`)
  }

  #segmentOf(element: Open): OpenSegment {
    if (element.segment) return element.segment
    const segment: OpenSegment = { name: element.name, fields: {}, segments: [], parent: element.around, line: element.line }
    for (const { name, value } of saying(element)) segment.fields[`@${name}`] = value
    element.around.segments.push(segment)
    element.segment = segment
    return segment
  }

  #addLeaf({ name, line, around, ...element }: Open, text: string) {
    const attributes = saying(element)
    if (text === '' && attributes.length === 0) return
    const fields: Record<string, string> = text === '' ? {} : { text }
    for (const { name, value } of attributes) fields[`@${name}`] = value
    const leaf: OpenSegment = { name, fields, segments: [], parent: around, line }
    const firsts = this.#firstLeaves.get(around) ?? new Map()
    this.#firstLeaves.set(around, firsts)
    const first = firsts.get(name)
    if (first === undefined) this.#addFields(around, name, text, attributes)
    if (attributes.length > 0 || first !== undefined) {
      if (first !== undefined && first !== 'is a segment') around.segments.splice(first.at, 0, first.leaf)
      firsts.set(name, 'is a segment')
      around.segments.push(leaf)
    } else firsts.set(name, { at: around.segments.length, leaf })
  }

  #addFields(around: OpenSegment, field: string, text: string, attributes: OpenedElement['attributes']) {
    if (text !== '') around.fields[field] = text
    for (const { name, value } of attributes) around.fields[`${field}@${name}`] = value
  }
}

const xsi = 'http://www.w3.org/2001/XMLSchema-instance'

/** What an attribute of XML Schema says is about the XML, not about the business. */
function saying({ attributes }: Pick<OpenedElement, 'attributes'>): OpenedElement['attributes'] {
  return attributes.filter(({ namespace, value }) => namespace !== xsi && value.trim() !== '')
}

function withoutParent(segment: OpenSegment): Segment {
  segment.parent = undefined
  return segment
}

/** Blanks as XML knows them; a no-break space is a character like any other. */
function trimmed(text: string): string {
  return text.replace(/^[ \t\r\n]+/, '').replace(/[ \t\r\n]+$/, '')
}
