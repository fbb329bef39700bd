import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, type TestContext, test } from 'node:test'
import Fastify from 'fastify'
import { type FreshDatabase, freshDatabase } from '../../../test/support/database.ts'
import { debmas, debmasPacket, docnum } from '../../../test/support/idocs.ts'
import { FreshDocuments } from '../../engine/fresh-documents.ts'
import { receiver } from '../../engine/receive.ts'
import { loadInterfaces } from '../../interfaces/load.ts'
import { readDocument } from '../../mapping/read-document.ts'
import type { Accept } from '../../message/arrival.ts'
import { Unavailable } from '../../message/errors.ts'
import { numberOf } from './assignment.ts'
import { idocSoap } from './idoc-soap.ts'

const interfaces = await loadInterfaces()
const senders = [
  { system: 'S4HCLNT100', user: 'S4HCLNT100', password: 'sandbox' },
  { system: 'S4HCLNT200', user: 'second', password: 'other' },
]
const soap11 = 'http://schemas.xmlsoap.org/soap/envelope/'
const idocNamespace = 'urn:sap-com:document:sap:idoc:soap:messages'

let database: FreshDatabase
let accept: Accept

before(async () => {
  database = await freshDatabase()
  accept = receiver({ sql: database.sql, interfaces, fresh: new FreshDocuments(), arrived: () => {} })
})
after(() => database.drop())
beforeEach(() => database.sql`truncate lane, queue_entry, delivery, attempt, message, message_identity, audit`)

const plain = enveloped(bodyOf(debmas({ docnum: 1, customer: 4711 })))
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
    const channel = await listening(t)
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
  const channel = await listening(t)
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

const refusals: {
  claim: string
  body?: string
  headers?: Record<string, string>
  path?: string
  accept?: Accept
  status: number
  code: string
  says: RegExp
  detail?: string
}[] = [
  {
    claim: 'no credentials',
    headers: { authorization: '' },
    status: 401,
    code: 'Client',
    says: /User or password is wrong or missing/,
  },
  { claim: 'a wrong password', headers: basic('second', 'sandbox'), status: 401, code: 'Client', says: /User or password/ },
  {
    claim: "another sender's system",
    path: '/idoc-soap/S4HCLNT200',
    status: 403,
    code: 'Client',
    says: /may not send for system S4HCLNT200/,
  },
  {
    claim: 'SOAP 1.2 by its type',
    headers: { 'content-type': 'application/soap+xml' },
    status: 415,
    code: 'Client',
    says: /send IDoc XML as text\/xml/,
  },
  { claim: 'a compressed body', headers: { 'content-encoding': 'gzip' }, status: 415, code: 'Client', says: /uncompressed/ },
  { claim: 'an empty body', body: '', status: 500, code: 'Client', says: /The packet is empty/ },
  {
    claim: 'XML that is not well-formed',
    body: plain.replace('</IDOC>', ''),
    status: 500,
    code: 'Client',
    says: /line 1, column \d+: unexpected close tag/,
  },
  {
    claim: 'a document type declaration',
    body: plain.replace('?>', '?><!DOCTYPE a>'),
    status: 500,
    code: 'Client',
    says: /document type declaration/,
  },
  {
    claim: 'an IDoc without envelope',
    body: debmas({ docnum: 1, customer: 4711 }),
    status: 500,
    code: 'Client',
    says: /root element is DEBMAS07, not a SOAP envelope; .* goes to \/idoc/,
  },
  {
    claim: 'SOAP 1.2',
    body: plain.replace(soap11, 'http://www.w3.org/2003/05/soap-envelope'),
    status: 500,
    code: 'VersionMismatch',
    says: /only SOAP 1\.1 is taken/,
  },
  {
    claim: 'an envelope without namespace',
    body: plain.replace(` xmlns:s="${soap11}"`, '').replaceAll('s:', ''),
    status: 500,
    code: 'VersionMismatch',
    says: /in the namespace ''; only SOAP 1\.1/,
  },
  {
    claim: 'a prefix nobody declared',
    body: plain.replace(` xmlns:s="${soap11}"`, ''),
    status: 500,
    code: 'Client',
    says: /The envelope is wrong: unbound namespace prefix/,
  },
  {
    claim: 'an IDoc in the header',
    body: plain.replaceAll('s:Body', 's:Header'),
    status: 500,
    code: 'Client',
    says: /has no body with an IDoc in it/,
  },
  { claim: 'an empty body element', body: enveloped(''), status: 500, code: 'Client', says: /no element IDOC/ },
  {
    claim: 'a header that must be understood',
    body: withHeader(plain, '<a:Sec xmlns:a="urn:a" s:mustUnderstand="1"/>'),
    status: 500,
    code: 'MustUnderstand',
    says: /SOAP header a:Sec must be understood/,
  },
  {
    claim: 'two IDocs',
    body: enveloped(
      bodyOf(
        debmasPacket([
          { docnum: 1, customer: 1 },
          { docnum: 2, customer: 2 },
        ]),
      ),
    ),
    status: 500,
    code: 'Client',
    says: /takes one at a time/,
    detail: 'MULTIPLE_IDOCS_NOT_ALLOWED',
  },
  {
    claim: 'an ARCKEY that is no message id',
    body: withArckey(plain, 'MSG1'),
    status: 500,
    code: 'Client',
    says: /ARCKEY of IDoc 0{15}1 is 'MSG1'; it must be urn:sap\.com:msgid= and/,
    detail: 'SOAP_MSGID_PREFIX_INVALID',
  },
  {
    claim: 'an empty message id',
    body: withArckey(plain, 'urn:sap.com:msgid='),
    status: 500,
    code: 'Client',
    says: /holds no message id/,
    detail: 'SOAP_MSGID_INITIAL',
  },
  {
    claim: 'no DOCNUM',
    body: plain.replace(`<DOCNUM>${docnum(1)}</DOCNUM>`, ''),
    status: 500,
    code: 'Client',
    says: /has no DOCNUM/,
  },
  {
    claim: 'a type no interface takes',
    body: plain.replaceAll('DEBMAS', 'ORDERS'),
    status: 500,
    code: 'Client',
    says: /No interface takes ORDERS07/,
  },
  {
    claim: 'too large an IDoc',
    body: plain.replace('0000004711', 'x'.repeat(200_000)),
    status: 413,
    code: 'Client',
    says: /maxIdocBytes/,
  },
  { claim: 'too large a request', body: plain + ' '.repeat(2_000_000), status: 413, code: 'Client', says: /maxPacketBytes/ },
  {
    claim: 'a store that is away',
    accept: () => Promise.reject(new Unavailable('The store is away')),
    status: 503,
    code: 'Server',
    says: /The store is away/,
  },
  {
    claim: 'an error nobody foresaw',
    accept: () => Promise.reject(new Error('secret')),
    status: 500,
    code: 'Server',
    says: /error in Landbridge; its log/,
  },
]

for (const { claim, body, headers, path, accept, status, code, says, detail } of refusals) {
  test(`${claim} is answered ${status} with a SOAP Fault ${code}, and nothing is stored`, async (t) => {
    const channel = await listening(t, accept)
    const response = await channel.post(body ?? plain, headers, path)
    const text = await response.text()
    assert.equal(response.status, status, text)
    const [, faultCode, sentence, found] =
      /<soap:Body><soap:Fault><faultcode>soap:(\w+)<\/faultcode><faultstring>([^<]+)<\/faultstring>(?:<detail><idoc:Error [^>]*>(\w+)<\/idoc:Error><\/detail>)?<\/soap:Fault>/.exec(
        text,
      ) ?? []
    assert.equal(faultCode, code, text)
    assert.match(sentence ?? '', says)
    assert.equal(found, detail)
    assert.doesNotMatch(text, /secret/)
    assert.equal((await stored()).length, 0)
    assert.equal(response.headers.get('www-authenticate'), status === 401 ? 'Basic realm="Landbridge", charset="UTF-8"' : null)
    assert.equal(response.headers.get('retry-after'), status === 503 ? '30' : null)
  })
}

async function listening(t: TestContext, other?: Accept) {
  const app = Fastify()
  await app.register(idocSoap({ accept: other ?? accept, senders, maxPacketBytes: 1_000_000, maxIdocBytes: 100_000 }))
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.after(() => app.close())
  const { port } = app.server.address() as AddressInfo
  return {
    post: (body: string | Buffer<ArrayBuffer>, headers: Record<string, string> = {}, path = '/idoc-soap') =>
      fetch(`http://127.0.0.1:${port}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'text/xml', ...basic('S4HCLNT100', 'sandbox'), ...headers },
        body,
      }),
  }
}

interface StoredMessage {
  readonly id: string
  readonly channel: string
  readonly system: string
  readonly idoc: string
  readonly contentType: string
  readonly payload: Buffer
}

async function stored(): Promise<StoredMessage[]> {
  return database.sql<StoredMessage[]>`
    select id, channel, system, idoc, content_type as "contentType", payload from message order by idoc`
}

function basic(user: string, password: string) {
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
}

/** The IDoc XML in the IDoc-SOAP namespace. */
function bodyOf(xml: string): string {
  return xml.replace(/^<\?.*\?>\n/, '').replace('<DEBMAS07>', `<DEBMAS07 xmlns="${idocNamespace}">`)
}

function enveloped(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="${soap11}"><s:Body>${content}</s:Body></s:Envelope>`
}

function withPrefixes(xml: string): string {
  return xml.replace('xmlns=', 'xmlns:ns2=').replace(/<(\/?)(\w)/g, '<$1ns2:$2')
}

function withArckey(xml: string, arckey: string): string {
  return xml.replace('<SERIAL>', `<ARCKEY>${arckey}</ARCKEY><SERIAL>`)
}

function withHeader(xml: string, header: string): string {
  return xml.replace('<s:Body>', `<s:Header>${header}</s:Header><s:Body>`)
}
