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

interface Open {
  readonly element: OpenedElement
  readonly around: Open | undefined
  segment: OpenSegment | undefined
  text: string
  /** The names of the leaves in it so far, with the line of the first; or that each of them is a segment already. */
  leaves: Map<string, number | 'segments'> | undefined
}

class SegmentBuilder implements XmlListener {
  readonly #top: OpenSegment
  readonly #refuse: Refuse
  #current: Open | undefined

  constructor(top: OpenSegment, refuse: Refuse) {
    this.#top = top
    this.#refuse = refuse
  }

  open(element: OpenedElement) {
    const around = this.#current
    this.#current = { element, around, segment: undefined, text: '', leaves: undefined }
    // The document's own element is a segment, even when it holds only text.
    this.#segmentOf(around ?? this.#current)
  }

  text(piece: string) {
    if (this.#current) this.#current.text += piece
  }

  close() {
    const { element, around, segment, leaves, text: all } = this.#current as Open
    const text = trimmed(all)
    if (!segment) addLeaf(element, text, around as Open)
    else if (text !== '' && !leaves && segment.segments.length === 0) segment.fields.text = text
    else if (text !== '') this.#refuse(`Text stands between the elements of ${element.name}`)
    this.#current = around
  }

  #segmentOf(open: Open): OpenSegment {
    if (open.segment) return open.segment
    const parent = open.around ? this.#segmentOf(open.around) : this.#top
    open.segment = newSegment(open.element, parent)
    parent.segments.push(open.segment)
    return open.segment
  }
}

function newSegment({ name, attributes, line }: OpenedElement, parent: OpenSegment, text = ''): OpenSegment {
  const fields: Record<string, string> = text === '' ? {} : { text }
  for (const attribute of saying(attributes)) fields[`@${attribute.name}`] = attribute.value
  return { name, fields, segments: [], parent, line }
}

function addLeaf(element: OpenedElement, text: string, around: Open) {
  const attributes = saying(element.attributes)
  if (text === '' && attributes.length === 0) return
  const { name, line } = element
  const { fields, segments } = around.segment as OpenSegment
  around.leaves ??= new Map()
  const first = around.leaves.get(name)
  if (first === undefined) {
    if (text !== '') fields[name] = text
    for (const attribute of attributes) fields[`${name}@${attribute.name}`] = attribute.value
  } else if (first !== 'segments') {
    segments.push(newSegment({ ...element, attributes: [], line: first }, around.segment as OpenSegment, fields[name]))
  }
  if (first !== undefined || attributes.length > 0) segments.push(newSegment(element, around.segment as OpenSegment, text))
  around.leaves.set(name, first !== undefined || attributes.length > 0 ? 'segments' : line)
}

const xsi = 'http://www.w3.org/2001/XMLSchema-instance'

/** What an attribute of XML Schema says is about the XML, not about the business. */
function saying(attributes: OpenedElement['attributes']): OpenedElement['attributes'] {
  return attributes.length === 0
    ? attributes
    : attributes.filter(({ namespace, value }) => namespace !== xsi && value.trim() !== '')
}

function withoutParent(segment: OpenSegment): Segment {
  segment.parent = undefined
  return segment
}

/** Blanks as XML knows them; a no-break space is a character like any other. */
function trimmed(text: string): string {
  return text.replace(/^[ \t\r\n]+/, '').replace(/[ \t\r\n]+$/, '')
}
