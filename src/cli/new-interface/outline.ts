import type { Segment } from '../../message/document.ts'
import { CommandFailed } from '../exit.ts'
import { type Described, type DescribedField, noField, type Source, together } from './described.ts'

/** What an interface is begun with: enough to map a document, and to be changed from there. */
export interface Outline {
  readonly source: Source
  /** What SAP sends. */
  readonly fields: readonly DescribedField[]
  /** The segment of one object; `IDOC` where several stand side by side. */
  readonly objects: string
  readonly key: OutlinedField
  /** A few fields besides, to begin with. */
  readonly columns: readonly OutlinedField[]
}

export interface OutlinedField {
  /** As a rule of the interface reads it. */
  readonly path: string
  readonly field: string
  readonly length: number
  readonly description: string
}

/** @throws {CommandFailed} there is no field in it */
export function outlineOf(described: readonly Described[]): Outline {
  const all = together(described)
  const { objects, segment } = objectsOf(all)
  const fields = objects === wholeIdoc ? withinIdoc(all) : all
  const filled = filledIn(described, segment)
  const outlined = all
    .filter((one) => one.segment === segment && /^\w+$/.test(one.field) && !technical.has(one.field))
    .map(({ field, length, description }) => {
      const path = objects === wholeIdoc ? `${segment}/${field}` : field
      return { path, field, length: length || 100, description }
    })
  const useful = outlined.some(({ field }) => filled.has(field)) ? outlined.filter(({ field }) => filled.has(field)) : outlined
  const key = useful.find(({ field }) => isNumber.test(field)) ?? useful[0]
  if (key === undefined)
    throw new CommandFailed(`Segment ${segment} has no field that could be a key; give a document that has more in it`)
  const source = described.find((one) => one.document !== undefined)?.source ?? (described[0] as Described).source
  return { source, fields, objects, key, columns: useful.filter((one) => one !== key).slice(0, 6) }
}

/** What `objects` says where the whole document is the object (`mapping/whole-document.ts`). */
export const wholeIdoc = 'IDOC'

/** What to do with a segment, and not what it says. */
const technical = new Set(['MSGFN', 'ACTION', 'TABNAM'])

/** Names of fields that hold the number of an object. */
const isNumber = /^(MATNR|KUNNR|LIFNR|VBELN|BELNR|EBELN|AUFNR|EQUNR|WERKS|PARTNER|\w*Number|\w*ID)$/

/** The one segment at the top, or within others that only hold it; else the whole IDoc, beginning with the first segment that has fields. */
function objectsOf(fields: readonly DescribedField[]): { objects: string; segment: string } {
  const within = (parent: string) => [...new Set(fields.filter((one) => one.parent === parent).map((one) => one.segment))]
  const says = (segment: string) => fields.some((one) => one.segment === segment && one.field !== noField)
  const top = within('')
  if (top.length > 1) return { objects: wholeIdoc, segment: top.find(says) ?? '' }
  for (let [segment = ''] = top; ; ) {
    const [next = '', second] = within(segment)
    if (says(segment) || next === '' || second !== undefined) return { objects: segment, segment }
    segment = next
  }
}

/** Segments at the top stand in the IDoc, which is the object. */
function withinIdoc(fields: readonly DescribedField[]): DescribedField[] {
  const idoc = { segment: wholeIdoc, parent: '', field: 'BEGIN', length: 1, description: 'the IDoc itself' }
  return [idoc, ...fields.map((one) => (one.parent === '' ? { ...one, parent: wholeIdoc } : one))]
}

/** The fields that the documents fill in such a segment. */
function filledIn(described: readonly Described[], segment: string): Set<string> {
  const find = (segments: readonly Segment[]): Segment[] =>
    segments.flatMap((one) => [...(one.name === segment ? [one] : []), ...find(one.segments)])
  const found = find(described.flatMap(({ document }) => document?.segments ?? []))
  return new Set(found.flatMap(({ fields }) => Object.keys(fields).filter((field) => isSaid(fields[field]))))
}

/** Dates and numbers that nobody entered are zeros. */
function isSaid(value = ''): boolean {
  return !/^[0.\s]*$/.test(value) && value !== '/'
}
