import { find, parsePath } from '../../mapping/path.ts'
import type { Rule } from '../../mapping/rule.ts'
import { amount, currencyDecimals } from '../../mapping/rules/amount.ts'
import { custom } from '../../mapping/rules/combine.ts'
import { isSentWhole } from '../../mapping/rules/condition.ts'
import { field } from '../../mapping/rules/field.ts'
import type { Decimal } from '../../message/write.ts'

const sales = amount('UMSA1', 'UWAER')
const ownCurrency = field('UWAER')
const salesCurrency = parsePath('E1KNVVM/WAERS')
const whole = isSentWhole()

/**
 * Annual sales. A money column has the currency of its row, so sales in another currency are left out, and so is 0, which
 * SAP sends when nobody filled it in.
 */
export function revenue(): Rule<Decimal> {
  const rule = custom<Decimal>('annual sales UMSA1, when its currency UWAER is the account’s', ['UMSA1', 'UWAER'], (reading) => {
    const value = sales.read(reading)?.value
    const currency = ownCurrency.read(reading)?.value
    if (value == null || value.decimal === '0' || currency == null) return undefined
    const currencyOfRow = find(salesCurrency, reading)?.value ?? (whole.holds(reading) ? currency : undefined)
    // A change that says nothing of sales does not tell the currency of the row.
    if (currencyOfRow === undefined) return undefined
    if (currencyOfRow === currency) return value
    reading.warn(
      `Annual sales of ${reading.businessKey} are in ${currency}, the account is in ${currencyOfRow}; they were left out`,
    )
    return undefined
  })
  return { ...rule, lists: [currencyDecimals] }
}
