import type { Document, Segment } from '../message/document.ts'
import { Rejected } from '../message/errors.ts'
import { trimmed } from '../xml/trimmed.ts'
import { requiredFields } from './control-record.ts'
import { controlRecordFields, cutFields, dataRecordFields, dataRecordLength, segmentDataFirst } from './record-fields.ts'
import type { SegmentLayout, SegmentLayouts } from './segment-layouts.ts'
import { segmentType } from './segment-name.ts'

/** Builds one IDoc's document out of the lines of a flat file, its control record first. Every error is a `Rejected` with the line. */
export class FlatTree {
  readonly document: Document
  readonly #layouts: SegmentLayouts
  readonly #segments: OpenSegment[] = []
  readonly #byNumber = new Map<string, OpenSegment>()

  constructor(controlRecord: string, line: number, layouts: SegmentLayouts) {
    const header = cutFields(controlRecord, controlRecordFields)
    const missing = requiredFields.find((field) => !header[field])
    if (missing) {
      throw new Rejected(
        `The IDoc at line ${line} has no ${missing} in its control record ${header.TABNAM}; the sender must fill it.`,
      )
    }
    this.document = { header, segments: this.#segments }
    this.#layouts = layouts
  }

  /** Segments come after the one they stand in; PSGNUM names it. HLEVEL begins at 1 or 2 depending on the type and is not looked at. */
  add(record: string, line: number) {
    const { SEGNAM = '', DOCNUM, SEGNUM = none, PSGNUM = none } = cutFields(record, dataRecordFields)
    this.#check({ SEGNAM, DOCNUM, SEGNUM }, record, line)
    const parent = this.#byNumber.get(PSGNUM)
    if (!parent && PSGNUM !== none) {
      throw new Rejected(
        `Segment ${SEGNAM} at line ${line} stands in segment number ${PSGNUM} (PSGNUM), which did not come before it.`,
      )
    }
    const { type, fields } = this.#layoutOf(SEGNAM, record, line)
    const segment: OpenSegment = { name: type, fields: cutFields(record, fields), segments: [], parent, line }
    ;(parent?.segments ?? this.#segments).push(segment)
    if (SEGNUM !== none) this.#byNumber.set(SEGNUM, segment)
  }

  #check(own: { SEGNAM: string; DOCNUM: string | undefined; SEGNUM: string }, record: string, line: number) {
    const { DOCNUM: expected } = this.document.header
    if (!/^(\/\w+\/)?[A-Z]\w*$/.test(own.SEGNAM)) {
      throw new Rejected(
        `Line ${line} is neither a control record EDI_DC40 nor a data record: it begins with '${record.slice(0, 30)}'.`,
      )
    }
    if (own.DOCNUM !== undefined && own.DOCNUM !== expected) {
      throw new Rejected(`Segment ${own.SEGNAM} at line ${line} belongs to IDoc ${own.DOCNUM}, but stands in IDoc ${expected}.`)
    }
    if (this.#byNumber.has(own.SEGNUM)) throw new Rejected(`Segment number ${own.SEGNUM} comes a second time at line ${line}.`)
    if (trimmed(record.slice(dataRecordLength)) !== '') {
      throw new Rejected(
        `Line ${line} has ${record.length} characters, but a data record has ${dataRecordLength} at most; is the file in another character encoding than it seems?`,
      )
    }
  }

  /** A segment without any data needs no layout. */
  #layoutOf(definition: string, record: string, line: number): Omit<SegmentLayout, 'definition'> {
    const found = this.#find(definition, line)
    if (found) return found
    if (trimmed(record.slice(segmentDataFirst - 1)) === '') return { type: segmentType(definition), fields: [] }
    throw new Rejected(
      `The fields of segment ${definition} at line ${line} cannot be told apart, because no WE60 file describes it. ${this.#layouts.place}`,
    )
  }

  #find(definition: string, line: number): SegmentLayout | undefined {
    try {
      return this.#layouts.find(definition)
    } catch (cause) {
      throw new Rejected(
        `The fields of segment ${definition} at line ${line} cannot be told apart: ${(cause as Error).message}`,
        { cause },
      )
    }
  }
}

/** SEGNUM of no segment; PSGNUM of one that stands at the top. */
const none = '000000'

interface OpenSegment extends Segment {
  readonly segments: OpenSegment[]
}
