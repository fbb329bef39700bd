import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerSettings } from '../support/answer-settings.ts'
import { httpCatcher } from '../support/http-catcher.ts'
import { debmas, docnum, matmas } from '../support/idocs.ts'
import { landbridge, type TestLandbridge } from '../support/landbridge.ts'
import { until } from '../support/until.ts'

interface Told {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  startTimeUnixNano: string
  endTimeUnixNano: string
  attributes: { key: string; value: Record<string, string> }[]
  events: { name: string }[]
  status: { code: number; message?: string }
}

/** The spans of one message, as a collector takes them (OTLP in JSON), in the order of their time. */
function spansOf(caught: readonly { text: string }[], messageId: string): Told[] {
  const all = caught.flatMap(({ text }) => JSON.parse(text).resourceSpans.flatMap(({ scopeSpans }: Scopes) => scopeSpans))
  return all
    .flatMap(({ spans }: { spans: Told[] }) => spans)
    .filter(({ traceId }) => traceId === messageId.replaceAll('-', ''))
    .toSorted((left, right) => Number(BigInt(left.startTimeUnixNano) - BigInt(right.startTimeUnixNano)))
}

interface Scopes {
  scopeSpans: { spans: Told[] }[]
}

const attributesOf = ({ attributes }: Told) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))

async function messageId(product: TestLandbridge, number: number): Promise<string> {
  const { items } = await product.get<{ items: { id: string }[] }>(`/api/messages?idoc=${docnum(number)}`)
  return items[0]?.id ?? ''
}

test('the life of a message is one trace with its id: stored, delivered, answered; and what failed says why', async (t) => {
  const [collector, sap] = [await httpCatcher(t), await httpCatcher(t)]
  sap.status = 200
  const product = await landbridge(t, (settings) => ({
    ...settings,
    answers: [answerSettings(sap.url)],
    traceUrl: 'https://jaeger.example/trace/{traceId}',
    traces: { url: collector.url, format: 'http/json', headers: {}, tls: {}, share: 1, service: 'landbridge', attributes: {} },
  }))
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'Nordlicht Werkzeuge GmbH' } }))
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'Nordlicht Werkzeuge GmbH' } }))
  await product.post(matmas(2, [{ material: '4712', fields: { MEINS: 'ZZZ' } }]))
  await product.settled()
  const [delivered, held] = [await messageId(product, 1), await messageId(product, 2)]

  await until('both are told of', async () => {
    return spansOf(collector.caught, delivered).length >= 3 && spansOf(collector.caught, held).length >= 2
  })
  const [received, tried, answered, ...more] = spansOf(collector.caught, delivered)
  assert.ok(received && tried && answered)
  // The same IDoc once more is no message of its own.
  assert.deepEqual(more, [])
  assert.deepEqual([received.name, tried.name, answered.name], ['receive business-partner', 'deliver business-partner', 'answer'])
  assert.equal(received.parentSpanId ?? '', '')
  assert.deepEqual([tried.parentSpanId, answered.parentSpanId], [received.spanId, received.spanId])
  assert.equal(attributesOf(received)['landbridge.idoc'], docnum(1))
  assert.deepEqual(attributesOf(tried), {
    'messaging.system': 'landbridge',
    'messaging.operation.name': 'process',
    'messaging.operation.type': 'process',
    'messaging.message.id': delivered,
    'messaging.destination.name': 'business-partner',
    'messaging.batch.message_count': attributesOf(tried)['messaging.batch.message_count'],
    'landbridge.object_key': 'business-partner/4711',
    'landbridge.attempt': attributesOf(tried)['landbridge.attempt'],
    'landbridge.receiver': 'dataverse',
    'landbridge.status': 'delivered',
    'landbridge.operation': 'create',
    'landbridge.rows': attributesOf(tried)['landbridge.rows'],
  })
  assert.deepEqual(
    tried.events.map(({ name }) => name),
    ['mapped', 'written'],
  )
  for (const span of [received, tried, answered]) {
    assert.ok(BigInt(span.endTimeUnixNano) >= BigInt(span.startTimeUnixNano), span.name)
    assert.equal(span.status.code, 0, span.name)
  }

  const { traceUrl } = await product.get<{ traceUrl: string }>(`/api/messages/${delivered}`)
  assert.equal(traceUrl, `https://jaeger.example/trace/${received.traceId}`)

  const failed = spansOf(collector.caught, held).find(({ name }) => name === 'deliver material')
  assert.equal(failed?.status.code, 2)
  assert.match(failed?.status.message ?? '', /ZZZ/)
  assert.deepEqual(
    failed?.events.map(({ name }) => name),
    ['mapped'],
  )
  assert.ok(!collector.caught.some(({ text }) => text.includes('Nordlicht')), 'what documents say is nowhere')
})
