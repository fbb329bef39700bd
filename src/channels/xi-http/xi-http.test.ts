import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import Fastify from 'fastify'
import { type XiRequest, xiEnvelope, xiMessage, xiMessageId } from '../../../test/support/xi-messages.ts'
import type { Accept, Arrival } from '../../message/arrival.ts'
import type { AwaitedOutcome, AwaitOutcome } from '../../message/awaited-outcome.ts'
import { Rejected, Unavailable } from '../../message/errors.ts'
import { attributeOf, childOf, type Element, elementTree } from '../../xi/element-tree.ts'
import { soap, xi30 } from '../../xi/namespaces.ts'
import { openXi, parseXi } from '../../xi/parse.ts'
import { xiHttp } from './xi-http.ts'

const senders = [
  { system: 'S4HCLNT100', user: 'S4HCLNT100', password: 'sandbox' },
  { system: 'S4HCLNT200', user: 'second', password: 'sandbox' },
  { system: 'BS_S4H_300', user: 'second', password: 'sandbox' },
]

const stored = '0193583f-0000-7000-8000-000000000001'

for (const [claim, parts] of [
  ['exactly once', {}],
  ['exactly once in order', { quality: 'ExactlyOnceInOrder', queueId: 'XBQO$INVOICE' }],
] as const) {
  test(`a message that must come ${claim} is answered with a SystemAck once it is stored`, async (t) => {
    const channel = await listening(t)
    const sent = xiMessage(parts)
    const response = await channel.post(sent)
    assert.equal(response.status, 200)
    assert.match(response.headers.get('content-type') ?? '', /^text\/xml/)
    const answer = await response.text()
    const { header } = openXi(Buffer.from(answer), 'text/xml')
    assert.deepEqual(
      [header.messageClass, header.processingMode, header.messageId, header.refToMessageId],
      ['SystemAck', 'synchronous', stored, xiMessageId],
    )
    assert.deepEqual([header.sender.service, header.receiver.service], ['BS_LANDBRIDGE', 'BS_S4H_100'])
    const ack = childOf(childOf(elementTree(answer, 'the answer'), soap, 'Header'), xi30, 'Ack')
    assert.equal(childOf(ack, xi30, 'Status')?.text, 'OK')

    const [arrival] = channel.arrivals
    assert.deepEqual(
      { ...arrival, payload: Buffer.from(arrival?.payload ?? []).toString(), document: undefined },
      {
        channel: 'xi-http',
        system: 'S4HCLNT100',
        identity: `xi/${xiMessageId}`,
        idoc: undefined,
        type: 'SI_Invoice_Out',
        version: '20261124033001000',
        ...('queueId' in parts && { queue: `S4HCLNT100/${parts.queueId}` }),
        contentType: sent.contentType,
        payload: sent.body,
        document: undefined,
      },
    )
    assert.deepEqual(parseXi(Buffer.from(sent.body), sent.contentType), arrival?.document)
  })
}

test('the same message again, its id written in another way, is stored once and answered with the same id', async (t) => {
  const channel = await listening(t)
  await channel.post(xiMessage())
  const again = await channel.post(xiMessage({ messageId: xiMessageId.replaceAll('-', '').toUpperCase() }))
  assert.equal(again.status, 200)
  const { header } = openXi(Buffer.from(await again.text()), 'text/xml')
  assert.deepEqual([header.messageClass, header.messageId, header.refToMessageId], ['SystemAck', stored, xiMessageId])
  assert.equal(channel.arrivals.length, 1)
})

for (const [claim, user, path, service, system] of [
  ['the address', 'second', '/xi/S4HCLNT200', 'BS_S4H_300', 'S4HCLNT200'],
  ['the business system of the message', 'second', '/xi', 'BS_S4H_300', 'BS_S4H_300'],
  ['the user', 'second', '/xi', 'BS_OTHER', 'S4HCLNT200'],
] as const) {
  test(`the sending system is told by ${claim}`, async (t) => {
    const channel = await listening(t)
    assert.equal((await channel.post(xiMessage({ service }), basic(user, 'sandbox'), path)).status, 200)
    assert.equal(channel.arrivals[0]?.system, system)
  })
}

test('a message without a time counts as sent now', async (t) => {
  const channel = await listening(t)
  await channel.post(xiMessage({ timeSent: '' }))
  assert.ok((channel.arrivals[0]?.version ?? '') > '20261101')
})

test('the caller of a synchronous message gets what was written', async (t) => {
  const rows = [{ table: 'invoice', id: 'c0ffee00-0000-4000-8000-000000000001' }]
  const channel = await listening(t, { outcome: becoming({ status: 'delivered', rows, reason: undefined }) })
  const response = await channel.post(xiMessage({ quality: 'BestEffort' }))
  assert.equal(response.status, 200)
  const contentType = response.headers.get('content-type') ?? ''
  assert.match(contentType, /^multipart\/related; boundary=/)
  const answer = openXi(Buffer.from(await response.text()), contentType)
  assert.deepEqual([answer.header.messageClass, answer.header.refToMessageId], ['ApplicationResponse', xiMessageId])
  const [root] = answer.document().segments
  assert.equal(root?.name, 'LandbridgeOutcome')
  assert.deepEqual(root?.fields, { MessageId: stored, Status: 'delivered' })
  assert.deepEqual(
    root?.segments.map(({ name, fields }) => ({ name, ...fields })),
    [{ name: 'Row', Table: 'invoice', Id: rows[0]?.id }],
  )
})

for (const [status, reason, says] of [
  ['held', "Unit 'KAR' is not in <unit>", "Unit 'KAR' is not in <unit>"],
  ['cancelled', undefined, `Message ${stored} is cancelled`],
] as const) {
  test(`the caller of a synchronous message that is ${status} gets a fault with the reason`, async (t) => {
    const channel = await listening(t, { outcome: becoming({ status, rows: [], reason }) })
    const response = await channel.post(xiMessage({ quality: 'BestEffort' }))
    assert.equal(response.status, 200)
    const body = Buffer.from(await response.text())
    const answer = openXi(body, response.headers.get('content-type') ?? '')
    assert.equal(answer.header.messageClass, 'ApplicationError')
    assert.match(body.toString(), /<SAP:ApplicationFaultMessage namespace="urn:landbridge:xi">LandbridgeFault</)
    const [root] = answer.document().segments
    assert.deepEqual([root?.name, root?.segments[0]?.fields.faultText], ['LandbridgeFault', says])
    assert.deepEqual(root?.segments[0]?.segments[0]?.fields, { severity: 'E', text: `${status}: ${says}`, id: stored })
  })
}

test('the caller of a synchronous message that takes too long is told that it is stored', async (t) => {
  const channel = await listening(t, { outcome: becoming({ status: 'parked', rows: [], reason: 'It waits for 4711' }) })
  const response = await channel.post(xiMessage({ quality: 'BestEffort' }))
  assert.equal(response.status, 500)
  const error = systemErrorOf(await response.text())
  assert.match(error.reason, /is stored but still parked \(It waits for 4711\); it is delivered later/)
  assert.deepEqual([error.code, error.retry], ['LANDBRIDGE/OUTCOME_NOT_KNOWN_YET', 'N'])
})

test('a server that stops lets nobody wait', { timeout: 120_000 }, async (t) => {
  const waiting = Promise.withResolvers<void>()
  const channel = await listening(t, {
    outcome: async (_, stop) => {
      waiting.resolve()
      await new Promise((resolve) => stop.addEventListener('abort', resolve))
      return { status: 'waiting', rows: [], reason: undefined }
    },
  })
  const response = channel.post(xiMessage({ quality: 'BestEffort' }))
  await waiting.promise
  await channel.close()
  assert.equal((await response).status, 500)
})

const understood: {
  claim: string
  sent?: XiRequest
  accept?: Accept
  status: number
  code: string
  retry: string
  says: RegExp
}[] = [
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
    const channel = await listening(t, accept === undefined ? {} : { accept })
    const response = await channel.post(sent)
    const text = await response.text()
    assert.equal(response.status, status, text)
    assert.equal(response.headers.get('retry-after'), status === 503 ? '30' : null)
    const error = systemErrorOf(text)
    assert.deepEqual([error.refToMessageId, error.code, error.retry], [xiMessageId, code, retry])
    assert.match(error.reason, says)
    assert.doesNotMatch(text, /secret/)
    assert.deepEqual(channel.arrivals, [])
  })
}

const xml = 'text/xml'
const faults: {
  claim: string
  sent?: XiRequest
  headers?: Record<string, string>
  path?: string
  status: number
  code: string
  says: RegExp
}[] = [
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
    claim: 'a compressed message',
    headers: { 'content-encoding': 'gzip' },
    status: 406,
    code: 'HTTP/NOT_ACCEPTABLE',
    says: /Content-Encoding gzip is not taken here/,
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
    const channel = await listening(t)
    const response = await channel.post(sent, headers, path)
    const text = await response.text()
    assert.equal(response.status, status, text)
    assert.equal(response.headers.get('www-authenticate'), status === 401 ? 'Basic realm="Landbridge", charset="UTF-8"' : null)
    const fault = childOf(childOf(elementTree(text, 'the answer'), soap, 'Body'), soap, 'Fault')
    assert.equal(fault?.children.find(({ name }) => name === 'faultcode')?.text, 'SOAP:Client')
    assert.match(fault?.children.find(({ name }) => name === 'faultstring')?.text ?? '', says)
    assert.equal(errorOf(fault?.children.find(({ name }) => name === 'detail')).code, code)
    assert.deepEqual(channel.arrivals, [])
  })
}

function systemErrorOf(text: string) {
  const { header } = openXi(Buffer.from(text), 'text/xml')
  assert.equal(header.messageClass, 'SystemError')
  return { refToMessageId: header.refToMessageId, ...errorOf(childOf(elementTree(text, 'the answer'), soap, 'Header')) }
}

function errorOf(parent: Element | undefined) {
  const error = childOf(parent, xi30, 'Error')
  const code = childOf(error, xi30, 'Code')
  return {
    code: `${attributeOf(code, 'area')}/${code?.text}`,
    reason: childOf(error, xi30, 'AdditionalText')?.text ?? '',
    retry: childOf(error, xi30, 'Retry')?.text,
  }
}

/** The channel on a server of its own, before an engine that keeps what it takes in an array. */
async function listening(t: TestContext, given: { accept?: Accept; outcome?: AwaitOutcome } = {}) {
  const arrivals: Arrival[] = []
  const keep: Accept = async (packet) => {
    for await (const arrival of packet) {
      if (!arrivals.some(({ identity }) => identity === arrival.identity)) arrivals.push(arrival)
    }
    return [{ messageId: stored, interface: 'invoice', idoc: undefined, repeated: false }]
  }
  const { accept = keep, outcome = becoming({ status: 'delivered', rows: [], reason: undefined }) } = given
  const app = Fastify()
  await app.register(xiHttp({ accept, outcome, senders, maxPacketBytes: 1024 * 1024, maxIdocBytes: 256 * 1024 }))
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.after(() => app.close())
  const { port } = app.server.address() as AddressInfo
  const post = ({ body, contentType }: XiRequest, headers: Record<string, string> = {}, path = '/xi') =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { 'content-type': contentType, soapaction: '', ...basic('S4HCLNT100', 'sandbox'), ...headers },
      body,
    })
  return { arrivals, post, close: () => app.close() }
}

function becoming(outcome: AwaitedOutcome): AwaitOutcome {
  return async (messageId) => {
    assert.equal(messageId, stored)
    return outcome
  }
}

function failing(error: Error): Accept {
  return () => Promise.reject(error)
}

function basic(user: string, password: string) {
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
}
