import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readingOf, segment } from '../../test/support/segments.ts'
import type { Segment } from '../message/document.ts'
import { allBelow, find, holdersOf, parsePath } from './path.ts'

const forms: [text: string, start: string, steps: string, field: string][] = [
  ['NAME1', 'here', '', 'NAME1'],
  ['E1KNVVM/ZTERM', 'here', 'E1KNVVM', 'ZTERM'],
  ['E1KNVVM/E1KNVPM/KUNN2', 'here', 'E1KNVVM E1KNVPM', 'KUNN2'],
  ['E1KNVPM[PARVW=WE]/KUNN2', 'here', 'E1KNVPM[PARVW=WE]', 'KUNN2'],
  ['E1KNVPM[PARVW=]/KUNN2', 'here', 'E1KNVPM[PARVW=]', 'KUNN2'],
  ['E1KNVPM[PARVW=WE][PARNR=]/KUNN2', 'here', 'E1KNVPM[PARVW=WE][PARNR=]', 'KUNN2'],
  ['E1KNVPM[PARNR=A B-C.d=e]/KUNN2', 'here', 'E1KNVPM[PARNR=A B-C.d=e]', 'KUNN2'],
  ['/E1KNA1M/KUNNR', 'enclosing', 'E1KNA1M', 'KUNNR'],
  ['/E1KNA1M/E1KNVVM/VKORG', 'enclosing', 'E1KNA1M E1KNVVM', 'VKORG'],
  ['EDI_DC40/SNDPRN', 'header', 'EDI_DC40', 'SNDPRN'],
  ['XI/SenderService', 'header', 'XI', 'SenderService'],
  ['Item/Größe', 'here', 'Item', 'Größe'],
  ['@actionCode', 'here', '', '@actionCode'],
  ['Item/Amount@currencyCode', 'here', 'Item', 'Amount@currencyCode'],
  ['Name[@languageCode=EN]/text', 'here', 'Name[@languageCode=EN]', 'text'],
]

for (const [text, start, steps, field] of forms) {
  test(`the path ${text} is read as it is meant`, () => {
    const path = parsePath(text)
    const shown = path.steps.map(
      ({ segment, where }) => segment + where.map(({ field, value }) => `[${field}=${value}]`).join(''),
    )
    assert.deepEqual([path.text, path.start, shown.join(' '), path.field], [text, start, steps, field])
  })
}

const mistakes: [text: string, says: RegExp][] = [
  ['', /'' is no path: it must end in the name of a field/],
  ['E1KNVVM/', /'E1KNVVM\/' is no path: it must end in the name of a field/],
  ['name1@', /'name1@' is no path: it must end in the name of a field/],
  ['NAME 1', /must end in the name of a field/],
  ['E1KNVPM[PARVW=WE]', /must end in the name of a field; the text of an element itself is E1KNVPM\[PARVW=WE\]\/text/],
  ['../KUNNR', /'\.\.\/KUNNR' is no path: write an enclosing segment by its name, as \/E1EDL20\/VBELN/],
  ['/KUNNR', /'\/KUNNR' is no path: a leading \/ must name an enclosing segment/],
  ['E1KNVVM//ZTERM', /'' must look like E1KNVVM or E1KNVPM\[PARVW=WE\]/],
  ['E1KNVVM@a/ZTERM', /'E1KNVVM@a' must look like/],
  ['E1KNVPM[PARVW]/KUNN2', /'E1KNVPM\[PARVW\]' must look like/],
  ['E1KNVPM[=WE]/KUNN2', /must look like/],
  ['E1KNVPM[PARVW=WE/KUNN2', /must look like/],
  ['E1KNVPM[PARVW=WE]PARNR/KUNN2', /must look like/],
]

for (const [text, says] of mistakes) {
  test(`'${text}' is refused when the interface is loaded`, () => assert.throws(() => parsePath(text), says))
}

const customer = segment(
  'E1KNA1M',
  { MSGFN: '005', KUNNR: '0000004711', NAME1: 'Example Ltd', NAME2: '/', NAME3: '' },
  segment(
    'E1KNVVM',
    { VKORG: '1000', ZTERM: '/' },
    segment('E1KNVPM', { PARVW: 'AG', KUNN2: '0000004711' }),
    segment('E1KNVPM', { PARVW: 'WE', KUNN2: '/' }),
    segment('E1KNVPM', { PARVW: 'WE', KUNN2: '0000004712' }),
    segment('E1KNVPM', { MSGFN: '003', PARVW: 'RE', KUNN2: '0000004713' }),
  ),
  segment('E1KNVVM', { MSGFN: '003', VKORG: '2000', WAERS: 'USD' }, segment('E1KNVPM', { PARVW: 'RG', KUNN2: '0000004714' })),
  segment('E1KNVVM', { VKORG: '3000', ZTERM: 'NT30' }, segment('E1KNVPM', { PARVW: 'WE', KUNN2: '0000004715' })),
  segment('E1KNVKM', { NAME1: 'Miller' }, segment('E1KNVKH', {}, segment('E1KNVKL', { TDLINE: 'deep' }))),
)
const contact = customer.segments.at(-1) as Segment

const findings: [claim: string, path: string, value: string | undefined, from?: Segment | undefined][] = [
  ['a field of the segment in hand', 'NAME1', 'Example Ltd'],
  ['a field that is not there', 'NAME4', undefined],
  ['a field that is empty', 'NAME3', undefined],
  ['NODATA is nothing', 'NAME2', undefined],
  ['the first of several segments', 'E1KNVVM/VKORG', '1000'],
  ['the first that has a value, past NODATA', 'E1KNVVM/ZTERM', 'NT30'],
  ['a segment that is not there', 'E1KNB1M/BUKRS', undefined],
  ['a deleted segment is never read', 'E1KNVVM/WAERS', undefined],
  ['a deleted segment is never read, asked for by its value', 'E1KNVVM[VKORG=2000]/VKORG', undefined],
  ['a segment at any depth', 'E1KNVKL/TDLINE', 'deep'],
  ['step by step', 'E1KNVVM/E1KNVPM/KUNN2', '0000004711'],
  ['one of several by its value, past NODATA', 'E1KNVPM[PARVW=WE]/KUNN2', '0000004712'],
  ['one of several at two steps', 'E1KNVVM[VKORG=3000]/E1KNVPM[PARVW=WE]/KUNN2', '0000004715'],
  ['one that fulfils all of several conditions', 'E1KNVPM[PARVW=WE][KUNN2=0000004715]/KUNN2', '0000004715'],
  ['no segment fulfils all of several conditions', 'E1KNVPM[PARVW=AG][KUNN2=0000004715]/KUNN2', undefined],
  ['one that lacks the field, by an empty value', 'E1KNVVM[WERKS=][VKORG=3000]/ZTERM', 'NT30'],
  ['one that has the field is no empty one', 'E1KNVVM[VKORG=]/ZTERM', undefined],
  ['no segment has the value', 'E1KNVPM[PARVW=ZZ]/KUNN2', undefined],
  ['a deleted one has the value', 'E1KNVPM[PARVW=RE]/KUNN2', undefined],
  ['a segment below a deleted one', 'E1KNVVM/E1KNVPM[PARVW=RG]/KUNN2', undefined],
  ['a segment below a deleted one, at any depth', 'E1KNVPM[PARVW=RG]/KUNN2', undefined],
  ['the enclosing segment', '/E1KNA1M/KUNNR', '0000004711', contact],
  ['the enclosing segment of one far below', '/E1KNA1M/KUNNR', '0000004711', contact.segments[0]?.segments[0]],
  ['the segment in hand is one that encloses', '/E1KNVKM/NAME1', 'Miller', contact],
  ['from the enclosing segment down again', '/E1KNA1M/E1KNVVM/VKORG', '1000', contact],
  ['no such segment encloses', '/E1KNVVM/VKORG', undefined, contact],
  ['a field of the control record', 'EDI_DC40/SNDPRN', 'S4HCLNT100'],
  ['a field that the control record lacks', 'EDI_DC40/CIMTYP', undefined],
]

for (const [claim, path, value, from] of findings) {
  test(`${claim}: ${path} is ${value ?? 'nothing'}`, () => {
    const reading = readingOf([from ?? customer], { header: { SNDPRN: 'S4HCLNT100' } })
    assert.equal(find(parsePath(path), reading)?.value, value)
  })
}

test('a value knows the segment it was found in', () => {
  const found = find(parsePath('E1KNVVM/ZTERM'), readingOf([customer]))
  assert.equal(found?.segment, customer.segments[2])
  assert.equal(found?.path.text, 'E1KNVVM/ZTERM')
})

test('what stands nearer is found before what stands deeper, although it comes later', () => {
  const order = segment(
    'E1EDK01',
    {},
    segment('E1EDP01', { POSEX: '1' }, segment('E1EDKT1', { TDID: 'of the line' })),
    segment('E1EDKT1', { TDID: 'of the order' }),
  )
  assert.equal(find(parsePath('E1EDKT1/TDID'), readingOf([order]))?.value, 'of the order')
  assert.deepEqual(
    allBelow(order, 'E1EDKT1').map(({ fields }) => fields.TDID),
    ['of the order', 'of the line'],
  )
})

test('of several segments in hand the first that says something counts', () => {
  const later = segment('E1KNA1M', { NAME1: 'later', NAME2: '/' })
  const earlier = segment('E1KNA1M', { NAME1: 'earlier', NAME2: 'kept' }, segment('E1KNVVM', { VKORG: '1000' }))
  const reading = readingOf([later, earlier])
  assert.deepEqual(
    ['NAME1', 'NAME2', 'E1KNVVM/VKORG'].map((path) => find(parsePath(path), reading)?.value),
    ['later', 'kept', '1000'],
  )
})

test('the holders of a path are the segments that could hold its field, deleted ones not', () => {
  const holders = (path: string) =>
    holdersOf(parsePath(path), readingOf([customer])).map(({ fields }) => fields.VKORG ?? fields.KUNNR)
  assert.deepEqual(holders('NAME9'), ['0000004711'])
  assert.deepEqual(holders('E1KNVVM/ZTERM'), ['1000', '3000'])
  assert.deepEqual(holders('E1KNB1M/ZTERM'), [])
  assert.deepEqual(holders('EDI_DC40/SNDPRN'), [])
})
