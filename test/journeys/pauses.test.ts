import assert from 'node:assert/strict'
import { test } from 'node:test'
import { command } from '../support/command.ts'
import { debmas, matmas } from '../support/idocs.ts'
import { landbridge } from '../support/landbridge.ts'
import { until } from '../support/until.ts'

interface Channel {
  name: string
  paused: boolean
  reason?: string
  pausedBy?: string
}

test('a channel that a person paused delivers nothing until it is resumed, and the audit log says who and why', async (t) => {
  const product = await landbridge(t)
  await product.act('/api/channels/dataverse/pause', { reason: 'CRM is being upgraded' })
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One' } }))
  const dataverse = async () =>
    (await product.get<{ items: Channel[] }>('/api/channels')).items.find(({ name }) => name === 'dataverse')
  const { paused, reason, pausedBy } = (await dataverse()) ?? {}
  assert.deepEqual([paused, reason, pausedBy], [true, 'CRM is being upgraded', 'admin'])
  const found = await command(['resume', 'channel', 'dataverse', '--reason', 'It is there again'], client(product.url))
  assert.deepEqual([found.code, found.output], [0, 'The channel dataverse goes on\n'])
  await product.settled()
  assert.equal((await product.rows('accounts')).length, 1)
  assert.equal((await dataverse())?.paused, false)
  const { items } = await product.get<{ items: Record<string, unknown>[] }>('/api/audit')
  assert.deepEqual(
    items.map(({ who, action, subject, reason }) => [who, action, subject, reason]),
    [
      ['admin', 'resume', 'channel/dataverse', 'It is there again'],
      ['admin', 'pause', 'channel/dataverse', 'CRM is being upgraded'],
    ],
  )
})

test('what is of a paused interface waits in its order and costs no try, while the others go on', async (t) => {
  const product = await landbridge(t)
  const { output } = await command(['pause', 'interface', 'material', '--reason', 'wrong units'], client(product.url))
  assert.match(output, /^The interface material is paused; npx landbridge resume interface material/)
  await product.post(matmas(1, [{ material: '20001', text: 'Old', fields: { MEINS: 'PCE' } }]))
  await product.post(matmas(2, [{ material: '20001', text: 'New', fields: { MEINS: 'PCE' } }]))
  await product.post(debmas({ docnum: 3, customer: 4711, fields: { NAME1: 'One' } }))
  await until('the customer is delivered and the material put off', async () => {
    const { items } = await product.get<{ items: { status: string; deliveries: { dueAt?: string }[] }[] }>('/api/messages?idoc=1')
    const dueAt = items[0]?.deliveries[0]?.dueAt ?? ''
    return (await product.rows('accounts')).length === 1 && Date.parse(dueAt) > Date.now() + 60_000
  })
  assert.equal((await product.rows('products')).length, 0)
  const { items } = await product.get<{ items: { name: string; paused?: { who: string; reason: string } }[] }>('/api/interfaces')
  const { who, reason } = items.find(({ name }) => name === 'material')?.paused ?? {}
  assert.deepEqual([who, reason], ['admin', 'wrong units'])
  assert.deepEqual(await product.act('/api/interfaces/material/resume'), { wasPaused: true })
  await product.settled()
  assert.deepEqual(
    (await product.rows<{ name: string }>('products?$select=name')).map(({ name }) => name),
    ['New'],
  )
  assert.deepEqual(await product.act('/api/interfaces/material/resume'), { wasPaused: false })
})

test('what cannot be paused or tested says why, and what there is', async (t) => {
  const product = await landbridge(t)
  for (const [path, said] of [
    ['/api/channels/idoc-http/pause', /409.*cannot be paused.*Pause an interface, or a channel to Dynamics 365: dataverse/],
    ['/api/channels/nothing/pause', /404.*There is no channel nothing.*idoc-http/],
    ['/api/interfaces/nothing/resume', /404.*There is no interface nothing.*material/],
    ['/api/channels/idoc-http/test', /404.*No channel idoc-http can be tested.*dataverse/],
  ] as const) {
    await assert.rejects(product.act(path, { reason: 'x' }), said)
  }
  await assert.rejects(product.act('/api/channels/dataverse/pause', { reason: ' ' }), /400.*reason/)
  const { code, errors } = await command(['resume', 'channel', 'nothing'], client(product.url))
  assert.deepEqual([code, /There is no channel nothing/.test(errors)], [1, true])
})

test('a connection is tested on demand: what was found, line by line, and what is wrong', async (t) => {
  const product = await landbridge(t)
  interface Tested {
    ok: boolean
    findings: { ok: boolean; text: string }[]
  }
  const good = await product.act<Tested>('/api/channels/dataverse/test')
  assert.equal(good.ok, true)
  assert.match(good.findings[0]?.text ?? '', /knows us as user/)
  await product.dynamics.control('POST', 'faults', {
    kind: 'error',
    status: 503,
    code: '0x80044150',
    message: 'Away.',
    next: 1000,
  })
  const bad = await product.act<Tested>('/api/channels/dataverse/test')
  assert.equal(bad.ok, false)
  assert.equal(bad.findings[0]?.ok, false)
})

function client(url: string): Record<string, string> {
  return { LANDBRIDGE_URL: url, LANDBRIDGE_USER: 'admin', LANDBRIDGE_PASSWORD: 'sandbox' }
}
