import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { we60 } from '../../test/support/flat-idocs.ts'
import { readWe60 } from './we60.ts'

test('a WE60 parser file gives the segments with their fields, and nothing of its records', () => {
  assert.deepEqual(readWe60(we60({ Z2LOYALTY000: { type: 'Z1LOYALTY', fields: { '_-CWM_-TOLGR': 9, POINTS: 1 } } })), [
    {
      definition: 'Z2LOYALTY000',
      type: 'Z1LOYALTY',
      level: 2,
      fields: [
        { name: '/CWM/TOLGR', first: 64, last: 72, text: 'Langtext für _-CWM_-TOLGR' },
        { name: 'POINTS', first: 73, last: 73, text: 'Langtext für POINTS' },
      ],
    },
  ])
})

test('a segment without SEGMENTTYPE has the type its definition stands for', () => {
  const text = we60({ E2MARAM009: { type: '', fields: { MSGFN: 3 } } }).replace(/.*SEGMENTTYPE.*\r\n/, '')
  assert.equal(readWe60(text)[0]?.type, 'E1MARAM')
})

const one = we60({ E2MARAM009: { type: 'E1MARAM', fields: { MSGFN: 3, MATNR: 18 } } })
const wrong: [claim: string, text: string, says: RegExp][] = [
  [
    'something else',
    'Sehr geehrte Damen und Herren',
    /There is no BEGIN_SEGMENT in it; save what WE60 shows under Documentation, Parser/,
  ],
  ['a file that was cut off', one.slice(0, one.indexOf('END_SEGMENT')), /Segment E2MARAM009, begun at line 14, is not ended/],
  [
    'two segments in each other',
    one.replace(/SEGMENTTYPE .*/, 'BEGIN_SEGMENT E2MAKTM'),
    /E2MAKTM begins inside of E2MARAM009 at line 15/,
  ],
  ['a segment without name', one.replace('E2MARAM009', ''), /BEGIN_SEGMENT names no segment at line 14/],
  [
    'a position that is no number',
    one.replace('000064', 'SECHZIG'),
    /CHARACTER_FIRST is 'SECHZIG' at line 25; it must be a number/,
  ],
  ['a field without a name', one.replace(/ NAME {16}MATNR.*/, ''), /CHARACTER_LAST without NAME and CHARACTER_FIRST at line 34/],
  [
    'a field over another',
    one.replace('000067', '000066'),
    /MATNR of E2MARAM009 cannot stand at 66 to 84 \(line 34\); it must lie within 67 to 1063/,
  ],
  ['a field behind the record', one.replace('000084', '001064'), /MATNR of E2MARAM009 cannot stand at 67 to 1064/],
]

for (const [claim, text, says] of wrong) {
  test(`${claim} is no WE60 file, and it is said where`, () => {
    assert.throws(() => readWe60(text), { message: says })
  })
}

const sample = join(import.meta.dirname, '../../../shared/samples/sap/idoc-metadata/we60_MATMAS01_parser.txt')

test('the WE60 file of a real MATMAS01 is read', { skip: !existsSync(sample) && 'no example files here' }, () => {
  const layouts = readWe60(readFileSync(sample, 'latin1'))
  assert.equal(layouts.length, 12)
  const maktm = layouts.find(({ type }) => type === 'E1MAKTM')
  assert.deepEqual(
    maktm?.fields.map(({ name, first, last }) => `${name} ${first}-${last}`),
    ['MSGFN 64-66', 'SPRAS 67-67', 'MAKTX 68-107', 'SPRAS_ISO 108-109'],
  )
})
