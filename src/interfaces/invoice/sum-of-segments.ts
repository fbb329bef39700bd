import { allBelow } from '../../mapping/path.ts'
import type { Rule } from '../../mapping/rule.ts'
import { fieldRule, refuse } from '../../mapping/rules/field.ts'
import { addDecimals, readSapNumber } from '../../mapping/sap-number.ts'
import type { Decimal } from '../../message/write.ts'

/** The sum of one field over all segments of that name, exactly; nothing when there is no such segment. */
export function sumOfSegments(segment: string, field: string): Rule<Decimal> {
  const one = fieldRule<Decimal>('sumOfSegments', `${segment}/${field}`, `sum of ${segment}/${field}`, (found, reading) => {
    const values = reading.segments.flatMap((holder) => allBelow(holder, segment)).flatMap(({ fields }) => fields[field] || [])
    const total = values.reduce((sum, value) => {
      const number = readSapNumber(value) ?? refuse({ ...found, value }, reading, 'is no number')
      return addDecimals(sum, number.decimal)
    }, '0')
    return { decimal: total }
  })
  return one
}
