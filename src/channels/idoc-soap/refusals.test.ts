import assert from 'node:assert/strict'
import { test } from 'node:test'
import { basic } from '../../../test/support/credentials.ts'
import { failing } from '../../../test/support/failing.ts'
import { debmas, debmasPacket, docnum } from '../../../test/support/idocs.ts'
import { receiving } from '../../../test/support/receiving.ts'
import { type Refusal, refusalText } from '../../../test/support/refusal.ts'
import { soapChannel } from '../../../test/support/soap-channel.ts'
import { bodyOf, enveloped, soap11, soapIdoc, withArckey, withHeader } from '../../../test/support/soap-idocs.ts'
import { Unavailable } from '../../message/errors.ts'

const { accept, stored } = await receiving()
const plain = soapIdoc(debmas({ docnum: 1, customer: 4711 }))

const refusals: (Refusal & { body?: string; code: string; detail?: string })[] = [
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
    claim: "an IDoc of another sender's system",
    body: plain.replace('>S4HCLNT100<', '>S4HCLNT200<'),
    status: 403,
    code: 'Client',
    says: /IDoc 0{15}1 is from system S4HCLNT200 \(SNDPRN\), but user S4HCLNT100 may only send for S4HCLNT100/,
  },
  {
    claim: 'SOAP 1.2 by its type',
    headers: { 'content-type': 'application/soap+xml' },
    status: 415,
    code: 'Client',
    says: /send IDoc XML as text\/xml/,
  },
  {
    claim: 'an unknown coding',
    headers: { 'content-encoding': 'br' },
    status: 415,
    code: 'Client',
    says: /gzip or uncompressed/,
  },
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
    accept: failing(new Unavailable('The store is away')),
    status: 503,
    code: 'Server',
    says: /The store is away/,
  },
  {
    claim: 'an error nobody foresaw',
    accept: failing(new Error('secret')),
    status: 500,
    code: 'Server',
    says: /error in Landbridge; its log/,
  },
]

for (const { claim, body, headers, path, accept: other, status, code, says, detail } of refusals) {
  test(`${claim} is answered ${status} with a SOAP Fault ${code}, and nothing is stored`, async (t) => {
    const channel = await soapChannel(t, other ?? accept)
    const response = await channel.post(body ?? plain, headers, path)
    const text = await refusalText(response, status)
    const [, faultCode, sentence, found] =
      /<soap:Body><soap:Fault><faultcode>soap:(\w+)<\/faultcode><faultstring>([^<]+)<\/faultstring>(?:<detail><idoc:Error [^>]*>(\w+)<\/idoc:Error><\/detail>)?<\/soap:Fault>/.exec(
        text,
      ) ?? []
    assert.equal(faultCode, code, text)
    assert.match(sentence ?? '', says)
    assert.equal(found, detail)
    const noted = channel.refused.map((one) => [one.channel, one.status])
    assert.deepEqual(noted, code === 'Server' ? [] : [['idoc-soap', status]])
    assert.equal((await stored()).length, 0)
  })
}

test('a sender that guesses passwords is answered 429 with a SOAP Fault Client, and nothing is stored', async (t) => {
  const channel = await soapChannel(t, accept)
  for (let guess = 0; guess < 10; guess++) await channel.post(plain, basic('second', `guess ${guess}`))
  const response = await channel.post(plain, basic('second', 'other'))
  assert.equal(response.status, 429)
  assert.ok(Number(response.headers.get('retry-after')) > 200)
  assert.match(
    await response.text(),
    /<faultcode>soap:Client<\/faultcode><faultstring>Too many different passwords from 127\.0\.0\.1/,
  )
  assert.equal((await stored()).length, 0)
})
