import { scaled } from './sap-number.ts'

/** The product of two canonical decimal texts, exactly and canonical. */
export function multiplyDecimals(left: string, right: string): string {
  const [a, b] = [scaled(left), scaled(right)]
  return textOf(a.units * b.units, a.places + b.places)
}

/** The first canonical decimal text less the second, exactly and canonical. */
export function subtractDecimals(left: string, right: string): string {
  const [a, b] = [scaled(left), scaled(right)]
  const places = Math.max(a.places, b.places)
  return textOf(a.units * 10n ** BigInt(places - a.places) - b.units * 10n ** BigInt(places - b.places), places)
}

/** The quotient with so many places, rounded up or down (towards positive or negative infinity) where it does not come out even. */
export function divideDecimals(
  dividend: string,
  divisor: string,
  { places, rounded }: { places: number; rounded: 'up' | 'down' },
): string {
  const [a, b] = [scaled(dividend), scaled(divisor)]
  const sign = b.units < 0n ? -1n : 1n
  const top = sign * a.units * 10n ** BigInt(b.places + places)
  const bottom = sign * b.units * 10n ** BigInt(a.places)
  const [quotient, rest] = [top / bottom, top % bottom]
  const isBetween = rest !== 0n
  const up = isBetween && rest > 0n && rounded === 'up' ? 1n : 0n
  const down = isBetween && rest < 0n && rounded === 'down' ? 1n : 0n
  return textOf(quotient + up - down, places)
}

export function negateDecimal(text: string): string {
  const { units, places } = scaled(text)
  return textOf(-units, places)
}

function textOf(units: bigint, places: number): string {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '')
  return `${units < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}
