import assert from 'node:assert/strict'
import { test } from 'node:test'
import { debmas, docnum } from '../../../test/support/idocs.ts'
import { receiving } from '../../../test/support/receiving.ts'
import { soapChannel } from '../../../test/support/soap-channel.ts'
import {
  bodyOf,
  enveloped,
  idocNamespace,
  soap11,
  soapIdoc,
  withArckey,
  withHeader,
  withPrefixes,
} from '../../../test/support/soap-idocs.ts'
import { readDocument } from '../../mapping/read-document.ts'
import { numberOf } from './assignment.ts'

const { accept, stored } = await receiving()
const plain = soapIdoc(debmas({ docnum: 1, customer: 4711 }))
const prefixed = enveloped(withPrefixes(bodyOf(debmas({ docnum: 1, customer: 4711 }))))

const taken: [claim: string, body: string | Buffer<ArrayBuffer>, headers?: Record<string, string>, path?: string][] = [
  ['the IDoc namespace as default', plain],
  ['the IDoc namespace with a prefix on every element', prefixed],
  ['another path and SOAPAction', plain, { soapaction: '"urn:x"' }, '/idoc-soap/S4HCLNT100'],
  ['application/xml', plain, { 'content-type': 'application/xml; charset=utf-8' }],
  ['UTF-16', Buffer.from(`\ufeff${plain.replace('UTF-8', 'UTF-16')}`, 'utf16le')],
  ['ISO-8859-1', Buffer.from(plain.replace('UTF-8', 'ISO-8859-1'), 'latin1')],
  ['a message id in ARCKEY', withArckey(plain, 'urn:sap.com:msgid=005056B2A1D81EEE8FA1B2C3D4E5F601')],
  [
    'headers that need not be understood',
    withHeader(plain, '<a:H xmlns:a="urn:a" s:mustUnderstand="0">1</a:H><a:H xmlns:a="urn:a"/>'),
  ],
  ["another's header", withHeader(plain, '<a:H xmlns:a="urn:a" s:mustUnderstand="1" s:actor="http://example.com/hub"/>')],
]

for (const [claim, body, headers, path] of taken) {
  test(`${claim}: the IDoc is stored as it came, can be read again, and the answer gives its number here`, async (t) => {
    const channel = await soapChannel(t, accept)
    const response = await channel.post(body, headers, path)
    const text = await response.text()
    assert.equal(response.status, 200, text)
    assert.match(response.headers.get('content-type') ?? '', /^text\/xml/)
    const [message, ...others] = await stored()
    assert.equal(others.length, 0)
    assert.deepEqual([message?.channel, message?.system, message?.idoc], ['idoc-soap', 'S4HCLNT100', docnum(1)])
    assert.deepEqual(message?.payload, Buffer.from(body))
    assert.equal(
      readDocument(message?.payload ?? Buffer.of(), message?.contentType ?? '').segments[0]?.fields.KUNNR,
      '0000004711',
    )
    assert.equal(
      text,
      `<?xml version="1.0" encoding="UTF-8"?>\n<soap:Envelope xmlns:soap="${soap11}"><soap:Body>` +
        `<idoc:DEBMAS07Response xmlns:idoc="${idocNamespace}"><idoc:Assign><idoc:item><idoc:TransferId>${docnum(1)}</idoc:TransferId>` +
        `<idoc:DbId>${numberOf(message?.id ?? '')}</idoc:DbId></idoc:item></idoc:Assign></idoc:DEBMAS07Response></soap:Body></soap:Envelope>\n`,
    )
  })
}

test('an IDoc that comes again, with another message id, gets the number of the first time', async (t) => {
  const channel = await soapChannel(t, accept)
  const answers: string[] = []
  for (const id of ['A', 'A', 'B']) {
    const response = await channel.post(withArckey(plain, `urn:sap.com:msgid=${id}`))
    assert.equal(response.status, 200)
    answers.push(await response.text())
  }
  assert.match(answers[0] ?? '', /<idoc:DbId>\d{16}</)
  assert.deepEqual(new Set(answers).size, 1)
  assert.equal((await stored()).length, 1)
})

test('the number of a message is the last sixteen decimal digits of its id', () => {
  assert.equal(numberOf('00000000-0000-0000-0000-00000000002a'), '0000000000000042')
  assert.equal(numberOf('ffffffff-ffff-ffff-ffff-ffffffffffff'), '3374607431768211455'.slice(-16))
})
