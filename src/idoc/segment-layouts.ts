import type { RecordField } from './record-fields.ts'

/** How one segment definition of a release, e.g. `E2MARAM009`, lays out a segment type, e.g. `E1MARAM`. */
export interface SegmentLayout {
  readonly definition: string
  readonly type: string
  /** Positions in the whole data record: the first field begins at 64. */
  readonly fields: readonly RecordField[]
}

/** The layouts flat files are cut by. */
export interface SegmentLayouts {
  /** The layout a data record is cut by; nothing when none of its segment type is known. @throws {Error} what is known cannot be read */
  find(definition: string): SegmentLayout | undefined
  /** Where to put what is missing, for sentences. */
  readonly place: string
}

/**
 * The layout of a definition, or else of the same segment type in another release: SAP only ever appends fields to a released
 * segment, so the longest one fits them all. A type may end in digits as a release does (E2EDK01005 is E1EDK01), so among the
 * known types the longest name wins.
 */
export function layoutFor(layouts: ReadonlyMap<string, SegmentLayout>, definition: string): SegmentLayout | undefined {
  const exact = layouts.get(definition)
  if (exact) return exact
  const related = [...layouts.values()].filter(({ type }) => isReleaseOf(definition, type))
  return related.reduce<SegmentLayout | undefined>(
    (best, one) => (best === undefined || isBetter(one, best) ? one : best),
    undefined,
  )
}

/** E2MARAM009 or E2MARAM is a release of E1MARAM; Z2LOYALTY000 of Z1LOYALTY. */
function isReleaseOf(definition: string, type: string): boolean {
  const stem = type.replace(/^((?:\/\w+\/)?[A-Z])1/, '$12')
  return definition.startsWith(stem) && /^(\d{3})?$/.test(definition.slice(stem.length))
}

function isBetter(one: SegmentLayout, other: SegmentLayout): boolean {
  if (one.type.length !== other.type.length) return one.type.length > other.type.length
  return lengthOf(one) > lengthOf(other)
}

function lengthOf({ fields }: SegmentLayout): number {
  return fields.at(-1)?.last ?? 0
}
