import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Reasons } from './try-reasons.ts'

test('reasons that differ only by numbers and values of the document are one, told by the first of them', () => {
  const reasons = new Reasons()
  const said = (line: number, customer: string, value: string) =>
    `E1KNA1M/GBDAT at line ${line} of ${customer} is '${value}', which is no date; correct it in SAP and send it again`
  reasons.add(said(24, 'ABC-1', '20261345'), { file: 'a.xml', number: '01', businessKey: 'ABC-1' })
  reasons.add(said(31, '4712', '00001111'), { file: 'b.xml', number: '02', businessKey: '4712' })
  reasons.add(said(31, '4712', '0').replace('GBDAT', 'ERDAT'), { file: 'b.xml', number: '02', businessKey: '4712' })
  assert.deepEqual(
    reasons.all.map(({ count, reason, files }) => [count, reason, files]),
    [
      [2, said(24, 'ABC-1', '20261345'), ['a.xml', 'b.xml']],
      [1, said(31, '4712', '0').replace('GBDAT', 'ERDAT'), ['b.xml']],
    ],
  )
  assert.match(reasons.lines('Held')[2] ?? '', /^ {2}2 × such as: E1KNA1M\/GBDAT at line 24 of ABC-1/)
})

test('each code that a value mapping lacks is a reason of its own, the most frequent first', () => {
  const reasons = new Reasons()
  for (const code of ['KAR', 'PAL', 'PAL']) {
    reasons.add(`'${code}' (E1MARAM/MEINS) is not in the value mapping unit-of-measure; add it there`, { file: `${code}.xml` })
  }
  assert.deepEqual(reasons.lines('✗ 3 objects would be held'), [
    '',
    '✗ 3 objects would be held',
    "  2 × 'PAL' (E1MARAM/MEINS) is not in the value mapping unit-of-measure; add it there",
    '      in PAL.xml',
    "  1 × 'KAR' (E1MARAM/MEINS) is not in the value mapping unit-of-measure; add it there",
    '      in KAR.xml',
  ])
})

test('of very many reasons the first twenty are shown, and the others counted', () => {
  const reasons = new Reasons()
  for (let code = 1; code <= 23; code++) reasons.add(`'${code}' is not in the value mapping unit`, { file: 'a.xml' })
  const lines = reasons.lines('Held')
  assert.equal(lines.length, 2 + 20 * 2 + 1)
  assert.equal(lines.at(-1), '  and 3 more reasons; --json has all')
  assert.deepEqual(new Reasons().lines('Held'), [])
})
