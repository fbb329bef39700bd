import { usualConventions } from '../../src/mapping/conventions.ts'
import type { Reading } from '../../src/mapping/reading.ts'
import type { ValueMappings } from '../../src/mapping/value-mappings.ts'
import { noValueMappings } from '../../src/mapping/value-mappings.ts'
import type { Segment } from '../../src/message/document.ts'

interface OpenSegment extends Segment {
  parent: OpenSegment | undefined
}

/** A segment with its child segments, as an IDoc would have brought it at line 7. */
export function segment(name: string, fields: Readonly<Record<string, string>>, ...children: OpenSegment[]): OpenSegment {
  const made: OpenSegment = { name, fields, segments: children, parent: undefined, line: 7 }
  for (const child of children) child.parent = made
  return made
}

/** What a rule reads from, and what it warned of. */
export function readingOf(
  segments: readonly Segment[],
  around: { header?: Reading['header']; valueMappings?: ValueMappings } = {},
): Reading & { readonly warnings: readonly string[] } {
  const warnings: string[] = []
  return {
    header: around.header ?? {},
    segments,
    businessKey: '4711',
    valueMappings: around.valueMappings ?? noValueMappings,
    conventions: usualConventions,
    warn: (sentence) => warnings.push(sentence),
    warnings,
  }
}
