import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { credentialFor } from '../../src/channels/dataverse/credential.ts'
import { dataverse } from '../../src/channels/dataverse/dataverse.ts'
import { applyProvision, planProvision } from '../../src/channels/dataverse/provision.ts'
import { Misconfigured, Missing, Rejected, Unavailable } from '../../src/message/errors.ts'
import type { Decimal, Write } from '../../src/message/write.ts'
import { account, object, write } from '../support/account-writes.ts'
import { dynamicsRows } from '../support/dynamics-rows.ts'
import { type SandboxDataverse, sandboxDataverse } from '../support/sandbox-dataverse.ts'

interface Counts {
  total: number
  counts: { method: string; table: string; count: number }[]
}

test('what the environment lacks is provisioned, and then nothing is lacking', async (t) => {
  const { channel } = await connected(t)
  assert.deepEqual((await planProvision(channel.api, [account])).steps, [])
  const findings = await channel.check([account])
  assert.deepEqual(
    findings.filter(({ ok }) => !ok),
    [],
  )
})

for (const match of ['key', 'check'] as const) {
  test(`a row is created once and changed after that, matched by ${match}`, async (t) => {
    const { channel, sandbox } = await connected(t)
    const [created] = await channel.write([object([write({ columns: { name: 'Contoso' } })], match)])
    const [updated] = await channel.write([object([write({ columns: { name: 'Fabrikam' } })], match)])
    assert.deepEqual([created?.error, updated?.error], [undefined, undefined])
    assert.deepEqual([created?.rows[0]?.operation, updated?.rows[0]?.operation], ['create', 'update'])
    assert.equal(created?.rows[0]?.id, updated?.rows[0]?.id)
    const rows = await accounts(sandbox)
    assert.deepEqual(rows, [{ accountid: created?.rows[0]?.id, accountnumber: '4711', name: 'Fabrikam' }])
  })
}

test('a row is found again by its id, and deactivated and deleted by it', async (t) => {
  const { channel, sandbox } = await connected(t)
  const [created] = await channel.write([object([write()])])
  const id = created?.rows[0]?.id ?? ''
  const [changed] = await channel.write([object([write({ id, columns: { name: 'Fabrikam' } })])])
  assert.equal(changed?.error, undefined)
  const [gone] = await channel.write([object([write({ id, operation: 'deactivate', columns: {} })])])
  assert.equal(gone?.error, undefined)
  const [row] = await dynamicsRows<{ statecode: number; name: string }>(sandbox, 'accounts?$select=name,statecode')
  assert.deepEqual([row?.name, row?.statecode], ['Fabrikam', 1])
  const [deleted] = await channel.write([object([write({ id, operation: 'delete', columns: {} })])])
  assert.equal(deleted?.error, undefined)
  assert.deepEqual(await accounts(sandbox), [])
})

test('a decimal arrives as exactly as it was sent', async (t) => {
  const { channel, sandbox } = await connected(t)
  const creditlimit: Decimal = { decimal: '12345678.9' }
  const [result] = await channel.write([object([write({ columns: { name: 'Contoso', creditlimit } })])])
  assert.equal(result?.error, undefined)
  const [row] = await dynamicsRows<{ creditlimit: number }>(sandbox, 'accounts?$select=creditlimit')
  assert.equal(row?.creditlimit, 12345678.9)
})

test('a row that refers to one that is missing waits for it, and is written when it is there', async (t) => {
  const { channel } = await connected(t)
  const child = write({
    key: { accountnumber: '2' },
    columns: { name: 'Branch', parentaccountid: { table: account, key: { accountnumber: '1' }, optional: false } },
  })
  const [waiting] = await channel.write([object([child])])
  assert.ok(waiting?.error instanceof Missing, String(waiting?.error))
  assert.deepEqual([waiting.error.table, waiting.error.key], ['account', { accountnumber: '1' }])
  await channel.write([object([write({ key: { accountnumber: '1' } })])])
  const [written] = await channel.write([object([child])])
  assert.equal(written?.error, undefined)
})

test('a value that Dynamics 365 refuses is the document’s fault, and spoils no other object', async (t) => {
  const { channel, sandbox } = await connected(t)
  const long = write({ key: { accountnumber: '1' }, columns: { name: 'x'.repeat(200) } })
  const [bad, good] = await channel.write([object([long], 'key', 'a'), object([write()], 'key', 'b')])
  assert.ok(bad?.error instanceof Rejected, String(bad?.error))
  assert.match(bad.error.message, /name/)
  assert.equal(good?.error, undefined)
  assert.deepEqual(
    (await accounts(sandbox)).map(({ accountnumber }) => accountnumber),
    ['4711'],
  )
})

test('an answer lost after the commit leaves the row, and writing it again makes no second one', async (t) => {
  const { channel, sandbox } = await connected(t)
  await sandbox.control('POST', 'faults', { kind: 'drop-after-commit', next: 1, method: 'PATCH', table: 'account' })
  const [lost] = await channel.write([object([write()])])
  assert.ok(lost?.error instanceof Unavailable, String(lost?.error))
  assert.equal((await accounts(sandbox)).length, 1)
  const [again] = await channel.write([object([write()])])
  assert.equal(again?.error, undefined)
  assert.deepEqual(
    (await accounts(sandbox)).map(({ accountid }) => accountid),
    [again?.rows[0]?.id],
  )
})

test('a request lost before the commit leaves nothing, and is sent again', async (t) => {
  const { channel, sandbox } = await connected(t)
  await sandbox.control('POST', 'faults', { kind: 'drop-before-commit', next: 1, method: 'PATCH' })
  const [lost] = await channel.write([object([write()])])
  assert.ok(lost?.error instanceof Unavailable, String(lost?.error))
  assert.deepEqual(await accounts(sandbox), [])
  const [again] = await channel.write([object([write()])])
  assert.equal(again?.error, undefined)
  assert.equal((await accounts(sandbox)).length, 1)
})

test('Dynamics 365 throttles and is left alone as long as it asks, then everything goes through', async (t) => {
  const { channel, sandbox } = await connected(t)
  await sandbox.control('POST', 'faults', { kind: 'throttle', retryAfter: 5, next: 1 })
  const before = await sandbox.control<Counts>('GET', 'requests')
  const [first] = await channel.write([object([write()])])
  assert.ok(first?.error instanceof Unavailable)
  assert.equal(first.error.code, '0x80072322')
  const wait = first.error.retryAfter ?? 0
  assert.ok(wait > 2500 && wait <= 5000, `${wait} ms`)
  const many = Array.from({ length: 20 }, (_, n) => object([write({ key: { accountnumber: `${n}` } })], 'key', `${n}`))
  const paused = await channel.write(many)
  assert.ok(paused.every(({ error }) => error instanceof Unavailable))
  assert.equal((await sandbox.control<Counts>('GET', 'requests')).total, before.total + 1)
  await new Promise((resolve) => setTimeout(resolve, 5050))
  const after = await channel.write(many)
  assert.deepEqual(
    after.map(({ error }) => error),
    many.map(() => undefined),
  )
})

test('a server that fails is tried again, one that is slow is waited for', async (t) => {
  const { channel, sandbox } = await connected(t)
  await sandbox.control('POST', 'faults', { kind: 'error', status: 503, next: 1 })
  const [failed] = await channel.write([object([write()])])
  assert.ok(failed?.error instanceof Unavailable, String(failed?.error))
  await sandbox.control('POST', 'faults', { kind: 'latency', milliseconds: 100, next: 1 })
  const startedAt = performance.now()
  const [slow] = await channel.write([object([write()])])
  assert.equal(slow?.error, undefined)
  assert.ok(performance.now() - startedAt >= 99)
})

test('each write is one request', async (t) => {
  const { channel, sandbox } = await connected(t)
  const before = await patches(sandbox)
  const writes: Write[] = ['1', '2', '3'].map((accountnumber) => write({ key: { accountnumber } }))
  await channel.write([object(writes)])
  assert.equal((await patches(sandbox)) - before, 3)
})

test('many rows go as one bulk message, new ones by key and known ones by GUID, and each learns what it was', async (t) => {
  const { channel, sandbox } = await connected(t)
  const before = await sandbox.control<Counts>('GET', 'requests')
  const created = await channel.write(numbered(50, () => ({ name: 'Contoso' })))
  assert.deepEqual(new Set(created.map(({ rows, error }) => error ?? rows[0]?.operation)), new Set(['create']))
  const ids = created.map(({ rows }) => rows[0]?.id)
  assert.deepEqual(new Set((await accounts(sandbox)).map(({ accountid }) => accountid)), new Set(ids))
  const changed = await channel.write(numbered(50, () => ({ name: 'Fabrikam' }), ids))
  assert.deepEqual(new Set(changed.map(({ rows, error }) => error ?? rows[0]?.operation)), new Set(['update']))
  assert.deepEqual(new Set((await accounts(sandbox)).map(({ name }) => name)), new Set(['Fabrikam']))
  // The rows, the look for their GUIDs, the change; and the look of this test.
  assert.equal((await sandbox.control<Counts>('GET', 'requests')).total - before.total, 5)
})

test('one bad row of a bulk message costs only itself, and the reason is its own', async (t) => {
  const { channel, sandbox } = await connected(t)
  const results = await channel.write(numbered(30, (n) => ({ name: n === 17 ? 'x'.repeat(200) : 'Contoso' })))
  const bad = results.filter(({ error }) => error !== undefined)
  assert.equal(bad.length, 1)
  assert.match(results[17]?.error?.message ?? '', /accountnumber=17: .*'name'/)
  assert.equal((await accounts(sandbox)).length, 29)
  const ids = results.map(({ rows }) => rows[0]?.id)
  await sandbox.control('POST', 'reset')
  const gone = await channel.write(numbered(17, () => ({ telephone1: '1' }), ids))
  assert.deepEqual(new Set(gone.map(({ rows, error }) => error ?? rows[0]?.operation)), new Set(['create']))
})

for (const kind of ['drop-after-commit', 'drop-before-commit'] as const) {
  test(`a bulk message lost by ${kind} is repeated, and makes no row twice`, async (t) => {
    const { channel, sandbox } = await connected(t)
    await sandbox.control('POST', 'faults', { kind, next: 1 })
    const lost = await channel.write(numbered(20, () => ({ name: 'Contoso' })))
    assert.ok(lost.every(({ error }) => error instanceof Unavailable))
    const again = await channel.write(numbered(20, () => ({ name: 'Contoso' })))
    const rows = await accounts(sandbox)
    assert.deepEqual(new Set(rows.map(({ accountid }) => accountid)), new Set(again.map((result) => result.rows[0]?.id)))
    assert.equal(rows.length, 20)
  })
}

test('an app that is no user of the environment is told so, and the settings are to blame', async (t) => {
  const sandbox = await sandboxDataverse(t)
  const channel = channelTo(t, sandbox, 'stranger', 'stranger-secret')
  const [result] = await channel.write([object([write()])])
  assert.ok(result?.error instanceof Misconfigured, String(result?.error))
  assert.equal(result.error.code, '0x80072560')
})

test('a wrong secret is told as such, and the settings are to blame', async (t) => {
  const sandbox = await sandboxDataverse(t)
  const [result] = await channelTo(t, sandbox, 'landbridge', 'wrong').write([object([write()])])
  assert.ok(result?.error instanceof Misconfigured)
  assert.equal(result.error.code, 'AADSTS7000215')
})

/** Objects of one row each; those with an id were written before. */
function numbered(count: number, columns: (n: number) => Write['columns'], ids: readonly (string | undefined)[] = []) {
  return Array.from({ length: count }, (_, n) => {
    const id = ids[n]
    const whole = { name: 'Contoso', ...columns(n) }
    const one = write({ key: { accountnumber: `${n}` }, columns: columns(n), whole, ...(id === undefined ? {} : { id }) })
    return object([one], 'key', `${n}`)
  })
}

async function connected(t: TestContext) {
  const sandbox = await sandboxDataverse(t)
  const channel = channelTo(t, sandbox, 'landbridge', 'landbridge-secret')
  await applyProvision(channel.api, await planProvision(channel.api, [account]), { pollMs: 10 })
  return { sandbox, channel }
}

function channelTo(t: TestContext, { url, ca }: SandboxDataverse, clientId: string, clientSecret: string) {
  const credential = credentialFor({ kind: 'secret', tenantId: 'sandbox', clientId, clientSecret, authorityHost: url }, { ca })
  const channel = dataverse({ url, ca, credential })
  t.after(() => channel.close())
  return channel
}

function accounts(sandbox: SandboxDataverse) {
  return dynamicsRows<{ accountid: string; accountnumber: string; name: string }>(
    sandbox,
    'accounts?$select=accountnumber,name&$orderby=accountnumber',
  ).then((rows) => rows.map(({ accountid, accountnumber, name }) => ({ accountid, accountnumber, name })))
}

async function patches(sandbox: SandboxDataverse): Promise<number> {
  const { counts } = await sandbox.control<Counts>('GET', 'requests')
  return counts.find(({ method, table }) => method === 'PATCH' && table === 'account')?.count ?? 0
}
