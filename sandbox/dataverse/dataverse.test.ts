import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Address, accountNames, get, post, type Requests, signIn } from '../../test/support/dataverse-calls.ts'
import { sandboxDataverse } from '../../test/support/sandbox-dataverse.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { startDataverse } from './start.ts'

test('a call with a token is answered, one without is told where tokens are given', async (t) => {
  const sandbox = await sandboxDataverse(t)
  const answer = await get(sandbox, 'WhoAmI', await signIn(sandbox))
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('x-ms-service-request-id') ?? '', /^[\da-f-]{36},[\da-f-]{36}$/)
  const refused = await get(sandbox, 'WhoAmI')
  assert.equal(refused.status, 401)
  assert.match(refused.headers.get('www-authenticate') ?? '', /^Bearer authorization_uri=/)
})

test('what is asked is counted by method and table, also what is refused', async (t) => {
  const sandbox = await sandboxDataverse(t)
  const token = await signIn(sandbox)
  await get(sandbox, 'accounts?$select=name', token)
  await get(sandbox, 'accounts?$select=name')
  const { total, counts, items } = await sandbox.control<Requests>('GET', 'requests')
  assert.equal(total, 2)
  assert.deepEqual(counts, [{ method: 'GET', table: 'account', count: 2 }])
  assert.deepEqual(
    items.map(({ path, status }) => [path, status]),
    [
      ['accounts?$select=name', 401],
      ['accounts?$select=name', 200],
    ],
  )
})

test('rows outlive a restart, a reset puts them back to the beginning', async (t) => {
  const sandbox = await sandboxDataverse(t)
  await post(sandbox, 'accounts', { name: 'Contoso' }, await signIn(sandbox))
  await sandbox.close()
  const again = await startDataverse({ port: 0, folder: sandbox.folder })
  t.after(() => again.close())
  const token = await signIn(again)
  assert.deepEqual(await accountNames(again, token), ['Contoso'])
  await fetch(`${again.url}/_sandbox/reset`, { method: 'POST' })
  assert.deepEqual(await accountNames(again, token), [])
})

test('an app that is added signs in as an application user of its own, with limits of its own, also after a restart', async (t) => {
  const sandbox = await sandboxDataverse(t)
  const app = { clientId: 'second', secret: 'second-secret' }
  const { userId } = await sandbox.control<{ userId: string }>('POST', 'apps', app)
  const who = async (at: Address, token: string) => ((await (await get(at, 'WhoAmI', token)).json()) as { UserId: string }).UserId
  assert.equal(await who(sandbox, await signIn(sandbox, app)), userId)
  await sandbox.control('POST', 'limits', { requests: 1 })
  const [first, second] = [await signIn(sandbox), await signIn(sandbox, app)]
  const statuses: number[] = []
  for (const token of [first, first, second]) statuses.push((await get(sandbox, 'WhoAmI', token)).status)
  assert.deepEqual(statuses, [200, 429, 200])
  await assert.rejects(sandbox.control('POST', 'apps', { clientId: 'landbridge', secret: 'x' }), /there from the beginning/)
  await assert.rejects(sandbox.control('POST', 'apps', { clientId: 'third' }), /400.*secret: /)
  await sandbox.close()
  const again = await startDataverse({ port: 0, folder: sandbox.folder })
  t.after(() => again.close())
  assert.equal(await who(again, await signIn(again, app)), userId)
})

test('tokens are good for as long as it is told, and not after they were revoked', async (t) => {
  const sandbox = await sandboxDataverse(t)
  const status = async (token: string) => (await get(sandbox, 'WhoAmI', token)).status
  const long = await signIn(sandbox)
  await sandbox.control('POST', 'tokens', { lifetimeSeconds: 600 })
  const short = await signIn(sandbox)
  assert.deepEqual([await status(long), await status(short)], [200, 200])
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 600_000 })
  assert.deepEqual([await status(long), await status(short)], [200, 401])
  t.mock.timers.reset()
  await sandbox.control('POST', 'tokens', { lifetimeSeconds: 3599 })
  await sandbox.control('POST', 'tokens/revoke')
  assert.deepEqual([await status(long), await status(await signIn(sandbox))], [401, 200])
  await assert.rejects(sandbox.control('POST', 'tokens', { lifetimeSeconds: 0 }), /400.*lifetimeSeconds: /)
})

test('rows are put back to a snapshot, also after a restart', async (t) => {
  const sandbox = await sandboxDataverse(t)
  const names = async (at: Address) => accountNames(at, await signIn(at))
  await post(sandbox, 'accounts', { name: 'before' }, await signIn(sandbox))
  assert.deepEqual(await sandbox.control('POST', 'snapshots/one'), { items: ['one'] })
  await post(sandbox, 'accounts', { name: 'after' }, await signIn(sandbox))
  await sandbox.control('POST', 'snapshots/one/restore')
  assert.deepEqual(await names(sandbox), ['before'])
  await assert.rejects(sandbox.control('POST', 'snapshots/two/restore'), /404.*There is no snapshot two/)
  await sandbox.close()
  const again = await startDataverse({ port: 0, folder: sandbox.folder })
  t.after(() => again.close())
  assert.deepEqual(await names(again), ['before'])
  const control = (method: string, path: string) => fetch(`${again.url}/_sandbox/${path}`, { method })
  assert.deepEqual(await (await control('GET', 'snapshots')).json(), { items: ['one'] })
  await control('DELETE', 'snapshots/one')
  assert.deepEqual(await (await control('GET', 'snapshots')).json(), { items: [] })
  assert.equal((await control('PATCH', 'snapshots/one')).status, 404)
})

test('the index of a key is pending, then in progress, for as long as it is told', async (t) => {
  const sandbox = await sandboxDataverse(t)
  const token = await signIn(sandbox)
  await sandbox.control('POST', 'key-indexes', { milliseconds: 3000 })
  const keys = "EntityDefinitions(LogicalName='account')/Keys"
  await post(sandbox, keys, { SchemaName: 'new_number', KeyAttributes: ['accountnumber'] }, token)
  const seen = new Set<string>()
  while (!seen.has('Active')) {
    const answer = await get(sandbox, `${keys}?$select=EntityKeyIndexStatus`, token)
    const { value } = (await answer.json()) as { value: { EntityKeyIndexStatus: string }[] }
    seen.add(value[0]?.EntityKeyIndexStatus ?? '')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  assert.deepEqual([...seen], ['Pending', 'InProgress', 'Active'])
  await assert.rejects(sandbox.control('POST', 'key-indexes', { milliseconds: -1 }), /400.*milliseconds: /)
})

test('a web page of somebody else may neither steer the sandbox nor look into it', async (t) => {
  const { url } = await sandboxDataverse(t)
  for (const [method, path] of [
    ['POST', '/_sandbox/reset'],
    ['DELETE', '/_sandbox/faults'],
    ['GET', '/_sandbox/requests'],
    ['GET', '/'],
  ] as const) {
    const answer = await fetch(url + path, { method, headers: { origin: 'https://example.com' } })
    assert.equal(answer.status, 403, `${method} ${path}`)
  }
})

test('what is not there is answered with 404, in the words of whom was asked', async (t) => {
  const sandbox = await sandboxDataverse(t)
  for (const path of ['/nothing', '/_sandbox/nothing', '/api/data/v10.0/accounts', '/api/data/v9.2/%E0%A4']) {
    assert.equal((await fetch(sandbox.url + path)).status, 404, path)
  }
})

test('a port that is in use is told in a sentence', async (t) => {
  const { port } = await sandboxDataverse(t)
  await assert.rejects(startDataverse({ port, folder: temporaryFolder(t) }), {
    message: `Port ${port} is in use; choose another one`,
  })
})

test('as a program it tells its parent when it is ready, and ends with it', async (t) => {
  const folder = temporaryFolder(t)
  const child = fork(join(import.meta.dirname, 'main.ts'), ['--port', '0', '--data', folder], { stdio: 'pipe' })
  t.after(() => child.kill('SIGKILL'))
  const [message] = await once(child, 'message')
  assert.ok(message.ready && message.port > 0)
  assert.ok(existsSync(join(folder, 'sandbox-ca.pem')))
  child.disconnect()
  assert.deepEqual(await once(child, 'exit'), [0, null])
})

test('as a program it ends with 1 and a sentence when its port is in use', async (t) => {
  const { port } = await sandboxDataverse(t)
  const child = fork(join(import.meta.dirname, 'main.ts'), ['--port', `${port}`, '--data', temporaryFolder(t)], { stdio: 'pipe' })
  let output = ''
  child.stderr?.on('data', (bytes) => {
    output += bytes
  })
  assert.deepEqual(await once(child, 'close'), [1, null])
  assert.match(output, new RegExp(`The sandbox Dynamics 365 could not start: Port ${port} is in use`))
})
