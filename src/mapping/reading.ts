import type { Segment } from '../message/document.ts'
import type { Conventions } from './conventions.ts'
import type { ValueMappings } from './value-mappings.ts'

/** What a rule reads from: the segments in hand, and what surrounds them. Warnings are told, never thrown. */
export interface Reading {
  readonly header: Readonly<Record<string, string>>
  /** The segments of one row; several when the document has the same object more than once (later ones win). */
  readonly segments: readonly Segment[]
  /** The business key of the object in hand. */
  readonly businessKey: string
  readonly valueMappings: ValueMappings
  readonly conventions: Conventions
  warn(sentence: string): void
}
