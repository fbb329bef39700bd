import { allBelow } from '../../mapping/path.ts'
import { combined, type Rule } from '../../mapping/rule.ts'
import { amount } from '../../mapping/rules/amount.ts'
import { addDecimals } from '../../mapping/sap-number.ts'
import type { Decimal } from '../../message/write.ts'

/** The sum of one amount over all segments of that name, exactly; nothing when there is no such segment. */
export function sumOfSegments(segment: string, field: string, currencyPath: string): Rule<Decimal> {
  const [one, named] = [amount(field, currencyPath), amount(`${segment}/${field}`, currencyPath)]
  return {
    kind: 'sumOfSegments',
    description: `sum of ${segment}/${field}`,
    ...combined([named]),
    read(reading) {
      const holders = reading.segments.flatMap((holder) => allBelow(holder, segment))
      const values = holders.flatMap((holder) => one.read({ ...reading, segments: [holder] })?.value ?? [])
      if (values.length === 0) return undefined
      return { value: { decimal: values.map(({ decimal }) => decimal).reduce(addDecimals) }, source: `${segment}/${field}` }
    },
  }
}
