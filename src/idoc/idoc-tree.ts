import type { Document, Segment } from '../message/document.ts'
import { Gathered } from '../message/gathered.ts'
import { trimmed } from '../xml/trimmed.ts'
import { isControlRecord } from './control-record.ts'
import { looksLikeSegment, segmentType } from './segment-name.ts'

/** Builds one IDoc's document out of its elements, as they are opened and closed. */
export class IdocTree {
  readonly #refuse: (reason: string) => never
  readonly #segments: OpenSegment[] = []
  #header: OpenSegment | undefined
  #current: Element | undefined

  /** @param refuse throws, saying where the document stands */
  constructor(refuse: (reason: string) => never) {
    this.#refuse = refuse
  }

  /** Whether no element was opened in it so far. */
  isEmpty = true

  /** @param name as SAP writes it */
  open(name: string, isSegment: boolean, line: number) {
    this.isEmpty = false
    const parent = this.#current
    if (parent) this.#segmentOf(parent)
    this.#current = { name, line, text: '', parent, segment: undefined, fields: undefined }
    if (isSegment) this.#segmentOf(this.#current)
  }

  /** An element that holds text and no other element, and has no SEGMENT attribute. */
  leaf(name: string, text: string, line: number) {
    const value = trimmed(text)
    const parent = this.#current
    if (value === '' || !parent) {
      this.open(name, false, line)
      this.text(text)
      this.close()
      return
    }
    this.#segmentOf(parent)
    this.#addField(name, parent, value)
  }

  text(text: string) {
    if (this.#current) this.#current.text += text
    else if (trimmed(text) !== '') this.#refuse('Text stands outside of any segment of the IDoc')
  }

  close() {
    const element = this.#current as Element
    const value = trimmed(element.text)
    if (value !== '' && element.segment) this.#refuse(`Text stands between the fields of segment ${element.segment.name}`)
    if (value === '' && looksLikeSegment(element.name)) this.#segmentOf(element)
    if (value !== '') this.#addField(element.name, element.parent, value)
    if (element.segment && element.fields) element.segment.fields = element.fields.done()
    this.#current = element.parent
  }

  /** Nothing as the header when the IDoc has no control record. */
  finish(): { header: Document['header'] | undefined; segments: Document['segments'] } {
    return { header: this.#header?.fields, segments: this.#segments }
  }

  /** An element is a segment by its SEGMENT attribute, or because it has children, or empty by its name; anything else is a field. */
  #segmentOf(element: Element): OpenSegment {
    if (element.segment) return element.segment
    const parent = element.parent?.segment
    element.segment = { name: segmentType(element.name), fields: {}, segments: [], parent, line: element.line }
    if (parent) parent.segments.push(element.segment)
    else if (!isControlRecord(element.name)) this.#segments.push(element.segment)
    else if (this.#header) this.#refuse('The IDoc has a second control record')
    else this.#header = element.segment
    return element.segment
  }

  #addField(name: string, parent: Element | undefined, value: string) {
    if (!parent?.segment) return this.#refuse(`Field ${name} stands outside of any segment of the IDoc`)
    parent.fields ??= new Gathered()
    if (!parent.fields.add(name, value)) this.#refuse(`Segment ${parent.segment.name} has field ${name} twice`)
  }
}

interface OpenSegment extends Segment {
  /** Whole when its element is closed. */
  fields: Readonly<Record<string, string>>
  readonly segments: OpenSegment[]
  readonly parent: OpenSegment | undefined
}

interface Element {
  readonly name: string
  readonly line: number
  readonly parent: Element | undefined
  text: string
  segment: OpenSegment | undefined
  fields: Gathered<string> | undefined
}
