import assert from 'node:assert/strict'
import { test } from 'node:test'
import { batch, part, statuses } from '../../../test/support/batches.ts'
import { get, postBatch, type Requests, signIn } from '../../../test/support/dataverse-calls.ts'
import { sandboxDataverse } from '../../../test/support/sandbox-dataverse.ts'

test('a throttled call is told how long to wait', async (t) => {
  const sandbox = await sandboxDataverse(t)
  await sandbox.control('POST', 'faults', { kind: 'throttle', retryAfter: 3, next: 1 })
  const throttled = await get(sandbox, 'WhoAmI', await signIn(sandbox))
  assert.deepEqual([throttled.status, throttled.headers.get('retry-after')], [429, '3'])
  const { error } = (await throttled.json()) as { error: { code: string } }
  assert.equal(error.code, '0x80072322')
  const { items } = await sandbox.control<Requests>('GET', 'requests')
  assert.equal(items[0]?.fault, 'throttle')
})

test('each of the limits has a code of its own', async (t) => {
  const sandbox = await sandboxDataverse(t)
  const token = await signIn(sandbox)
  const codes: string[] = []
  for (const limit of ['requests', 'time', 'concurrency']) {
    await sandbox.control('POST', 'faults', { kind: 'throttle', limit, next: 1 })
    const { error } = (await (await get(sandbox, 'WhoAmI', token)).json()) as { error: { code: string } }
    codes.push(error.code)
  }
  assert.deepEqual(codes, ['0x80072322', '0x80072321', '0x80072326'])
})

test('with limits it throttles by itself, one server after the other, and not after they are ended', async (t) => {
  const sandbox = await sandboxDataverse(t)
  const token = await signIn(sandbox)
  await sandbox.control('POST', 'limits', { servers: 2, requests: 2 })
  const statuses = async (count: number) => {
    const found: number[] = []
    for (let n = 0; n < count; n++) found.push((await get(sandbox, 'WhoAmI', token)).status)
    return found
  }
  assert.deepEqual(await statuses(5), [200, 200, 200, 200, 429])
  const { limits, left } = await sandbox.control<{ limits: { concurrent: number }; left: { requests: number }[] }>(
    'GET',
    'limits',
  )
  assert.deepEqual([limits.concurrent, left.map(({ requests }) => requests)], [52, [0, 0]])
  const { items } = await sandbox.control<Requests>('GET', 'requests')
  assert.deepEqual(
    items.map(({ server }) => server),
    [1, 2, 1, 2, 1],
  )
  await assert.rejects(sandbox.control('POST', 'limits', { servers: -1 }), /400.*servers/)
  await sandbox.control('DELETE', 'limits')
  assert.deepEqual(await statuses(3), [200, 200, 200])
})

test('more requests at a time than the limit are turned away while the others are under way', async (t) => {
  const sandbox = await sandboxDataverse(t)
  const token = await signIn(sandbox)
  await sandbox.control('POST', 'limits', { concurrent: 2 })
  await sandbox.control('POST', 'faults', { kind: 'latency', milliseconds: 600_000 })
  const asked = [1, 2, 3].map(() => get(sandbox, 'WhoAmI', token))
  await Promise.race(asked)
  await sandbox.control('DELETE', 'faults')
  const answers = await Promise.all(asked)
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 200, 429])
  await sandbox.control('POST', 'reset')
  assert.equal((await sandbox.control<{ limits: unknown }>('GET', 'limits')).limits, null)
})

test('where each operation of a batch counts, the one too many is answered with 429 in its midst', async (t) => {
  const sandbox = await sandboxDataverse(t)
  const token = await signIn(sandbox)
  await sandbox.control('POST', 'limits', { requests: 2, batch: 'each' })
  const who = part({ line: 'GET WhoAmI' })
  const answer = await postBatch(sandbox, batch(who, who, who), token)
  const text = await answer.text()
  assert.equal(answer.status, 429)
  assert.deepEqual(statuses(text), [200, 200, 429])
  assert.match(text, /Retry-After: 300/)
  const next = await postBatch(sandbox, batch(who), token)
  assert.deepEqual([next.status, next.headers.get('retry-after')], [429, '300'])
})
