import type { Column } from '../message/table.ts'
import type { InterfaceDefinition } from './define-interface.ts'
import { parsePath } from './path.ts'
import type { Lengths, Rule } from './rule.ts'
import type { Segments } from './segments.ts'
import type { ValueMappings } from './value-mappings.ts'

interface Text {
  readonly what: string
  readonly rule: Rule<unknown>
  readonly column: Column | undefined
  readonly isKey: boolean
  /** The segment its rule reads from. */
  readonly from: string
}

interface Known {
  readonly definition: InterfaceDefinition
  readonly segments: Segments
  readonly valueMappings: ValueMappings
}

/** The sentence for a text that may be longer than its column: nothing of SAP's should be lost without somebody having decided it. */
export function checkLength({ what, rule, column, isKey, from }: Text, known: Known): string[] {
  if (column?.kind !== 'text') return []
  const longest = rule.longest?.(lengthsFrom(from, known)) ?? 0
  if (longest <= column.length) return []
  const sizes = `it holds ${column.length} characters, and ${rule.description} may have ${longest}; make the column longer`
  // Two keys that are cut may become one.
  if (isKey) return [`${what} may be too long: ${sizes}`]
  return [`${what} may be cut: ${sizes}, or take beginningOf(…, ${column.length})`]
}

function lengthsFrom(from: string, known: Known): Lengths {
  const { definition, segments, valueMappings } = known
  return {
    ofField: (path) => lengthOf(path, from, segments),
    ofList: (list) => Math.max(0, ...[...valueMappings.entries(list).values()].map(({ length }) => length)),
    ofObjectKey: () => definition.objectKey.longest?.(lengthsFrom(definition.objects, known)) ?? 0,
  }
}

function lengthOf(text: string, from: string, segments: Segments): number {
  const { start, steps, field } = parsePath(text)
  if (start === 'header') return 0
  return segments.get(steps.at(-1)?.segment ?? from)?.fields.get(field) ?? 0
}
