import type { Segment } from '../message/document.ts'
import { Gathered } from '../message/gathered.ts'
import { readXml } from '../xml/read-xml.ts'
import { trimmed } from '../xml/trimmed.ts'
import type { Attribute, OpenedElement, Refuse, XmlListener } from '../xml/xml-listener.ts'

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
  return readTree(text, what).segments
}

/** The same with the namespace of the document's own element. @throws {Rejected} as {@link readSegments} */
export function readTree(text: string, what: string): { readonly namespace: string; readonly segments: readonly Segment[] } {
  return readXml(text, what, (refuse) => new SegmentBuilder(refuse))
}

interface OpenSegment extends Segment {
  /** Whole when its element is closed. */
  fields: Readonly<Record<string, string>>
  readonly segments: OpenSegment[]
}

interface OpenElement {
  readonly element: OpenedElement
  readonly around: OpenElement | undefined
  text: string
  growing: GrowingSegment | undefined
}

/** The segment that an element is, with what was found in it so far. */
interface GrowingSegment {
  readonly segment: OpenSegment
  readonly fields: Gathered<string>
  /** The leaves by their names: the first of a name, or that each of them is a segment already. */
  readonly leaves: Map<string, Leaf | 'segments'>
}

interface Leaf {
  readonly text: string
  readonly line: number
}

class SegmentBuilder implements XmlListener {
  /** The document's own element, which stands in nothing. */
  readonly segments: OpenSegment[] = []
  /** That of the document's own element. */
  namespace = ''
  readonly #refuse: Refuse
  #current: OpenElement | undefined

  constructor(refuse: Refuse) {
    this.#refuse = refuse
  }

  open(element: OpenedElement) {
    const around = this.#current
    if (around === undefined) this.namespace = element.namespace
    this.#current = { element, around, text: '', growing: undefined }
    // The document's own element is a segment, even when it holds only text.
    this.#segmentOf(around ?? this.#current)
  }

  text(piece: string) {
    const current = this.#current as OpenElement
    current.text += piece
  }

  close() {
    const { element, around, growing, text: all } = this.#current as OpenElement
    const text = trimmed(all)
    if (growing) this.#end(growing, text)
    else addLeaf(element, text, around?.growing as GrowingSegment)
    this.#current = around
  }

  #end({ segment, fields, leaves }: GrowingSegment, text: string) {
    if (text !== '' && leaves.size + segment.segments.length > 0)
      this.#refuse(`Text stands between the elements of ${segment.name}`)
    if (text !== '') fields.add('text', text)
    segment.fields = fields.done()
  }

  #segmentOf(open: OpenElement): OpenSegment {
    if (open.growing) return open.growing.segment
    const { name, line, attributes } = open.element
    const parent = open.around && this.#segmentOf(open.around)
    const segment: OpenSegment = { name, fields: {}, segments: [], parent, line }
    open.growing = { segment, fields: new Gathered(), leaves: new Map() }
    addAttributes(open.growing.fields, saying(attributes), '')
    ;(parent?.segments ?? this.segments).push(segment)
    return segment
  }
}

function addLeaf({ name, line, attributes: all }: OpenedElement, text: string, { segment, fields, leaves }: GrowingSegment) {
  const attributes = saying(all)
  if (text === '' && attributes.length === 0) return
  const first = leaves.get(name)
  if (first === undefined) {
    if (text !== '') fields.add(name, text)
    addAttributes(fields, attributes, name)
  } else if (first !== 'segments') segment.segments.push(leafSegment(name, first, [], segment))
  const isSegment = first !== undefined || attributes.length > 0
  if (isSegment) segment.segments.push(leafSegment(name, { text, line }, attributes, segment))
  leaves.set(name, isSegment ? 'segments' : { text, line })
}

function leafSegment(
  name: string,
  { text, line }: Leaf,
  attributes: readonly Attribute[],
  parent: OpenSegment | undefined,
): OpenSegment {
  const fields = new Gathered<string>()
  if (text !== '') fields.add('text', text)
  addAttributes(fields, attributes, '')
  return { name, fields: fields.done(), segments: [], parent, line }
}

function addAttributes(fields: Gathered<string>, attributes: readonly Attribute[], of: string) {
  for (const { name, value } of attributes) fields.add(`${of}@${name}`, value)
}

const xsi = 'http://www.w3.org/2001/XMLSchema-instance'

/** What an attribute of XML Schema says is about the XML, not about the business. */
function saying(attributes: readonly Attribute[]): readonly Attribute[] {
  return attributes.length === 0
    ? attributes
    : attributes.filter(({ namespace, value }) => namespace !== xsi && value.trim() !== '')
}
