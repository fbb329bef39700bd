import { Rejected } from '../../message/errors.ts'
import type { Decimal } from '../../message/write.ts'
import { multiplyDecimals } from '../decimal-arithmetic.ts'
import type { Rule } from '../rule.ts'
import { readSapNumber } from '../sap-number.ts'
import { decimal, field } from './field.ts'

/**
 * A number in one unit, whatever unit it is sent in: `inUnit('BTGEW', 'GEWEI', { KGM: '1', GRM: '0.001', TNE: '1000' })` is kilograms, exactly.
 * A unit that has no factor holds the delivery. @throws {Error} a factor is no number
 */
export function inUnit(path: string, unitPath: string, factors: Readonly<Record<string, string>>): Rule<Decimal> {
  const [number, unit] = [decimal(path), field(unitPath)]
  const exact = new Map(Object.entries(factors).map(([code, factor]) => [code, factorOf(code, factor)]))
  const known = [...exact.keys()].join(', ')
  return {
    kind: 'inUnit',
    description: `number ${path}, from its unit ${unitPath} (${known})`,
    sources: [path, unitPath],
    values: [path],
    lists: [],
    read(reading) {
      const read = number.read(reading)
      if (read === undefined || read.value === null || read.value.decimal === '0') return read
      const code = unit.read(reading)
      const factor = exact.get(code?.value ?? '')
      if (factor === undefined) {
        throw new Rejected(
          `The unit of ${read.source} is '${code?.value ?? ''}' (${unitPath}), and the interface has factors for ${known} only; add it to interface.ts, or correct it in SAP and send it again`,
        )
      }
      return { value: { decimal: multiplyDecimals(read.value.decimal, factor) }, source: `${read.source} + ${code?.source}` }
    },
  }
}

function factorOf(code: string, factor: string): string {
  const read = readSapNumber(factor)
  if (read === undefined) throw new Error(`'${factor}', the factor of ${code}, is no number; write it as in '0.001'`)
  return read.decimal
}
