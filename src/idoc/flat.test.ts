import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { controlRecord, dataRecord } from '../../test/support/flat-idocs.ts'
import { docnum } from '../../test/support/idocs.ts'
import { allOf, layouts, layoutsOf, said, three } from '../../test/support/parse-flat.ts'
import type { Segment } from '../message/document.ts'
import { parseFlatIdoc } from './flat.ts'
import { parseIdoc } from './parse-one.ts'
import type { SegmentLayouts } from './segment-layouts.ts'

const encodings: [name: string, contentType: string, encode: (text: string) => Buffer][] = [
  ['UTF-8', 'text/x-idoc; charset=utf-8', (text) => Buffer.from(text)],
  ['UTF-8 with byte order mark', 'text/x-idoc', (text) => Buffer.from(`\ufeff${text}`)],
  ['ISO-8859-1', 'text/x-idoc; charset=iso-8859-1', (text) => Buffer.from(text, 'latin1')],
  ['UTF-16LE', 'text/x-idoc', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16BE', 'text/x-idoc', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
]

const forms: [name: string, form: (text: string) => string][] = [
  ['as it is', (text) => text],
  ['with CRLF', (text) => text.replaceAll('\n', '\r\n')],
  ['with all trailing blanks cut off', (text) => text.replace(/ +$/gm, '')],
  ['padded to full records', (text) => text.replace(/.+/g, (line) => line.padEnd(1063))],
  ['without the last line end', (text) => text.trimEnd()],
  ['with blank lines at its end', (text) => `${text}\n  \n`],
]

for (const [name, contentType, encode] of encodings) {
  for (const [form, formed] of forms) {
    test(`a file in ${name} ${form} gives its IDocs, and each payload alone says what its IDoc says`, async () => {
      const parsed = await allOf(encode(formed(three.join(''))), contentType)
      assert.deepEqual(
        parsed.map(({ document: { header, segments } }) => [header.DOCNUM, segments[0]?.fields.KUNNR, segments[0]?.fields.NAME1]),
        [
          [docnum(1), '0000004711', 'Müller & Söhne'],
          [docnum(2), '0000004712', 'ÄÖÜ'.repeat(11)],
          [docnum(3), '0000004713', 'ß'],
        ],
      )
      for (const { document, payload } of parsed) {
        const again = parseFlatIdoc(payload, contentType, layouts)
        assert.deepEqual([again.header, again.segments.map(said)], [document.header, document.segments.map(said)])
      }
      if (form !== 'as it is') return
      assert.deepEqual(
        parsed.map(({ payload }) => Buffer.from(payload)),
        three.map((one) => encode(one)),
      )
    })
  }
}

for (const size of [1, 7, 1000]) {
  test(`a file that comes ${size} bytes at a time says the same`, async () => {
    const parsed = await allOf(Buffer.from(three.join('')), 'text/x-idoc', { size })
    assert.deepEqual(
      parsed.map(({ payload }) => Buffer.from(payload).toString()),
      three,
    )
  })
}

test('a file says what the XML of the same IDoc says', async () => {
  const [parsed] = await allOf(Buffer.from(three[0] ?? ''))
  const xml = `<DEBMAS07><IDOC BEGIN="1"><EDI_DC40 SEGMENT="1"><TABNAM>EDI_DC40_U</TABNAM><MANDT>100</MANDT>
    <DOCNUM>${docnum(1)}</DOCNUM><IDOCTYP>DEBMAS07</IDOCTYP><MESTYP>DEBMAS</MESTYP><SNDPRN>S4HCLNT100</SNDPRN>
    <SERIAL>20261123000001</SERIAL></EDI_DC40><E1KNA1M SEGMENT="1"><MSGFN>004</MSGFN><KUNNR>0000004711</KUNNR>
    <NAME1>Müller &amp; Söhne</NAME1><E1KNVKM SEGMENT="1"><MSGFN>004</MSGFN><PARNR>0000000007</PARNR>
    <NAME1>Ägidius</NAME1></E1KNVKM></E1KNA1M></IDOC></DEBMAS07>`
  const document = parseIdoc(Buffer.from(xml), 'text/xml')
  assert.deepEqual(parsed?.document.header, document.header)
  assert.deepEqual(parsed?.document.segments.map(said), document.segments.map(said))
})

test('segments stand where PSGNUM says, whatever HLEVEL says, and know their line', async () => {
  const lines = [
    controlRecord({ DOCNUM: docnum(1) }),
    dataRecord('E2KNA1M008', 1, 1, 0, '004').replace(/02004$/, '01004'),
    dataRecord('E2KNVKM', 1, 2, 1, '004'),
    dataRecord('E2KNVKM', 1, 3, 2, '004'),
    dataRecord('E2KNVKM', 1, 4, 1, '004'),
    dataRecord('E2KNA1M008', 1, 5, 0, '004'),
  ]
  const [parsed] = await allOf(Buffer.from(lines.join('\n')))
  const shape = ({ name, line, segments, parent }: Segment): unknown => [name, line, parent?.line, ...segments.map(shape)]
  assert.deepEqual(parsed?.document.segments.map(shape), [
    ['E1KNA1M', 2, undefined, ['E1KNVKM', 3, 2, ['E1KNVKM', 4, 3]], ['E1KNVKM', 5, 2]],
    ['E1KNA1M', 6, undefined],
  ])
})

test('a segment without data needs no WE60 file', async () => {
  const lines = [
    controlRecord({ DOCNUM: docnum(1) }),
    dataRecord('E2EDK01005', 1, 1, 0, '   '),
    dataRecord('Z2EMPTY000', 1, 2, 0, ''),
  ]
  const [parsed] = await allOf(Buffer.from(lines.join('\n')))
  assert.deepEqual(
    parsed?.document.segments.map(({ name, fields }) => [name, fields]),
    [
      ['E1EDK01', {}],
      ['Z1EMPTY', {}],
    ],
  )
})

const samples = join(import.meta.dirname, '../../../shared/samples/sap')
const skip = !existsSync(samples) && 'no example files here'

test('a real MATMAS01 file of an ERP system is read by its WE60 file', { skip }, async () => {
  const metadata = layoutsOf(readFileSync(join(samples, 'idoc-metadata/we60_MATMAS01_parser.txt'), 'latin1'))
  const file = readFileSync(join(samples, 'idoc-flat/MATMAS01_new_LTESTEDI_00199014'))
  const [parsed] = await allOf(file, 'text/x-idoc', { layouts: metadata })
  assert.deepEqual(Buffer.from(parsed?.payload ?? []), file)
  const [material] = parsed?.document.segments ?? []
  assert.deepEqual(
    [material?.name, material?.fields.MATNR, material?.fields.NTGEW, material?.fields.GEWEI],
    ['E1MARAM', 'MANG01', '140.000', 'GRM'],
  )
  assert.deepEqual(
    material?.segments.map(({ name, fields, segments }) => [
      name,
      fields.MAKTX,
      fields.MEINH,
      segments.map((one) => one.fields.EAN11),
    ]),
    [
      ['E1MAKTM', 'Enrobed Mango', undefined, []],
      ['E1MARMM', undefined, 'TST', ['5055365644456']],
    ],
  )
})

test('a real ORDERS05 file says of which type each segment is, and has the tree its XML has', { skip }, async () => {
  // Without its WE60 file only types and tree can be compared, so any field stands for all of a segment.
  const anything: SegmentLayouts = {
    place: '',
    find: (definition) => ({ definition, type: definition.replace(/^E2(.+?)(\d{3})?$/, 'E1$1'), fields: [] }),
  }
  const [parsed] = await allOf(readFileSync(join(samples, 'idoc-flat/ORDERS05_small.txt')), 'text/x-idoc', { layouts: anything })
  const xml = parseIdoc(readFileSync(join(samples, 'idoc-xml/ORDERS05_small.xml')), 'text/xml')
  assert.deepEqual(parsed?.document.segments.map(names), xml.segments.map(names))
  assert.deepEqual({ ...xml.header, ...parsed?.document.header }, xml.header)
})

function names({ name, segments }: Segment): unknown {
  return [name, ...segments.map(names)]
}
