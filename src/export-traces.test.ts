import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import { pino } from 'pino'
import { connectProxy } from '../test/support/connect-proxy.ts'
import { httpCatcher } from '../test/support/http-catcher.ts'
import { tokenAuthority } from '../test/support/token-authority.ts'
import { exportTraces } from './export-traces.ts'
import type { Accepted } from './message/arrival.ts'
import type { OutboundProxy } from './message/outbound-proxy.ts'
import type { TraceTarget } from './settings/traces.ts'
import { newMessageId } from './store/message-id.ts'

/** A log, and what it said. */
function listening() {
  const lines: string[] = []
  const to = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(JSON.parse(String(chunk)).msg)
      done()
    },
  })
  return { log: pino(to), lines }
}

/** As it is where the environment says nothing but the address. */
const usual = { format: 'http/protobuf', headers: {}, tls: {}, share: 1, service: 'landbridge', attributes: {} } as const

/** Tells of one message, and stops, which sends it. */
async function tellOne(
  url: string,
  given: Partial<TraceTarget> = {},
  proxy?: OutboundProxy,
  { log } = listening(),
): Promise<void> {
  const target = { ...usual, url, ...given }
  const { traces, stop } = exportTraces(target, proxy, log)
  traces.received([{ messageId: newMessageId(), interface: 'material', idoc: undefined, repeated: false }])
  await stop()
}

/** So many go out at once, without waiting for more. */
function aThousand(): Accepted[] {
  return Array.from({ length: 1000 }, () => ({
    messageId: newMessageId(),
    interface: 'material',
    idoc: undefined,
    repeated: false,
  }))
}

test('spans go out as protobuf or as JSON, with the headers told and as the service told', async (t) => {
  const { url, caught } = await httpCatcher(t)
  await tellOne(url, { headers: { 'api-key': 'geheim' }, service: 'lb-test' })
  await tellOne(url, { format: 'http/json', attributes: { 'deployment.environment.name': 'test' } })
  assert.deepEqual(
    caught.map(({ headers }) => [headers['content-type'], headers['api-key']]),
    [
      ['application/x-protobuf', 'geheim'],
      ['application/json', undefined],
    ],
  )
  assert.match(caught[0]?.text ?? '', /lb-test.*receive material/s)
  const [{ resource, scopeSpans }] = JSON.parse(caught[1]?.text ?? '').resourceSpans
  const attributes = Object.fromEntries(
    resource.attributes.map(({ key, value }: { key: string; value: object }) => [key, Object.values(value)[0]]),
  )
  assert.equal(attributes['service.name'], 'landbridge')
  assert.equal(attributes['deployment.environment.name'], 'test')
  assert.match(attributes['service.version'], /^\d+\.\d+\.\d+/)
  assert.deepEqual(
    scopeSpans[0].spans.map(({ name }: { name: string }) => name),
    ['receive material'],
  )
})

test('a share of 0 tells of nothing', async (t) => {
  const { url, caught } = await httpCatcher(t)
  await tellOne(url, { share: 0 })
  assert.deepEqual(caught, [])
})

test('when traces are not taken the log says so once, and once more when they are again', async (t) => {
  const catcher = await httpCatcher(t)
  catcher.status = 401
  const { log, lines } = listening()
  const { traces, stop } = exportTraces({ ...usual, url: catcher.url, format: 'http/json' }, undefined, log)
  const answered = async (count: number) => {
    while (catcher.caught.length < count) await new Promise((resolve) => setTimeout(resolve, 10))
  }
  traces.received(aThousand())
  await answered(1)
  traces.received(aThousand())
  await answered(2)
  catcher.status = 204
  traces.received(aThousand())
  await answered(3)
  await stop()
  assert.equal(lines.length, 2)
  assert.match(lines[0] ?? '', /^Traces are not taken by http:.*\/in and lost: .+\. Messages go on as ever; check OTEL_/)
  assert.match(lines[1] ?? '', /^Traces are taken by http:.*\/in again; 2000 spans were lost$/)
})

test('what the library complains of is said once, not with every batch', async (t) => {
  const { url, caught } = await httpCatcher(t)
  const listened = listening()
  const { traces, stop } = exportTraces({ ...usual, url, format: 'http/json' }, undefined, listened.log)
  // Its answer is none of a collector.
  for (let batch = 0; batch < 2; batch++) {
    traces.received(aThousand())
    while (caught.length <= batch) await new Promise((resolve) => setTimeout(resolve, 10))
  }
  await stop()
  assert.equal(listened.lines.length, 1)
  assert.match(listened.lines[0] ?? '', /^Traces: Failed to parse trace export response/)
})

test('a collector that is not there holds up a stop by a few seconds only, and the log says what is lost', async () => {
  const listened = listening()
  await tellOne('http://127.0.0.1:1/v1/traces', {}, undefined, listened)
  assert.match(listened.lines.join('\n'), /^Traces are not taken by http:\/\/127\.0\.0\.1:1\/v1\/traces and lost: \S/)
})

test('a collector by https is asked through the proxy', async (t) => {
  const proxy = await connectProxy(t)
  await tellOne('https://otlp.contoso.invalid:1/v1/traces', {}, { url: proxy.url, except: 'localhost' })
  assert.deepEqual([...new Set(proxy.asked)], ['otlp.contoso.invalid:1'])
})

test('a collector whose certificate is of an authority of its own is trusted by that, past the proxy and through it', async (t) => {
  const { url, ca, asked } = await tokenAuthority(t, () => ({ status: 200, body: {} }))
  const [untrusted, trusted] = [listening(), listening()]
  await tellOne(url, {}, undefined, untrusted)
  assert.match(untrusted.lines.join('\n'), /^Traces are not taken by https:.* and lost: .*certificate/)
  assert.equal(asked.length, 0)
  await tellOne(url, { format: 'http/json', tls: { ca } }, undefined, trusted)
  const proxy = await connectProxy(t)
  await tellOne(url, { format: 'http/json', tls: { ca } }, { url: proxy.url, except: '' }, trusted)
  assert.deepEqual(trusted.lines, [])
  assert.equal(asked.length, 2)
  assert.equal(proxy.asked.length, 1)
})
