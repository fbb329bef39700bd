import type { Decimal } from '../message/write.ts'

/**
 * An SAP number as exact canonical decimal text: blanks around, a sign in front or behind (`12.50-`), point as decimal
 * sign, exponent as ABAP writes floats (`1.5000000000000000E+02`). Nothing when the text is no number. No binary float
 * ever holds it (reference: SAP, "Representation of numbers in IDocs").
 */
export function readSapNumber(text: string): Decimal | undefined {
  const parts = /^\s*([+-]?)\s*(\d*)(?:\.(\d*))?(?:[Ee]([+-]?\d{1,3}))?\s*([+-]?)\s*$/.exec(text)
  if (parts === null) return undefined
  const [, before = '', whole = '', fraction = '', exponent = '0', behind = ''] = parts
  if (whole === '' && fraction === '') return undefined
  if (before !== '' && behind !== '') return undefined
  return { decimal: canonical(before === '-' || behind === '-', whole, fraction, Number(exponent)) }
}

function canonical(isNegative: boolean, whole: string, fraction: string, exponent: number): string {
  const digits = whole + fraction
  const point = whole.length + exponent
  const padded = point < 0 ? '0'.repeat(-point) + digits : digits.padEnd(point, '0')
  const at = Math.max(point, 0)
  const left = padded.slice(0, at).replace(/^0+/, '') || '0'
  const right = padded.slice(at).replace(/0+$/, '')
  const text = right === '' ? left : `${left}.${right}`
  return isNegative && text !== '0' ? `-${text}` : text
}

/** Compares two canonical decimal texts exactly: negative, zero or positive as in `sort`. */
export function compareDecimals(left: string, right: string): number {
  const [a, b] = [scaled(left), scaled(right)]
  const places = Math.max(a.places, b.places)
  const difference = a.units * 10n ** BigInt(places - a.places) - b.units * 10n ** BigInt(places - b.places)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** The sum of two canonical decimal texts, exactly and canonical. */
export function addDecimals(left: string, right: string): string {
  const [a, b] = [scaled(left), scaled(right)]
  const places = Math.max(a.places, b.places)
  const units = a.units * 10n ** BigInt(places - a.places) + b.units * 10n ** BigInt(places - b.places)
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0')
  return canonical(units < 0n, digits.slice(0, digits.length - places), digits.slice(digits.length - places), 0)
}

/** How many per cent one canonical decimal text is of another, with two places, rounded half up; nothing of a whole of 0. */
export function percentOf(part: string, whole: string): string | undefined {
  const [a, b] = [scaled(part), scaled(whole)]
  if (b.units === 0n) return undefined
  const numerator = a.units * 10_000n * 10n ** BigInt(b.places)
  const denominator = b.units * 10n ** BigInt(a.places)
  const isNegative = numerator < 0n !== denominator < 0n
  const [top, bottom] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator]
  const digits = String((top * 2n + bottom) / (bottom * 2n)).padStart(3, '0')
  return canonical(isNegative, digits.slice(0, -2), digits.slice(-2), 0)
}

/** A canonical decimal text as a whole number of its smallest places. */
export function scaled(text: string): { units: bigint; places: number } {
  const [whole = '', fraction = ''] = text.split('.')
  return { units: BigInt(whole + fraction), places: fraction.length }
}
