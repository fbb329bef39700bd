import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identityOf, typeOf, versionOf } from './control-record.ts'

const header = { SNDPRN: 'S4HCLNT100', MANDT: '100', DOCNUM: '0000000000199045', CREDAT: '20240501', CRETIM: '120000' }

test('an IDoc is the same one by sender, client and number', () => {
  assert.equal(identityOf(header), 'idoc/S4HCLNT100/100/0000000000199045')
  assert.equal(identityOf({ SNDPRN: 'S4HCLNT100', DOCNUM: '1' }), 'idoc/S4HCLNT100//0000000000000001')
})

test('the number of an IDoc is the same with and without leading zeros, and what is no number stays as it is', () => {
  for (const DOCNUM of ['199045', '00199045', '00000000000000000199045']) {
    assert.equal(identityOf({ ...header, DOCNUM }), identityOf(header))
  }
  assert.equal(identityOf({ ...header, DOCNUM: 'A1' }), 'idoc/S4HCLNT100/100/A1')
})

const ages: [claim: string, header: Record<string, string>, version: string][] = [
  ['SERIAL says when the data was read', { ...header, SERIAL: '20240501115959' }, '20240501115959/0000000000199045'],
  ['a finer SERIAL too', { ...header, SERIAL: '20240501115959123456' }, '20240501115959123456/0000000000199045'],
  ['without SERIAL the time of creation counts', header, '20240501120000/0000000000199045'],
  ['a SERIAL that is no time is not looked at', { ...header, SERIAL: '42' }, '20240501120000/0000000000199045'],
  ['without any time the number counts', { DOCNUM: '199045' }, '00000000000000/0000000000199045'],
]

for (const [claim, fields, version] of ages) test(claim, () => assert.equal(versionOf(fields), version))

test('versions sort as text: by time first, then by number', () => {
  const sorted = [
    versionOf({ ...header, SERIAL: '20240501115959' }),
    versionOf({ ...header, SERIAL: '20240501115959', DOCNUM: '0000000000199046' }),
    versionOf({ ...header, SERIAL: '20240501115959000001' }),
    versionOf({ ...header, DOCNUM: '0000000000000001' }),
  ]
  assert.deepEqual(sorted.toSorted(), sorted)
})

test('the type is the extension where there is one, else the basic type', () => {
  assert.equal(typeOf({ IDOCTYP: 'MATMAS05', CIMTYP: 'ZMATMAS05', MESTYP: 'MATMAS' }), 'ZMATMAS05')
  assert.equal(typeOf({ IDOCTYP: 'MATMAS05', CIMTYP: '', MESTYP: 'MATMAS' }), 'MATMAS05')
  assert.equal(typeOf({ MESTYP: 'MATMAS' }), 'MATMAS')
})
