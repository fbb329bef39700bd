import type { Decimal } from '../../message/write.ts'
import type { Rule } from '../rule.ts'
import { addDecimals } from '../sap-number.ts'
import { decimal } from './field.ts'

/** The sum of those numbers that are there. */
export function sum(...paths: readonly string[]): Rule<Decimal> {
  const rules = paths.map(decimal)
  return {
    kind: 'sum',
    description: `sum of ${paths.join(' and ')}`,
    sources: paths,
    lists: [],
    read(reading) {
      const reads = rules.flatMap((rule) => rule.read(reading) ?? [])
      if (reads.length === 0) return undefined
      const total = reads.reduce((sum, { value }) => addDecimals(sum, value?.decimal ?? '0'), '0')
      return { value: { decimal: total }, source: reads.map(({ source }) => source).join(' + ') }
    },
  }
}
