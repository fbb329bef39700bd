import assert from 'node:assert/strict'
import { test } from 'node:test'
import { basic } from '../../../test/support/credentials.ts'
import { failing } from '../../../test/support/failing.ts'
import { type Refusal, refusalText } from '../../../test/support/refusal.ts'
import { systemErrorOf, xiChannel, xiErrorOf } from '../../../test/support/xi-channel.ts'
import { type XiRequest, xiEnvelope, xiMessage, xiMessageId } from '../../../test/support/xi-messages.ts'
import { Rejected, Unavailable } from '../../message/errors.ts'
import { childOf, elementTree } from '../../xi/element-tree.ts'
import { soap } from '../../xi/namespaces.ts'

const understood: (Omit<Refusal, 'headers' | 'path'> & { sent?: XiRequest; code: string; retry: string })[] = [
  {
    claim: 'a payload that is not well-formed',
    sent: xiMessage({ payload: '<A>\n<B></A>' }),
    status: 500,
    code: 'PARSING/GENERAL',
    retry: 'M',
    says: /line 2, column \d+ of the main document: unexpected close tag/,
  },
  {
    claim: 'an acknowledgement',
    sent: xiMessage({ messageClass: 'SystemAck' }),
    status: 500,
    code: 'PARSING/GENERAL',
    retry: 'M',
    says: /is a SystemAck; only an ApplicationMessage/,
  },
  {
    claim: 'a message without payload',
    sent: { body: xiEnvelope(), contentType: 'text/xml' },
    status: 500,
    code: 'PARSING/GENERAL',
    retry: 'M',
    says: /names a main document payload-1@sap.com in its manifest, but no part/,
  },
  {
    claim: 'an interface nobody takes',
    accept: failing(new Rejected('No interface takes SI_Invoice_Out')),
    status: 500,
    code: 'RCVR_DETERMINATION/NO_RECEIVER_CASE_ASYNC',
    retry: 'M',
    says: /^No interface takes SI_Invoice_Out$/,
  },
  {
    claim: 'a synchronous message to an interface nobody takes',
    sent: xiMessage({ quality: 'BestEffort' }),
    accept: failing(new Rejected('No interface takes SI_Invoice_Out')),
    status: 500,
    code: 'RCVR_DETERMINATION/NO_RECEIVER_CASE_BE',
    retry: 'M',
    says: /^No interface takes SI_Invoice_Out$/,
  },
  {
    claim: 'a store that is away',
    accept: failing(new Unavailable('The store is away')),
    status: 503,
    code: 'LANDBRIDGE/STORE_AWAY',
    retry: 'A',
    says: /^The store is away$/,
  },
  {
    claim: 'an error nobody foresaw',
    accept: failing(new Error('secret detail')),
    status: 500,
    code: 'LANDBRIDGE/INTERNAL',
    retry: 'M',
    says: /error in Landbridge; its log says more/,
  },
]

for (const { claim, sent = xiMessage(), accept, status, code, retry, says } of understood) {
  test(`${claim} is answered ${status} with a SystemError that names the message, and nothing is stored`, async (t) => {
    const channel = await xiChannel(t, accept === undefined ? {} : { accept })
    const response = await channel.post(sent)
    const text = await refusalText(response, status)
    const error = systemErrorOf(text)
    assert.deepEqual([error.refToMessageId, error.code, error.retry], [xiMessageId, code, retry])
    assert.match(error.reason, says)
    assert.deepEqual(channel.arrivals, [])
    // What is our fault is no refusal.
    const noted = channel.refused.map((one) => [one.status, one.reason, one.document])
    assert.deepEqual(noted, code.startsWith('LANDBRIDGE') ? [] : [[status, error.reason, xiMessageId]])
  })
}

const xml = 'text/xml'
const faults: (Omit<Refusal, 'accept'> & { sent?: XiRequest; code: string })[] = [
  {
    claim: 'no credentials',
    headers: { authorization: '' },
    status: 401,
    code: 'HTTP/UNAUTHORIZED',
    says: /User or password is wrong/,
  },
  {
    claim: 'a wrong password',
    headers: basic('S4HCLNT100', 'sandbo'),
    status: 401,
    code: 'HTTP/UNAUTHORIZED',
    says: /see the logon data/,
  },
  {
    claim: "another sender's system",
    path: '/xi/S4HCLNT200',
    status: 403,
    code: 'HTTP/FORBIDDEN',
    says: /S4HCLNT100 may not send for system S4HCLNT200/,
  },
  {
    claim: 'another media type',
    sent: { body: '{}', contentType: 'application/json' },
    status: 406,
    code: 'HTTP/NOT_ACCEPTABLE',
    says: /Content-Type application\/json is not taken here/,
  },
  {
    claim: 'a message compressed as no SAP does',
    headers: { 'content-encoding': 'br' },
    status: 406,
    code: 'HTTP/NOT_ACCEPTABLE',
    says: /Content-Encoding br is not taken here; send the message as gzip or uncompressed/,
  },
  {
    claim: 'too large a message',
    sent: xiMessage({ payload: `<A>${'x'.repeat(300_000)}</A>` }),
    status: 413,
    code: 'HTTP/TOO_LARGE',
    says: /larger than 262144 bytes \(maxIdocBytes\)/,
  },
  {
    claim: 'an empty body',
    sent: { body: '', contentType: xml },
    status: 500,
    code: 'PARSING/GENERAL',
    says: /line 1, column 1 of the SOAP part/,
  },
  {
    claim: 'no XML',
    sent: { body: '<A>\n<B>', contentType: xml },
    status: 500,
    code: 'PARSING/GENERAL',
    says: /line 2, column \d+ of the SOAP part: unclosed tag/,
  },
  {
    claim: 'an IDoc',
    sent: { body: '<DEBMAS07/>', contentType: xml },
    status: 500,
    code: 'PARSING/GENERAL',
    says: /is no SOAP 1.1 envelope but an element DEBMAS07/,
  },
  {
    claim: 'a DTD',
    sent: { body: '<!DOCTYPE A [<!ENTITY x "y">]><A>&x;</A>', contentType: xml },
    status: 500,
    code: 'PARSING/GENERAL',
    says: /document type declaration, which is refused for safety, .*line 1, column \d+ of the SOAP part/,
  },
  {
    claim: 'a message that breaks off',
    sent: { ...xiMessage(), body: xiMessage().body.slice(0, -60) },
    status: 500,
    code: 'PARSING/GENERAL',
    says: /breaks off: its part at line \d+ is not followed by the boundary/,
  },
]

for (const { claim, sent = xiMessage(), headers, path, status, code, says } of faults) {
  test(`${claim} is answered ${status} with a SOAP Fault, and nothing is stored`, async (t) => {
    const channel = await xiChannel(t)
    const response = await channel.post(sent, headers, path)
    const text = await refusalText(response, status)
    const fault = childOf(childOf(elementTree(text, 'the answer'), soap, 'Body'), soap, 'Fault')
    assert.equal(fault?.children.find(({ name }) => name === 'faultcode')?.text, 'SOAP:Client')
    assert.match(fault?.children.find(({ name }) => name === 'faultstring')?.text ?? '', says)
    assert.equal(xiErrorOf(fault?.children.find(({ name }) => name === 'detail')).code, code)
    assert.deepEqual(channel.arrivals, [])
    assert.deepEqual(
      channel.refused.map((one) => [one.channel, one.status, one.document]),
      [['xi-http', status, undefined]],
    )
  })
}

test('a sender that guesses passwords is answered 429 with a SOAP Fault that says to try again later, and nothing is stored', async (t) => {
  const channel = await xiChannel(t)
  for (let guess = 0; guess < 10; guess++) await channel.post(xiMessage(), basic('second', `guess ${guess}`))
  const response = await channel.post(xiMessage(), basic('second', 'sandbox'))
  const text = await response.text()
  assert.equal(response.status, 429)
  assert.ok(Number(response.headers.get('retry-after')) > 200)
  const fault = childOf(childOf(elementTree(text, 'the answer'), soap, 'Body'), soap, 'Fault')
  assert.equal(fault?.children.find(({ name }) => name === 'faultcode')?.text, 'SOAP:Client')
  const { code, retry, reason } = xiErrorOf(fault?.children.find(({ name }) => name === 'detail'))
  assert.deepEqual([code, retry], ['HTTP/TOO_MANY_REQUESTS', 'A'])
  assert.match(reason, /^Too many different passwords from 127\.0\.0\.1 were wrong/)
  assert.deepEqual(channel.arrivals, [])
})
