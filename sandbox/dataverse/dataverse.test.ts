import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { type SandboxDataverse, sandboxDataverse } from '../../test/support/sandbox-dataverse.ts'
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
  const part = '--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nGET WhoAmI HTTP/1.1\r\n\r\n\r\n'
  const batch = () =>
    fetch(`${sandbox.url}/api/data/v9.2/$batch`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/mixed; boundary=b' },
      body: `${part.repeat(3)}--b--\r\n`,
    })
  const answer = await batch()
  const text = await answer.text()
  assert.equal(answer.status, 429)
  assert.deepEqual(
    [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status),
    ['200', '200', '429'],
  )
  assert.match(text, /Retry-After: 300/)
  const next = await batch()
  assert.deepEqual([next.status, next.headers.get('retry-after')], [429, '300'])
})

test('an error is answered as it was asked for', async (t) => {
  const sandbox = await sandboxDataverse(t)
  await sandbox.control('POST', 'faults', { kind: 'error', status: 503, code: '0x8004a001', message: 'Busy', retryAfter: 2 })
  const failed = await get(sandbox, 'WhoAmI', await signIn(sandbox))
  assert.deepEqual([failed.status, failed.headers.get('retry-after')], [503, '2'])
  assert.deepEqual(await failed.json(), { error: { code: '0x8004a001', message: 'Busy' } })
})

test('a drop before the commit leaves no row, a drop after it leaves one', async (t) => {
  const sandbox = await sandboxDataverse(t)
  const token = await signIn(sandbox)
  for (const kind of ['drop-before-commit', 'drop-after-commit']) {
    await sandbox.control('POST', 'faults', { kind, next: 1, method: 'POST' })
    await assert.rejects(post(sandbox, 'accounts', { name: kind }, token))
  }
  const answer = await get(sandbox, 'accounts?$select=name', token)
  const { value } = (await answer.json()) as { value: { name: string }[] }
  assert.deepEqual(
    value.map(({ name }) => name),
    ['drop-after-commit'],
  )
  assert.deepEqual((await sandbox.control<Requests>('GET', 'requests')).items[1]?.status, 0)
})

test('rows outlive a restart, a reset puts them back to the beginning', async (t) => {
  const sandbox = await sandboxDataverse(t)
  await post(sandbox, 'accounts', { name: 'Contoso' }, await signIn(sandbox))
  await sandbox.close()
  const again = await startDataverse({ port: 0, folder: sandbox.folder })
  t.after(() => again.close())
  const token = await signIn(again)
  const names = async () => {
    const answer = await get(again, 'accounts?$select=name', token)
    return ((await answer.json()) as { value: { name: string }[] }).value.map(({ name }) => name)
  }
  assert.deepEqual(await names(), ['Contoso'])
  await fetch(`${again.url}/_sandbox/reset`, { method: 'POST' })
  assert.deepEqual(await names(), [])
})

test('a fault hits single requests within batches, a change set with all of its own, and no other request', async (t) => {
  const sandbox = await sandboxDataverse(t)
  const token = await signIn(sandbox)
  await sandbox.control('POST', 'faults', { kind: 'error', part: true, table: 'account', method: 'POST', next: 1 })
  await sandbox.control('POST', 'faults', { kind: 'throttle', part: true, table: 'contact', retryAfter: 7, next: 1 })
  assert.equal((await post(sandbox, 'accounts', { name: 'alone' }, token)).status, 204)
  const one = (set: string, body: object, id = '') =>
    `Content-Type: application/http\r\n${id}\r\nPOST /api/data/v9.2/${set} HTTP/1.1\r\n\r\n${JSON.stringify(body)}\r\n`
  const requests = ['first', 'second'].map((name, n) => `--c\r\n${one('accounts', { name }, `Content-ID: ${n + 1}\r\n`)}`)
  const set = `Content-Type: multipart/mixed; boundary=c\r\n\r\n${requests.join('')}--c--\r\n`
  const parts = [set, one('contacts', { lastname: 'x' }), one('accounts', { name: 'third' })]
  const answer = await fetch(`${sandbox.url}/api/data/v9.2/$batch`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'multipart/mixed; boundary=b',
      prefer: 'odata.continue-on-error',
    },
    body: `${parts.map((part) => `--b\r\n${part}`).join('')}--b--\r\n`,
  })
  const text = await answer.text()
  assert.deepEqual(
    [answer.status, [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)],
    [200, ['500', '429', '204']],
  )
  assert.match(text, /Retry-After: 7/)
  const { value } = (await (await get(sandbox, 'accounts?$select=name', token)).json()) as { value: { name: string }[] }
  assert.deepEqual(
    value.map(({ name }) => name),
    ['alone', 'third'],
  )
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

test('a request that hangs is answered by nobody, and is done or not', async (t) => {
  const sandbox = await sandboxDataverse(t)
  const token = await signIn(sandbox)
  for (const kind of ['hang-before-commit', 'hang-after-commit']) {
    await sandbox.control('POST', 'faults', { kind, milliseconds: 100, next: 1, method: 'POST' })
    await assert.rejects(post(sandbox, 'accounts', { name: kind }, token))
  }
  const { value } = (await (await get(sandbox, 'accounts?$select=name', token)).json()) as { value: { name: string }[] }
  assert.deepEqual(
    value.map(({ name }) => name),
    ['hang-after-commit'],
  )
})

test('rows are put back to a snapshot, also after a restart', async (t) => {
  const sandbox = await sandboxDataverse(t)
  const names = async (at: Address) => {
    const answer = await get(at, 'accounts?$select=name', await signIn(at))
    return ((await answer.json()) as { value: { name: string }[] }).value.map(({ name }) => name)
  }
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
  await assert.rejects(startDataverse({ port, folder: temporary(t) }), { message: `Port ${port} is in use; choose another one` })
})

test('as a program it tells its parent when it is ready, and ends with it', async (t) => {
  const folder = temporary(t)
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
  const child = fork(join(import.meta.dirname, 'main.ts'), ['--port', `${port}`, '--data', temporary(t)], { stdio: 'pipe' })
  let output = ''
  child.stderr?.on('data', (bytes) => {
    output += bytes
  })
  assert.deepEqual(await once(child, 'close'), [1, null])
  assert.match(output, new RegExp(`The sandbox Dynamics 365 could not start: Port ${port} is in use`))
})

interface Requests {
  total: number
  counts: object[]
  items: { path: string; status: number; fault?: string; server?: number }[]
}

type Address = Pick<SandboxDataverse, 'url'>

function temporary(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'landbridge-dynamics-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function signIn({ url }: Address, app = { clientId: 'landbridge', secret: 'landbridge-secret' }): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: app.clientId,
    client_secret: app.secret,
    scope: `${url}/.default`,
  })
  const answer = await fetch(`${url}/sandbox/oauth2/v2.0/token`, { method: 'POST', body })
  return ((await answer.json()) as { access_token: string }).access_token
}

function get({ url }: Address, path: string, token?: string) {
  return fetch(`${url}/api/data/v9.2/${path}`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } })
}

function post({ url }: Address, path: string, body: object, token: string) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  return fetch(`${url}/api/data/v9.2/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
}
