import assert from 'node:assert/strict'
import { test } from 'node:test'
import { flatDebmas } from '../../test/support/flat-idocs.ts'
import { debmas, docnum } from '../../test/support/idocs.ts'
import { firstDocnum } from './first-docnum.ts'

const xml = debmas({ docnum: 4, customer: 4711 })
const flat = flatDebmas({ docnum: 4, customer: '4711', name: 'Müller' })

for (const [claim, start] of Object.entries({
  'IDoc XML': xml,
  'IDoc XML with a prefix': xml.replaceAll(/(<\/?)DOCNUM/g, '$1idoc:DOCNUM'),
  'IDoc XML that breaks off': xml.slice(0, xml.indexOf('<E1KNA1M')),
  'a flat file': flat,
  'a flat file of a system without Unicode': flat.replaceAll('_U', '  '),
})) {
  test(`the number of the first IDoc is found in ${claim}, also as UTF-16`, () => {
    assert.equal(firstDocnum(Buffer.from(start)), docnum(4))
    assert.equal(firstDocnum(Buffer.from(`\ufeff${start}`, 'utf16le').swap16()), docnum(4))
  })
}

test('where no number stands none is told', () => {
  for (const start of [
    '',
    'Name;Ort',
    '<DOCNUM/>',
    `<DOCNUM>${'4'.repeat(17)}</DOCNUM>`,
    '<DOCNUM>4711; or more</DOCNUM>',
    'EDI_DC40_U100',
  ])
    assert.equal(firstDocnum(Buffer.from(start)), undefined, start)
})
