import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seeded } from '../../test/support/seeded.ts'
import { addDecimals, compareDecimals, percentOf, readSapNumber } from './sap-number.ts'

const numbers: [sent: string, exact: string | undefined][] = [
  ['12.50-', '-12.5'],
  ['-12.50', '-12.5'],
  ['12.50 -', '-12.5'],
  ['- 12.50', '-12.5'],
  ['+12.50', '12.5'],
  ['12.50+', '12.5'],
  ['922337203685477.5807', '922337203685477.5807'],
  ['922337203685477.5807-', '-922337203685477.5807'],
  ['9999999999999999999999999999999', '9999999999999999999999999999999'],
  [' 4.000', '4'],
  ['         0', '0'],
  ['1.000   ', '1'],
  ['1.5000000000000000E+02', '150'],
  ['1.5000000000000000E-02', '0.015'],
  ['1.2345678901234567E+02', '123.45678901234567'],
  ['-1.5e3', '-1500'],
  ['0.0000000000000000E+00', '0'],
  ['0.00', '0'],
  ['0.00-', '0'],
  ['-0', '0'],
  ['000123', '123'],
  ['0000', '0'],
  ['.5', '0.5'],
  ['.5-', '-0.5'],
  ['5.', '5'],
  ['', undefined],
  ['   ', undefined],
  ['-', undefined],
  ['.', undefined],
  ['E+02', undefined],
  ['/', undefined],
  ['-12.50-', undefined],
  ['+12.50-', undefined],
  ['--1', undefined],
  ['1.2.3', undefined],
  ['1,234.50', undefined],
  ['1 234', undefined],
  ['12,50', undefined],
  ['12.50 EUR', undefined],
  ['0x10', undefined],
  ['1_000', undefined],
  ['Infinity', undefined],
  ['NaN', undefined],
  ['١٢', undefined],
  ['1E', undefined],
  ['1E+1000', undefined],
  ['12\n50', undefined],
]

for (const [sent, exact] of numbers) {
  test(`${JSON.stringify(sent)} is ${exact ?? 'no number'}`, () => assert.equal(readSapNumber(sent)?.decimal, exact))
}

test('a canonical number is read as it stands', () => {
  const random = seeded(4711)
  for (let round = 0; round < 2_000; round++) {
    const text = canonical(random)
    assert.equal(readSapNumber(text)?.decimal, text)
  }
})

test('however SAP writes a number, it is the same number', () => {
  const random = seeded(4712)
  for (let round = 0; round < 2_000; round++) {
    const text = canonical(random)
    const [digits, isNegative] = text.startsWith('-') ? [text.slice(1), true] : [text, false]
    const forms = [
      `${digits}${isNegative ? '-' : ' '}`,
      `${isNegative ? '-' : '+'}000${digits}`,
      `  ${text}`,
      `${text}${digits.includes('.') ? '000' : '.000'}`,
      `${isNegative ? '-' : ''}${asFloat(digits)}`,
    ]
    for (const form of forms) assert.equal(readSapNumber(form)?.decimal, text, `${form} of ${text}`)
  }
})

test('numbers compare as they do in exact arithmetic', () => {
  const random = seeded(4713)
  for (let round = 0; round < 5_000; round++) {
    const left = canonical(random)
    const right = random.below(4) === 0 ? nextTo(left) : canonical(random)
    const [a, b] = [scaled(left), scaled(right)]
    assert.equal(compareDecimals(left, right), a < b ? -1 : a > b ? 1 : 0, `${left} and ${right}`)
    assert.equal(compareDecimals(left, left), 0)
  }
})

test('numbers that a binary float cannot tell apart are told apart', () => {
  assert.equal(Number('922337203685477.5807'), Number('922337203685477.5808'))
  assert.equal(compareDecimals('922337203685477.5807', '922337203685477.5808'), -1)
  assert.equal(compareDecimals('-0.1', '-0.10000000000000000001'), 1)
})

test('numbers add up as they do in exact arithmetic, to a number as it is written', () => {
  const random = seeded(4714)
  for (let round = 0; round < 5_000; round++) {
    const [left, right] = [canonical(random), canonical(random)]
    const total = addDecimals(left, right)
    assert.equal(scaled(total), scaled(left) + scaled(right), `${left} and ${right}`)
    assert.equal(readSapNumber(total)?.decimal, total)
    assert.equal(addDecimals(right, left), total)
  }
})

type Random = ReturnType<typeof seeded>

/** Up to 18 digits before the point and 6 behind it, no zero that says nothing. */
function canonical(random: Random): string {
  const left = random.digits(random.below(19)).replace(/^0+/, '') || '0'
  const right = random.digits(random.below(7)).replace(/0+$/, '')
  const text = right === '' ? left : `${left}.${right}`
  return random.below(2) === 0 && text !== '0' ? `-${text}` : text
}

/** As ABAP writes floats: `1.5E+02`. */
function asFloat(digits: string): string {
  const [left = '', right = ''] = digits.split('.')
  return `${left.charAt(0)}.${left.slice(1)}${right}E+${String(left.length - 1).padStart(2, '0')}`
}

/** The number itself, with a digit more far behind the point. */
function nextTo(text: string): string {
  return text.includes('.') ? `${text}1` : `${text}.1`
}

const places = 10

function scaled(text: string): bigint {
  const [left = '', right = ''] = text.replace('-', '').split('.')
  const units = BigInt(left + right.padEnd(places, '0'))
  return text.startsWith('-') ? -units : units
}

const percentages: [part: string, whole: string, percent: string | undefined][] = [
  ['83412.55', '250000', '33.37'],
  ['15875.4', '15000', '105.84'],
  ['1', '3', '33.33'],
  ['2', '3', '66.67'],
  ['0.00005', '1', '0.01'],
  ['-1', '8', '-12.5'],
  ['0', '5', '0'],
  ['922337203685477.5807', '922337203685477.5807', '100'],
  ['1', '0', undefined],
]

for (const [part, whole, percent] of percentages) {
  test(`${part} is ${percent ?? 'no share'}${percent === undefined ? '' : ' per cent'} of ${whole}`, () => {
    assert.equal(percentOf(part, whole), percent)
  })
}
