import assert from 'node:assert/strict'
import { test } from 'node:test'
import { basic } from '../../../test/support/credentials.ts'
import { failing } from '../../../test/support/failing.ts'
import { idoc, idocHttpChannel, packet } from '../../../test/support/idoc-http-channel.ts'
import { type Refusal, refusalText } from '../../../test/support/refusal.ts'
import { Rejected, Unavailable } from '../../message/errors.ts'

const megabyte = 1024 * 1024

const ofAnother = (xml: string) => xml.replace('>S4HCLNT100<', '>S4HCLNT200<')

const refusals: (Refusal & { body?: string })[] = [
  { claim: 'no credentials', headers: { authorization: '' }, status: 401, says: /User or password is wrong or missing/ },
  { claim: 'a wrong password', headers: basic('S4HCLNT100', 'sandbo'), status: 401, says: /User or password/ },
  { claim: "another sender's password", headers: basic('second', 'sandbox'), status: 401, says: /User or password/ },
  { claim: 'another scheme', headers: { authorization: 'Bearer abc' }, status: 401, says: /User or password/ },
  {
    claim: "another sender's system",
    path: '/idoc/S4HCLNT200',
    status: 403,
    says: /S4HCLNT100 may not send for system S4HCLNT200/,
  },
  {
    claim: 'JSON',
    headers: { 'content-type': 'application/json' },
    status: 415,
    says: /Content-Type application\/json is not taken/,
  },
  { claim: 'plain text', headers: { 'content-type': 'text/plain' }, status: 415, says: /text\/plain is not taken/ },
  {
    claim: 'a body compressed as no SAP does',
    headers: { 'content-encoding': 'br' },
    status: 415,
    says: /Content-Encoding br is not taken here; send the packet as gzip or uncompressed/,
  },
  {
    claim: "an IDoc of another sender's system",
    body: ofAnother(idoc('1')),
    status: 403,
    says: /IDoc 0{15}1 is from system S4HCLNT200 \(SNDPRN\), but user S4HCLNT100 may only send for S4HCLNT100/,
  },
  {
    claim: "a packet with one IDoc of another sender's system",
    body: packet(idoc('1'), ofAnother(idoc('2')), idoc('3')),
    status: 403,
    says: /IDoc 0{15}2 is from system S4HCLNT200 .* nothing of what came with it was stored/,
  },
  {
    claim: "a large packet with one IDoc of another sender's system",
    body: packet(idoc('1', 'x'.repeat(megabyte * 0.9)), ofAnother(idoc('2', 'x'.repeat(megabyte * 0.9)))),
    status: 403,
    says: /IDoc 0{15}2 is from system S4HCLNT200/,
  },
  { claim: 'an empty body', body: '', status: 400, says: /The packet is empty/ },
  { claim: 'XML that is not well-formed', body: '<A>\n<B></A>', status: 400, says: /line 2, column \d+: unexpected close tag/ },
  { claim: 'an IDoc without control record', body: '<A><IDOC/></A>', status: 400, says: /no control record EDI_DC40/ },
  {
    claim: 'a bad second IDoc',
    body: packet(idoc('1'), '<IDOC/>'),
    status: 400,
    says: /line 5, column \d+ has no control record/,
  },
  {
    claim: 'a DTD',
    body: '<!DOCTYPE A [<!ENTITY x "y">]><A/>',
    status: 400,
    says: /document type declaration at line 1, column 1/,
  },
  { claim: 'too large an IDoc', body: packet(idoc('1', 'x'.repeat(2 * megabyte))), status: 413, says: /maxIdocBytes/ },
  {
    claim: 'too large a packet',
    body: packet(...Array(9).fill(idoc('1', 'x'.repeat(megabyte / 2)))),
    status: 413,
    says: /maxPacketBytes/,
  },
  {
    claim: 'a type no interface takes',
    accept: failing(new Rejected('No interface takes ORDERS05 & co')),
    status: 400,
    says: /No interface takes ORDERS05 (&amp;|&) co/,
  },
  {
    claim: 'a store that is away',
    accept: failing(new Unavailable('The store is away')),
    status: 503,
    says: /The store is away/,
  },
  {
    claim: 'an error nobody foresaw',
    accept: failing(new Error('secret detail')),
    status: 500,
    says: /error in Landbridge; its log/,
  },
]

for (const { claim, body, headers, path, accept, status, says } of refusals) {
  test(`${claim} is answered ${status} with a sentence, and nothing is stored`, async (t) => {
    const channel = await idocHttpChannel(t, accept)
    const response = await channel.post(body ?? packet(idoc('1')), headers, path)
    const text = await refusalText(response, status)
    assert.match(text, says)
    assert.match(text, /<Error>[^<]+\.?<\/Error>/)
    assert.deepEqual(channel.stored, [])
    // What is our fault is no refusal.
    const noted = channel.refused.map((one) => [one.channel, one.status, says.test(one.reason)])
    assert.deepEqual(noted, status < 500 ? [['idoc-http', status, true]] : [])
  })
}

test('a store that says when it is back is passed on as Retry-After', async (t) => {
  const channel = await idocHttpChannel(t, failing(new Unavailable('The store is away', { retryAfter: 4200 })))
  assert.equal((await channel.post(packet(idoc('1')))).headers.get('retry-after'), '5')
})
