import { combined, type Rule } from '../../mapping/rule.ts'
import { amount } from '../../mapping/rules/amount.ts'
import { percentOf } from '../../mapping/sap-number.ts'
import type { Decimal } from '../../message/write.ts'

/** How much of the limit is taken, in per cent with two places, rounded half up; nothing where there is no limit to take from. */
export function utilisation(exposurePath: string, limitPath: string, currencyPath: string): Rule<Decimal> {
  const [exposure, limit] = [amount(exposurePath, currencyPath), amount(limitPath, currencyPath)]
  return {
    kind: 'utilisation',
    description: `${exposurePath} in per cent of ${limitPath}`,
    ...combined([exposure, limit]),
    read(reading) {
      const [taken, given] = [exposure.read(reading), limit.read(reading)]
      if (!taken?.value || !given?.value) return undefined
      const percent = percentOf(taken.value.decimal, given.value.decimal)
      const source = `${taken.source} + ${given.source}`
      // A limit of nothing is no limit that could be used up: what stood there before is cleared.
      return { value: percent === undefined ? null : { decimal: percent }, source }
    },
  }
}
