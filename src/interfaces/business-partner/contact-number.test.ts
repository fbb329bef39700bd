import assert from 'node:assert/strict'
import { test } from 'node:test'
import { customer } from '../../../test/support/customers.ts'
import { readingOf, segment } from '../../../test/support/segments.ts'
import { contactNumber } from './contact-number.ts'

const numbers: [claim: string, fields: Readonly<Record<string, string>>, key: string | undefined][] = [
  ['the number of the contact person', { PARNR: '0000071101', NAME1: 'Miller' }, '0000071101'],
  ['a number without its zeros is the same', { PARNR: '71101' }, '0000071101'],
  ['without a number, customer and names', { NAME1: 'Miller', NAMEV: 'Ann' }, '0000004711-Miller-Ann'],
  ['a number of zeros is none', { PARNR: '0000000000', NAME1: 'Miller' }, '0000004711-Miller'],
  ['a number of NODATA is none', { PARNR: '/', NAMEV: 'Ann', NAME1: '/' }, '0000004711-Ann'],
  [
    'characters that no key address can carry are replaced',
    { NAME1: 'a/b<c>d*e%f&g:h\\i?j+k' },
    '0000004711-a_b_c_d_e_f_g_h_i_j_k',
  ],
  ['letters of any script stay', { NAME1: '田中', NAMEV: 'Zoë' }, '0000004711-田中-Zoë'],
  ['a key is cut to what its column holds', { NAME1: 'x'.repeat(35), NAMEV: 'y'.repeat(35) }, `0000004711-${'x'.repeat(35)}-yyy`],
  ['a character that takes two places is not split', { NAME1: 'x'.repeat(35), NAMEV: 'yy😀' }, `0000004711-${'x'.repeat(35)}-yy`],
  ['neither number nor names, no key', { ABTNR: '0001' }, undefined],
]

for (const [claim, fields, key] of numbers) {
  test(`a contact is found by: ${claim}`, () => {
    const contact = segment('E1KNVKM', fields)
    customer({}, contact)
    assert.equal(contactNumber().read(readingOf([contact]))?.value, key)
  })
}
