import assert from 'node:assert/strict'
import { test } from 'node:test'
import { basic } from '../../../test/support/credentials.ts'
import { becoming, storedId, systemErrorOf, xiChannel } from '../../../test/support/xi-channel.ts'
import { xiIdOf, xiMessage, xiMessageId } from '../../../test/support/xi-messages.ts'
import { childOf, elementTree } from '../../xi/element-tree.ts'
import { soap, xi30 } from '../../xi/namespaces.ts'
import { openXi, parseXi } from '../../xi/parse.ts'

for (const [claim, parts] of [
  ['exactly once', {}],
  ['exactly once in order', { quality: 'ExactlyOnceInOrder', queueId: 'XBQO$INVOICE' }],
] as const) {
  test(`a message that must come ${claim} is answered with a SystemAck once it is stored`, async (t) => {
    const channel = await xiChannel(t)
    const sent = xiMessage(parts)
    const response = await channel.post(sent)
    assert.equal(response.status, 200)
    assert.match(response.headers.get('content-type') ?? '', /^text\/xml/)
    const answer = await response.text()
    const { header } = openXi(Buffer.from(answer), 'text/xml')
    assert.deepEqual(
      [header.messageClass, header.processingMode, header.messageId, header.refToMessageId],
      ['SystemAck', 'synchronous', storedId, xiMessageId],
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
  const channel = await xiChannel(t)
  await channel.post(xiMessage())
  const again = await channel.post(xiMessage({ messageId: xiMessageId.replaceAll('-', '').toUpperCase() }))
  assert.equal(again.status, 200)
  const { header } = openXi(Buffer.from(await again.text()), 'text/xml')
  assert.deepEqual([header.messageClass, header.messageId, header.refToMessageId], ['SystemAck', storedId, xiMessageId])
  assert.equal(channel.arrivals.length, 1)
})

for (const [claim, user, path, service, system] of [
  ['the address', 'second', '/xi/S4HCLNT200', 'BS_S4H_300', 'S4HCLNT200'],
  ['the business system of the message', 'second', '/xi', 'BS_S4H_300', 'BS_S4H_300'],
  ['the user', 'second', '/xi', 'BS_OTHER', 'S4HCLNT200'],
] as const) {
  test(`the sending system is told by ${claim}`, async (t) => {
    const channel = await xiChannel(t)
    assert.equal((await channel.post(xiMessage({ service }), basic(user, 'sandbox'), path)).status, 200)
    assert.equal(channel.arrivals[0]?.system, system)
  })
}

test('a message without a time counts as sent now', async (t) => {
  const channel = await xiChannel(t)
  await channel.post(xiMessage({ timeSent: '' }))
  assert.ok((channel.arrivals[0]?.version ?? '') > '20261101')
})

test('a time that is none counts as sent now as well', async (t) => {
  const channel = await xiChannel(t)
  await channel.post(xiMessage({ timeSent: 'yesterday' }))
  assert.ok((channel.arrivals[0]?.version ?? '') > '20261101')
})

test('a time without a zone is that of UTC, wherever the machine stands', async (t) => {
  const before = process.env.TZ
  t.after(() => {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  })
  process.env.TZ = 'Asia/Tokyo'
  const channel = await xiChannel(t)
  for (const [index, timeSent] of ['2026-11-24T03:30:01', '2026-11-24T03:30:01Z', '2026-11-24T04:30:01+01:00'].entries()) {
    await channel.post(xiMessage({ timeSent, messageId: xiIdOf(index) }))
  }
  assert.deepEqual(
    channel.arrivals.map(({ version }) => version),
    Array(3).fill('20261124033001000'),
  )
})

test('that a synchronous message is stored and not delivered yet is no error in the log', async (t) => {
  const logged: string[] = []
  const outcome = becoming({ status: 'waiting', rows: [], reason: undefined })
  const channel = await xiChannel(t, { outcome, logged: { write: (line) => void logged.push(line) } })
  assert.equal((await channel.post(xiMessage({ quality: 'BestEffort' }))).status, 500)
  const [line, ...others] = logged.map((one) => JSON.parse(one)).filter(({ level }) => level >= 40)
  assert.equal(others.length, 0)
  assert.deepEqual([line.level, line.msg], [40, 'A synchronous XI message was stored, and its caller waited in vain'])
})

test('the caller of a synchronous message gets what was written', async (t) => {
  const rows = [{ table: 'invoice', id: 'c0ffee00-0000-4000-8000-000000000001' }]
  const channel = await xiChannel(t, { outcome: becoming({ status: 'delivered', rows, reason: undefined }) })
  const response = await channel.post(xiMessage({ quality: 'BestEffort' }))
  assert.equal(response.status, 200)
  const contentType = response.headers.get('content-type') ?? ''
  assert.match(contentType, /^multipart\/related; boundary=/)
  const answer = openXi(Buffer.from(await response.text()), contentType)
  assert.deepEqual([answer.header.messageClass, answer.header.refToMessageId], ['ApplicationResponse', xiMessageId])
  const [root] = answer.document().segments
  assert.equal(root?.name, 'LandbridgeOutcome')
  assert.deepEqual(root?.fields, { MessageId: storedId, Status: 'delivered' })
  assert.deepEqual(
    root?.segments.map(({ name, fields }) => ({ name, ...fields })),
    [{ name: 'Row', Table: 'invoice', Id: rows[0]?.id }],
  )
  assert.equal(channel.arrivals[0]?.isAwaited, true)
})

for (const [status, reason, says] of [
  ['held', "Unit 'KAR' is not in <unit>", "Unit 'KAR' is not in <unit>"],
  ['cancelled', undefined, `Message ${storedId} is cancelled`],
] as const) {
  test(`the caller of a synchronous message that is ${status} gets a fault with the reason`, async (t) => {
    const channel = await xiChannel(t, { outcome: becoming({ status, rows: [], reason }) })
    const response = await channel.post(xiMessage({ quality: 'BestEffort' }))
    assert.equal(response.status, 200)
    const body = Buffer.from(await response.text())
    const answer = openXi(body, response.headers.get('content-type') ?? '')
    assert.equal(answer.header.messageClass, 'ApplicationError')
    assert.match(body.toString(), /<SAP:ApplicationFaultMessage namespace="urn:landbridge:xi">LandbridgeFault</)
    const [root] = answer.document().segments
    assert.deepEqual([root?.name, root?.segments[0]?.fields.faultText], ['LandbridgeFault', says])
    assert.deepEqual(root?.segments[0]?.segments[0]?.fields, { severity: 'E', text: `${status}: ${says}`, id: storedId })
  })
}

test('the caller of a synchronous message that takes too long is told that it is stored', async (t) => {
  const channel = await xiChannel(t, { outcome: becoming({ status: 'parked', rows: [], reason: 'It waits for 4711' }) })
  const response = await channel.post(xiMessage({ quality: 'BestEffort' }))
  assert.equal(response.status, 500)
  const error = systemErrorOf(await response.text())
  assert.match(error.reason, /is stored but still parked \(It waits for 4711\); it is delivered later/)
  assert.deepEqual([error.code, error.retry], ['LANDBRIDGE/OUTCOME_NOT_KNOWN_YET', 'N'])
})

test('a server that stops lets nobody wait', { timeout: 120_000 }, async (t) => {
  const waiting = Promise.withResolvers<void>()
  const channel = await xiChannel(t, {
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
