import { compareDecimals, plainDecimal } from '../decimal.ts'
import { unquoted } from './literal.ts'
import { dayOf, momentOf } from './moments.ts'
import { isGuid } from './values.ts'

/** What the OData library calls the type of a literal; nothing when it is none. */
export function edmTypeOfLiteral(literal: string): string | undefined {
  if (unquoted(literal) !== undefined) return 'Edm.String'
  if (literal === 'true' || literal === 'false') return 'Edm.Boolean'
  if (isGuid(literal)) return 'Edm.Guid'
  const [, number, suffix] = numberLiteral.exec(literal) ?? []
  if (number !== undefined) return suffix === undefined ? guessed(number) : suffixes[suffix.toUpperCase()]
  if (dayOf(literal) !== undefined) return 'Edm.Date'
  return momentOf(literal) === undefined ? undefined : 'Edm.DateTimeOffset'
}

/** A number without the letter that may stand behind it (`10.5M`); what is no number as it is. */
export function withoutSuffix(literal: string): string {
  return numberLiteral.exec(literal)?.[1] ?? literal
}

const numberLiteral = /^(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)([MmDdLlFf])?$/
const suffixes: Record<string, string> = { M: 'Edm.Decimal', D: 'Edm.Double', L: 'Edm.Int64', F: 'Edm.Single' }

/** The narrowest type that keeps all digits. */
function guessed(number: string): string {
  if (/^-?\d+$/.test(number)) {
    const whole = BigInt(number)
    if (BigInt.asIntN(32, whole) === whole) return 'Edm.Int32'
    if (BigInt.asIntN(64, whole) === whole) return 'Edm.Int64'
  }
  const double = Number(number)
  const [exact, kept] = [plainDecimal(number), plainDecimal(String(double))]
  if (exact !== undefined && kept !== undefined && compareDecimals(exact, kept) !== 0) return 'Edm.Decimal'
  return single(double) === double ? 'Edm.Single' : 'Edm.Double'
}

/** As it is read from how .NET writes the single nearest to it: in seven digits, or in nine. */
function single(double: number): number {
  const nearest = Math.fround(double)
  const short = Number(nearest.toPrecision(7))
  return Math.fround(short) === nearest ? short : Number(nearest.toPrecision(9))
}
