import type { Decimal } from '../../message/write.ts'
import { find, parsePath } from '../path.ts'
import type { Rule } from '../rule.ts'
import { readSapNumber } from '../sap-number.ts'
import { fieldRule, refuse } from './field.ts'

/** The value mapping that says how many decimals a currency has when these are not two (SAP: table TCURX). */
export const currencyDecimals = 'currency-decimals'

/**
 * An amount of money, exact. Where the interface is told that amounts stand with two decimals whatever the currency (see `Conventions`), the
 * point is put where the currency of the other field has it: `10.00` JPY is 1000 (reference: SAP, "Amounts and currency decimals").
 */
export function amount(path: string, currencyPath: string): Rule<Decimal> {
  const currency = parsePath(currencyPath)
  const rule = fieldRule<Decimal>('amount', path, `amount ${path} in ${currencyPath}`, (found, reading) => {
    const value = readSapNumber(found.value) ?? refuse(found, reading, 'is no number')
    if (reading.conventions.amounts === 'true' || value.decimal === '0') return value
    const code = find(currency, reading)?.value
    if (code === undefined)
      refuse(found, reading, `has no currency (${currencyPath}), so nobody can tell where its point belongs`)
    const decimals = Number(reading.valueMappings.find(currencyDecimals, code as string) ?? '2')
    return readSapNumber(`${value.decimal}E${2 - decimals}`) ?? value
  })
  return { ...rule, sources: [path, currencyPath], values: [path], lists: [currencyDecimals] }
}
