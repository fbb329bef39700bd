import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exactJson } from '../message/exact-json.ts'
import { divideDecimals, multiplyDecimals, negateDecimal, subtractDecimals } from './decimal-arithmetic.ts'
import { padded, stripped } from './rules/field.ts'
import { readSapDate } from './sap-date.ts'
import { addDecimals, compareDecimals, readSapNumber } from './sap-number.ts'
import { zonedTime } from './zoned-time.ts'

// Each claim is held against a few thousand values that are the same in every run.

const canonical = () => {
  const [whole, fraction] = [digits(0, 18).replace(/^0+/, '') || '0', digits(0, 10).replace(/0+$/, '')]
  const text = fraction === '' ? whole : `${whole}.${fraction}`
  return text !== '0' && chance() ? `-${text}` : text
}

property('a number is the same in every form SAP writes it in, and in the JSON that goes out', canonical, (text) => {
  const [sign, size] = text.startsWith('-') ? ['-', text.slice(1)] : ['', text]
  const [whole = '', fraction = ''] = size.split('.')
  const zeros = '0'.repeat(between(0, 4))
  const forms = [
    text,
    `${size}${sign}`,
    `   ${size}${sign} `,
    `${sign}${zeros}${size}`,
    `${sign}${whole}.${fraction}${zeros}`,
    `${sign}${size}E+00`,
    `${sign}0.${whole}${fraction}E+${String(whole.length).padStart(2, '0')}`,
    `${sign}${whole}${fraction}.0E-${String(fraction.length).padStart(2, '0')}`,
  ]
  for (const form of forms) assert.deepEqual(readSapNumber(form), { decimal: text }, `${form} is ${text}`)
  assert.equal(exactJson({ 'a.b@odata.bind c': { decimal: text } }), `{"a.b@odata.bind c":${text}}`)
})

property('sums, differences and products are exact and canonical', canonical, (a) => {
  const [b, c] = [canonical(), canonical()]
  assert.equal(subtractDecimals(addDecimals(a, b), b), a)
  assert.equal(addDecimals(a, b), addDecimals(b, a))
  assert.equal(multiplyDecimals(a, addDecimals(b, c)), addDecimals(multiplyDecimals(a, b), multiplyDecimals(a, c)))
  assert.equal(negateDecimal(negateDecimal(a)), a)
  assert.deepEqual(readSapNumber(multiplyDecimals(a, b)), { decimal: multiplyDecimals(a, b) })
  assert.equal(Math.sign(compareDecimals(a, b)), Math.sign(-compareDecimals(b, a)))
})

property('a quotient times the divisor is next to the dividend, on the side that was wanted', canonical, (dividend) => {
  const divisor = canonical()
  if (divisor === '0') return
  const places = between(0, 6)
  for (const rounded of ['up', 'down'] as const) {
    const back = multiplyDecimals(divideDecimals(dividend, divisor, { places, rounded }), divisor)
    const difference = subtractDecimals(back, dividend)
    const most = multiplyDecimals(divisor, places === 0 ? '1' : `0.${'0'.repeat(places - 1)}1`)
    const side = Math.sign(compareDecimals(divisor, '0')) * (rounded === 'up' ? 1 : -1)
    assert.ok(Math.sign(compareDecimals(difference, '0')) * side >= 0, `${dividend} by ${divisor} ${rounded}`)
    assert.ok(compareDecimals(size(difference), size(most)) < 0, `${dividend} by ${divisor} with ${places} places`)
  }
})

property(
  'what is no number is never taken for one',
  () => `${canonical()}${pick(['x', ',5', ' 1', '--', 'E', '.1.2'])}`,
  (text) => {
    assert.equal(readSapNumber(text), undefined, text)
  },
)

property(
  'every day of the calendar is read, in both forms, and no other',
  () => new Date(Date.UTC(between(1900, 9998), between(0, 11), between(1, 31))).toISOString().slice(0, 10),
  (iso) => {
    assert.equal(readSapDate(iso), iso)
    assert.equal(readSapDate(iso.replaceAll('-', '')), iso)
    assert.equal(readSapDate(`${iso.slice(0, 8)}32`), undefined)
    assert.equal(readSapDate(`${iso.slice(0, 4)}-13-01`), undefined)
  },
)

property(
  'a number with leading zeros is the same with and without; one with letters stays',
  () => digits(1, 10),
  (number) => {
    assert.equal(stripped(padded(number, 10)), stripped(number))
    assert.equal(padded(stripped(number), 10), padded(number, 10))
    assert.equal(padded(`C${number}`, 18), `C${number}`)
    assert.equal(stripped(`0${number}X`), `0${number}X`)
  },
)

property(
  'the time a zone shows leads back to the moment, but in the hour that comes twice',
  () => Date.UTC(between(1990, 2037), between(0, 11), between(1, 28), between(0, 23), between(0, 59), between(0, 59)),
  (moment) => {
    for (const zone of ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe']) {
      const shown = Date.parse(`${new Date(moment).toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T')}Z`)
      const found = zonedTime(shown, zone)
      assert.ok(found === moment || moment - found === 3_600_000 || moment - found === 1_800_000, `${moment} in ${zone}`)
    }
  },
)

function property<T>(claim: string, value: () => T, holds: (value: T) => void): void {
  test(claim, () => {
    for (let round = 0; round < 2000; round++) holds(value())
  })
}

function size(text: string): string {
  return text.replace('-', '')
}

function digits(least: number, most: number): string {
  return Array.from({ length: between(least, most) }, () => between(0, 9)).join('')
}

function pick<T>(choices: readonly T[]): T {
  return choices[between(0, choices.length - 1)] as T
}

function chance(): boolean {
  return between(0, 1) === 1
}

let seed = 20_261_124

/** Marsaglia's xorshift. */
function between(least: number, most: number): number {
  seed ^= seed << 13
  seed ^= seed >>> 17
  seed ^= seed << 5
  return least + ((seed >>> 0) % (most - least + 1))
}
