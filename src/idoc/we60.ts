import { dataRecordLength, type RecordField, segmentDataFirst } from './record-fields.ts'
import type { SegmentLayout } from './segment-layouts.ts'
import { sapName, segmentType } from './segment-name.ts'

/** A segment of an IDoc type as WE60 documents it. */
export interface DocumentedSegment extends SegmentLayout {
  /** How deep it stands; it belongs to the last one before it that stands less deep. 0 where the file does not say. */
  readonly level: number
  readonly fields: readonly DocumentedField[]
}

export interface DocumentedField extends RecordField {
  /** What it is, in the language of who saved the file. */
  readonly text: string
}

/**
 * The segments of an IDoc type as transaction WE60 writes them down for programs (Documentation, Parser): a keyword and a value a
 * line. The keywords are the same in every language; what is translated is only passed on.
 * @throws {Error} with the line, when it is no such text or says something impossible
 */
export function readWe60(text: string): DocumentedSegment[] {
  const reader = new We60Reader()
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    const [, keyword = '', value = ''] = /^\s*(\S*)\s*(.*?)\s*$/.exec(line) ?? []
    reader.take(keyword, value, index + 1)
  }
  return reader.end()
}

class We60Reader {
  readonly #segments: DocumentedSegment[] = []
  #segment: { definition: string; type: string; level: number; fields: DocumentedField[]; line: number } | undefined
  #field: { name: string; text: string; first?: number } | undefined

  take(keyword: string, value: string, line: number) {
    if (keyword === 'BEGIN_SEGMENT') this.#begin(value, line)
    else if (this.#segment === undefined) return
    else if (keyword === 'SEGMENTTYPE') this.#segment.type = sapName(value)
    else if (keyword === 'LEVEL') this.#segment.level = position(keyword, value, line)
    else if (keyword === 'NAME') this.#field = { name: sapName(value), text: '' }
    else if (keyword === 'TEXT' && this.#field) this.#field.text = value
    else if (keyword === 'CHARACTER_FIRST' && this.#field) this.#field.first = position(keyword, value, line)
    else if (keyword === 'CHARACTER_LAST') this.#fieldEnds(position(keyword, value, line), line)
    else if (keyword === 'END_SEGMENT') this.#ends()
  }

  end(): DocumentedSegment[] {
    if (this.#segment) throw new Error(`Segment ${this.#segment.definition}, begun at line ${this.#segment.line}, is not ended`)
    if (this.#segments.length === 0)
      throw new Error('There is no BEGIN_SEGMENT in it; save what WE60 shows under Documentation, Parser')
    return this.#segments
  }

  #begin(value: string, line: number) {
    const definition = sapName(value)
    if (definition === '') throw new Error(`BEGIN_SEGMENT names no segment at line ${line}`)
    if (this.#segment) throw new Error(`Segment ${definition} begins inside of ${this.#segment.definition} at line ${line}`)
    this.#segment = { definition, type: segmentType(definition), level: 0, fields: [], line }
  }

  #fieldEnds(last: number, line: number) {
    const { fields, definition } = this.#segment as { fields: DocumentedField[]; definition: string }
    const { name = '', text = '', first } = this.#field ?? {}
    if (name === '' || first === undefined) throw new Error(`CHARACTER_LAST without NAME and CHARACTER_FIRST at line ${line}`)
    const earliest = (fields.at(-1)?.last ?? segmentDataFirst - 1) + 1
    if (first < earliest || last < first || last > dataRecordLength) {
      throw new Error(
        `Field ${name} of ${definition} cannot stand at ${first} to ${last} (line ${line}); it must lie within ${earliest} to ${dataRecordLength}`,
      )
    }
    fields.push({ name, first, last, text })
    this.#field = undefined
  }

  #ends() {
    const { definition, type, level, fields } = this.#segment as DocumentedSegment
    this.#segments.push({ definition, type, level, fields })
    this.#segment = undefined
  }
}

function position(keyword: string, value: string, line: number): number {
  if (!/^\d{1,6}$/.test(value)) throw new Error(`${keyword} is '${value}' at line ${line}; it must be a number`)
  return Number(value)
}
