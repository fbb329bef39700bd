/** Exact arithmetic: a decimal is its digits and how many of them stand behind the point. */
interface Decimal {
  readonly digits: bigint
  readonly places: number
}

/** Plain notation of a JSON number (`1e3` is `1000`); nothing when it has more than 300 places. */
export function plainDecimal(number: string): string | undefined {
  // As nearly all are written.
  if (/^(?:-?[1-9]\d{0,14}|0)(?:\.\d{1,14})?$/.test(number)) return number
  const decimal = parse(number)
  return decimal === undefined ? undefined : textOf(decimal)
}

/** Below 0 when `left` is less, 0 when both are equal (`1.0` and `1` are), above 0 when it is more. */
export function compareDecimals(left: string, right: string): number {
  // Rounded to binary floats, what is less never becomes more: where they differ they tell.
  const [a, b] = [Number(left), Number(right)]
  if (a < b) return -1
  if (a > b) return 1
  const { digits } = plus(of(left), negative(of(right)))
  return digits < 0n ? -1 : digits > 0n ? 1 : 0
}

/** How many digits stand behind the point. */
export function placesOf(number: string): number {
  return of(number).places
}

export function sum(...numbers: readonly string[]): string {
  return textOf(numbers.map(of).reduce(plus, { digits: 0n, places: 0 }))
}

export function difference(left: string, right: string): string {
  return textOf(plus(of(left), negative(of(right))))
}

export function product(left: string, right: string): string {
  const [a, b] = [of(left), of(right)]
  return textOf({ digits: a.digits * b.digits, places: a.places + b.places })
}

/** Cut off behind this many places; `divisor` is a whole number above 0. */
export function quotient(dividend: string, divisor: number, places: number): string {
  const { digits, places: given } = of(dividend)
  const finer = Math.max(0, places - given)
  const found = (digits * 10n ** BigInt(finer)) / BigInt(divisor)
  const coarser = Math.max(0, given - places)
  return textOf({ digits: found / 10n ** BigInt(coarser), places })
}

function of(text: string): Decimal {
  return parse(text) ?? { digits: 0n, places: 0 }
}

function parse(text: string): Decimal | undefined {
  const [found, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? []
  if (found === undefined || Math.abs(Number(exponent)) > 300) return undefined
  const places = fraction.length - Number(exponent)
  const digits = BigInt(sign + whole + fraction)
  return places < 0 ? { digits: digits * 10n ** BigInt(-places), places: 0 } : { digits, places }
}

function plus(left: Decimal, right: Decimal): Decimal {
  const places = Math.max(left.places, right.places)
  return { digits: scaled(left, places) + scaled(right, places), places }
}

function negative({ digits, places }: Decimal): Decimal {
  return { digits: -digits, places }
}

function scaled({ digits, places }: Decimal, wanted: number): bigint {
  return digits * 10n ** BigInt(wanted - places)
}

function textOf({ digits, places }: Decimal): string {
  const text = String(digits < 0n ? -digits : digits).padStart(places + 1, '0')
  const at = text.length - places
  return `${digits < 0n ? '-' : ''}${text.slice(0, at)}${places === 0 ? '' : `.${text.slice(at)}`}`
}
