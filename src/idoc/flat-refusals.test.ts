import assert from 'node:assert/strict'
import { test } from 'node:test'
import { controlRecord, dataRecord } from '../../test/support/flat-idocs.ts'
import { docnum } from '../../test/support/idocs.ts'
import { allOf, layouts, three } from '../../test/support/parse-flat.ts'
import { Rejected } from '../message/errors.ts'
import { parseFlatIdoc } from './flat.ts'
import { PayloadTooLarge } from './payload-too-large.ts'
import type { SegmentLayouts } from './segment-layouts.ts'

const start = controlRecord({ DOCNUM: docnum(1) })
const general = dataRecord('E2KNA1M008', 1, 1, 0, '0040000004711')
const refusals: [claim: string, file: string | Buffer, says: RegExp][] = [
  ['an empty file', '', /The file is empty \(line 1\)/],
  ['a file of blanks', ' \r\n\r\n', /The file is empty/],
  [
    'a file that begins in the middle',
    general,
    /Line 1 begins with 'E2KNA1M008', but a flat IDoc begins with its control record EDI_DC40/,
  ],
  [
    'a release 3 record',
    'EDI_DC    100',
    /Line 1 is a control record of release 3 \(EDI_DC\); set the port to .* version 4 \(WE21\)/,
  ],
  ['a status record', `${start}\nEDI_DS40  100`, /Line 2 is a status record \(EDI_DS40\)/],
  ['no DOCNUM', controlRecord({}), /The IDoc at line 1 has no DOCNUM in its control record EDI_DC40_U/],
  [
    'no MESTYP further on',
    `${start}\n${general}\n${controlRecord({ DOCNUM: docnum(2), MESTYP: '' })}`,
    /The IDoc at line 3 has no MESTYP/,
  ],
  [
    'a line that is no record',
    `${start}\n${general}\n  and then`,
    /Line 3 is neither a control record EDI_DC40 nor a data record/,
  ],
  [
    "another IDoc's segment",
    `${start}\n${general.replace(docnum(1), docnum(2))}`,
    /E2KNA1M008 at line 2 belongs to IDoc 0{15}2, but stands in IDoc 0{15}1/,
  ],
  [
    'a parent that never came',
    `${start}\n${dataRecord('E2KNVKM', 1, 2, 1, '004')}`,
    /E2KNVKM at line 2 stands in segment number 000001 \(PSGNUM\), which did not/,
  ],
  ['a number given twice', `${start}\n${general}\n${general}`, /Segment number 000001 comes a second time at line 3/],
  [
    'a record that is too long',
    `${start}\n${general.padEnd(1063)}x`,
    /Line 2 has 1064 characters, but a data record has 1063 at most/,
  ],
  ['a file without lines', `${start}\n${general.padEnd(70_000)}`, /Line 2 does not end within 65536 characters/],
  [
    'a segment no WE60 file describes',
    `${start}\n${dataRecord('E2KNB1M', 1, 1, 0, '004')}`,
    /fields of segment E2KNB1M at line 2 cannot be told apart, because no WE60 file describes it\. Put it there\./,
  ],
  [
    'bytes of another encoding',
    Buffer.from(three.join(''), 'latin1'),
    /Line 2 holds bytes that are not UTF-8; write the file as UTF-8/,
  ],
  ['UTF-16 without a mark', Buffer.from(start, 'utf16le'), /The file is UTF-16 without a byte order mark at line 1/],
]

for (const [claim, file, says] of refusals) {
  test(`${claim} is refused with its line`, async () => {
    await assert.rejects(allOf(Buffer.from(file)), (error) => error instanceof Rejected && says.test(error.message))
  })
}

test('a WE60 file that cannot be read is the reason a segment is refused', async () => {
  const broken: SegmentLayouts = {
    place: '',
    find() {
      throw new Error('/idocs/we60/debmas.txt is no WE60 parser file')
    },
  }
  await assert.rejects(allOf(Buffer.from(`${start}\n${general}`), 'text/x-idoc', { layouts: broken }), {
    name: 'Rejected',
    message: 'The fields of segment E2KNA1M008 at line 2 cannot be told apart: /idocs/we60/debmas.txt is no WE60 parser file',
  })
})

test('an IDoc larger than allowed is refused, a larger file of small ones is not', async () => {
  assert.equal((await allOf(Buffer.from(three.join('')), 'text/x-idoc', { maxIdocBytes: 800, size: 100 })).length, 3)
  const large = three[0] + Array.from({ length: 9 }, (_, index) => `${dataRecord('E2KNVKM', 1, index + 3, 1, '004')}\n`).join('')
  for (const size of [100, 100_000]) {
    await assert.rejects(allOf(Buffer.from(large), 'text/x-idoc', { maxIdocBytes: 800, size }), (error) => {
      return error instanceof PayloadTooLarge && /larger than 800 bytes \(maxIdocBytes\), read up to line/.test(error.message)
    })
  }
})

test('a stored payload holds one IDoc', () => {
  assert.throws(() => parseFlatIdoc(Buffer.from(three.join('')), 'text/x-idoc', layouts), { message: /exactly one IDoc/ })
})
