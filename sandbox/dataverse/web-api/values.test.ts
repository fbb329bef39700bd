import assert from 'node:assert/strict'
import { test } from 'node:test'
import { numberIn, parseBody } from './values.ts'

const short = ['0', '-17', '123456789012345', '25000.5', '1.50', '10.0', '-0.5', '1e3', '2.5E-7', '0.0000001']
const long = ['12345678901234567890', '-9007199254740993', '922337203685477.5807', '1234567890123456', '0.30000000000000004']

for (const number of [...short, ...long]) {
  test(`${number} is read as it was written, wherever it stands`, () => {
    for (const body of [`[${number}]`, `[ ${number} ]`, `[true,${number}]`, `[7, "1.50",\r\n${number}]`])
      assert.equal(numberIn((parseBody(body) as unknown[]).at(-1)), number, body)
    const { creditlimit } = parseBody(`{"name":"A, -1.50: 2e3","creditlimit": ${number}}`) as Record<string, unknown>
    assert.equal(numberIn(creditlimit), number)
  })
}

test('what is no number has none', () => {
  for (const given of ['1.50', true, null, undefined, [1], { number: 1 }, {}]) assert.equal(numberIn(given), undefined)
})
