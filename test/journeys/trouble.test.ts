import assert from 'node:assert/strict'
import { test } from 'node:test'
import { debmas, debmasPacket } from '../support/idocs.ts'
import { landbridge, type TestLandbridge } from '../support/landbridge.ts'
import { pluginSaysNo } from '../support/sandbox-dataverse.ts'
import { until } from '../support/until.ts'

const customers = (count: number) =>
  debmasPacket(
    Array.from({ length: count }, (_, index) => ({ docnum: index + 1, customer: index + 1, fields: { NAME1: `C${index + 1}` } })),
  )

const names = async (product: TestLandbridge) =>
  (await product.rows<{ name: string }>('accounts?$select=name&$orderby=accountnumber')).map(({ name }) => name)

const statusOf = async (product: TestLandbridge, id: number) =>
  (await product.get<{ status: string }>(`/api/messages/${id}`)).status

test('a document that Dynamics 365 refuses is held, holds up its own customer only, and goes on after a restart', async (t) => {
  const product = await landbridge(t)
  await product.dynamics.control('POST', 'faults', pluginSaysNo)
  await product.post(debmas({ docnum: 1, customer: 1, fields: { NAME1: 'first' } }))
  await until('it is held', async () => (await statusOf(product, 1)) === 'held')
  await product.post(debmas({ docnum: 2, customer: 1, fields: { TELF1: '22' } }))
  await product.post(debmas({ docnum: 3, customer: 2, fields: { NAME1: 'another' } }))
  await until('the other customer is delivered', async () => (await statusOf(product, 3)) === 'delivered')
  assert.equal(await statusOf(product, 2), 'waiting')
  const held = await product.get<{ deliveries: { reason: string }[]; attempts: { code: string }[] }>('/api/messages/1')
  assert.match(
    held.deliveries[0]?.reason ?? '',
    /Dynamics 365 refused account .*0000000001.*A plug-in says no\. .*restart the message/,
  )
  assert.equal(held.attempts[0]?.code, '0x80040265')

  await product.act('/api/messages/1/restart')
  await product.settled()
  const [account] = await product.rows<{ name: string; telephone1: string }>('accounts?$orderby=accountnumber')
  assert.deepEqual([account?.name, account?.telephone1], ['first', '22'])
})

test('when a held document is cancelled, what waits behind it goes on', async (t) => {
  const product = await landbridge(t)
  const reject = { kind: 'error', status: 400, code: '0x80040265', message: 'No.', next: 1, table: 'account' }
  await product.dynamics.control('POST', 'faults', reject)
  await product.post(debmas({ docnum: 1, customer: 1, fields: { NAME1: 'wrong' } }))
  await until('it is held', async () => (await statusOf(product, 1)) === 'held')
  await product.post(debmas({ docnum: 2, customer: 1, fields: { NAME1: 'right' } }))
  await product.act('/api/messages/1/cancel', { reason: 'test data' })
  await product.settled()
  assert.deepEqual(await names(product), ['right'])
  assert.equal(await statusOf(product, 1), 'cancelled')
})

test('while Dynamics 365 throttles, fails and drops answers, everything arrives, each customer once', async (t) => {
  const product = await landbridge(t)
  for (const fault of [
    { kind: 'throttle', retryAfter: 1, rate: 0.03 },
    { kind: 'error', status: 503, code: '0x80044150', message: 'Generic SQL error.', rate: 0.06 },
    { kind: 'drop-before-commit', rate: 0.03 },
    { kind: 'drop-after-commit', rate: 0.06 },
  ]) {
    await product.dynamics.control('POST', 'faults', fault)
  }
  await product.post(customers(60))
  await product.settled()
  await product.dynamics.control('DELETE', 'faults')
  assert.deepEqual(
    await names(product),
    Array.from({ length: 60 }, (_, index) => `C${index + 1}`),
  )
})

test('what is not sent while Dynamics 365 wants to be left alone is no attempt', async (t) => {
  const product = await landbridge(t)
  await product.dynamics.control('POST', 'faults', { kind: 'throttle', retryAfter: 2, next: 1 })
  await product.post(debmas({ docnum: 100, customer: 100, fields: { NAME1: 'first' } }))
  const attempts = async () => {
    const { items } = await product.get<{ items: { deliveries: { attempts: number }[] }[] }>('/api/messages?limit=100')
    return items.map(({ deliveries }) => deliveries[0]?.attempts).toSorted()
  }
  await until('Dynamics 365 has asked to be left alone', async () => {
    const { deliveries } = await product.get<{ deliveries: { status: string; attempts: number }[] }>('/api/messages/100')
    return deliveries[0]?.status !== 'delivering' && deliveries[0]?.attempts !== 0
  })
  await product.post(customers(60))
  await product.settled()
  assert.deepEqual(await attempts(), [...Array.from({ length: 60 }, () => 1), 2])
})

test('a channel that is set up wrongly pauses, blames no message, and goes on when it is put right', async (t) => {
  const product = await landbridge(t)
  const stranger = { kind: 'error', status: 403, code: '0x80072560', message: 'The user is not a member of the organization.' }
  await product.dynamics.control('POST', 'faults', stranger)
  await product.post(customers(20))
  const dataverse = async () => {
    const { items } = await product.get<{ items: { name: string; paused: boolean; reason?: string }[] }>('/api/channels')
    return items.find(({ name }) => name === 'dataverse')
  }
  await until('the channel is paused', async () => (await dataverse())?.paused)
  assert.match((await dataverse())?.reason ?? '', /not a member of the organization.*application user/)
  // Those that were on their way when the first one found it come back a moment later.
  await until('all wait and none is blamed', async () => {
    const { items } = await product.get<{ items: { deliveries: { status: string; attempts: number }[] }[] }>('/api/messages')
    return items.length === 20 && items.every(({ deliveries: [one] }) => one?.status === 'waiting' && one.attempts === 0)
  })
  await product.dynamics.control('DELETE', 'faults')
  await product.settled()
  assert.equal((await names(product)).length, 20)
  await until('the channel goes on', async () => (await dataverse())?.paused === false)
})

test('a token that was withdrawn is renewed without anybody noticing', async (t) => {
  const product = await landbridge(t)
  await product.post(debmas({ docnum: 1, customer: 1, fields: { NAME1: 'one' } }))
  await product.settled()
  await product.dynamics.control('POST', 'faults', {
    kind: 'error',
    status: 401,
    code: '0x80072321',
    message: 'Unauthorized',
    next: 1,
  })
  await product.post(debmas({ docnum: 2, customer: 2, fields: { NAME1: 'two' } }))
  await product.settled()
  assert.deepEqual(await names(product), ['one', 'two'])
})

test('a row that somebody deleted in Dynamics 365 is created whole again by the next change', async (t) => {
  const product = await landbridge(t)
  await product.post(debmas({ docnum: 1, customer: 1, fields: { NAME1: 'Beispiel', TELF1: '1' } }))
  await product.settled()
  await product.dynamics.control('POST', 'reset')
  await product.post(debmas({ docnum: 2, customer: 1, fields: { TELF1: '2' } }))
  await product.settled()
  const [account] = await product.rows<{ name: string; telephone1: string }>('accounts')
  assert.deepEqual([account?.name, account?.telephone1], ['Beispiel', '2'])
})
