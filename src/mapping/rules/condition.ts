import { isFull } from '../msgfn.ts'
import { find, parsePath } from '../path.ts'
import type { Reading } from '../reading.ts'
import { combined, longestOf, type Rule } from '../rule.ts'

/** Something that is so or not in the document. */
export interface Condition {
  readonly description: string
  readonly sources: readonly string[]
  holds(reading: Reading): boolean
}

/** The field has a value. */
export function isSet(path: string): Condition {
  const parsed = parsePath(path)
  return { description: `${path} is set`, sources: [path], holds: (reading) => find(parsed, reading) !== undefined }
}

/** The field has one of these values. */
export function isOneOf(path: string, ...values: readonly string[]): Condition {
  const parsed = parsePath(path)
  return {
    description: `${path} is ${values.join(' or ')}`,
    sources: [path],
    holds: (reading) => values.includes(find(parsed, reading)?.value ?? ''),
  }
}

/** The object was sent whole (MSGFN 005, 009), not only what changed of it. */
export function isSentWhole(): Condition {
  return {
    description: 'sent whole',
    sources: [],
    holds: ({ segments }) => segments.some(isFull),
  }
}

export function not(condition: Condition): Condition {
  return { ...condition, description: `not (${condition.description})`, holds: (reading) => !condition.holds(reading) }
}

export function any(...conditions: readonly Condition[]): Condition {
  return {
    description: conditions.map((condition) => condition.description).join(' or '),
    sources: conditions.flatMap((condition) => condition.sources),
    holds: (reading) => conditions.some((condition) => condition.holds(reading)),
  }
}

export function all(...conditions: readonly Condition[]): Condition {
  return {
    description: conditions.map((condition) => condition.description).join(' and '),
    sources: conditions.flatMap((condition) => condition.sources),
    holds: (reading) => conditions.every((condition) => condition.holds(reading)),
  }
}

/** This rule where the condition holds, the other one (or nothing) where it does not. */
export function when<T>(condition: Condition, then: Rule<T>, otherwise?: Rule<T>): Rule<T> {
  const parts = combined(otherwise === undefined ? [then] : [then, otherwise])
  return {
    kind: 'when',
    description: `${then.description} when ${condition.description}${otherwise === undefined ? '' : `, else ${otherwise.description}`}`,
    sources: [...condition.sources, ...parts.sources],
    // A constant has no field of its own: it goes when what it depends on is gone.
    values: parts.values.length === 0 ? condition.sources : parts.values,
    lists: parts.lists,
    read(reading) {
      const read = condition.holds(reading) ? then.read(reading) : otherwise?.read(reading)
      const isToldByCondition = read?.source === '(constant)' && condition.sources.length > 0
      return isToldByCondition ? { ...read, source: condition.sources.join(' + ') } : read
    },
    longest: (lengths) => longestOf(otherwise === undefined ? [then] : [then, otherwise], lengths),
  }
}
