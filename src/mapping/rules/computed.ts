import type { Reading } from '../reading.ts'
import { combined, type Rule } from '../rule.ts'

/**
 * What a function makes of the values of other rules, each by a name of its own: dates, numbers and codes come to it read and checked.
 * A value the document says nothing of, or says is empty, is `undefined`; where that is so of all, nothing is computed. The function gives
 * `undefined` to say nothing, `null` to clear the column.
 * @param description for people, e.g. `price of a hundred (NETWR by MENGE)`
 */
export function computed<T, V extends Readonly<Record<string, unknown>>>(
  description: string,
  from: { readonly [K in keyof V]: Rule<V[K]> },
  compute: (values: { readonly [K in keyof V]: V[K] | undefined }) => T | null | undefined,
): Rule<T> {
  const rules = Object.entries<Rule<unknown>>(from)
  return {
    kind: 'computed',
    description,
    ...combined(rules.map(([, rule]) => rule)),
    read(reading) {
      const { values, sources } = readAll(rules, reading)
      if (sources.length === 0) return undefined
      const value = compute(values as { readonly [K in keyof V]: V[K] | undefined })
      return value === undefined ? undefined : { value, source: sources.join(' + ') }
    },
  }
}

function readAll(rules: readonly (readonly [string, Rule<unknown>])[], reading: Reading) {
  const values: Record<string, unknown> = {}
  const sources: string[] = []
  for (const [name, rule] of rules) {
    const read = rule.read(reading)
    if (read === undefined || read.value === null) continue
    values[name] = read.value
    sources.push(read.source)
  }
  return { values, sources }
}
