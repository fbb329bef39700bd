import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type TestContext, test } from 'node:test'
import { connect } from 'node:tls'
import { gzipSync } from 'node:zlib'
import { signIn } from '../../test/support/dataverse-calls.ts'
import { sandboxDataverse } from '../../test/support/sandbox-dataverse.ts'

test('answers are packed for whoever takes that, when it is worth it', async (t) => {
  const { ask } = await signedIn(t)
  const large = await ask('accounts?$select=name', { 'accept-encoding': 'gzip, deflate' })
  assert.equal(large.headers.get('content-encoding'), null)
  const metadata = await ask('$metadata', { 'accept-encoding': 'gzip, deflate, br' })
  assert.equal(metadata.headers.get('content-encoding'), 'gzip')
  assert.match(await metadata.text(), /^<\?xml/)
  for (const none of ['identity', 'gzip;q=0', 'br'])
    assert.equal((await ask('$metadata', { 'accept-encoding': none })).headers.get('content-encoding'), null)
})

test('a packed request is refused rather than misread', async (t) => {
  const { ask } = await signedIn(t)
  const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' }
  const refused = await ask('accounts', headers, { method: 'POST', body: gzipSync('{"name":"A"}') })
  assert.equal(refused.status, 415)
  assert.match(await refused.text(), /Content-Encoding gzip is not read/)
})

test('a request of more than 128 MiB is refused as one that is too large', async (t) => {
  const { ask } = await signedIn(t)
  const body = Buffer.alloc(129 * 1024 * 1024, ' ')
  const refused = await ask('accounts', { 'content-type': 'application/json' }, { method: 'POST', body })
  assert.equal(refused.status, 413)
  const { error } = (await refused.json()) as { error: { message: string } }
  assert.match(error.message, /128 MiB/)
})

test('an address may take 32,768 characters', async (t) => {
  const { ask } = await signedIn(t)
  const path = 'accounts?$select=name&tag='
  const filled = (length: number) => path + 'x'.repeat(length - path.length)
  const below = '/api/data/v9.2/'.length
  assert.equal((await ask(filled(32_768 - below), {})).status, 200)
  assert.equal((await ask(filled(32_769 - below), {})).status, 414)
})

test('Dataverse Search is refused by name', async (t) => {
  const { sandbox, token } = await signedIn(t)
  const request = { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: '{"search":"x"}' }
  const answer = await fetch(`${sandbox.url}/api/search/v2.0/query`, request)
  assert.equal(answer.status, 501)
  assert.match(await answer.text(), /The sandbox does not do Dataverse Search/)
})

test('links are of the version that was asked for', async (t) => {
  const { sandbox, token } = await signedIn(t)
  for (const version of ['9.0', '9.1', '9.2']) {
    const base = `${sandbox.url}/api/data/v${version}/`
    const answer = await fetch(`${base}accounts?$select=name`, { headers: { authorization: `Bearer ${token}` } })
    const { '@odata.context': context } = (await answer.json()) as Record<string, string>
    assert.equal(context, `${base}$metadata#accounts(name)`)
  }
})

test('requests sent one behind the other on one connection are answered in their order', async (t) => {
  const { sandbox, token } = await signedIn(t)
  const socket = connect({ host: '127.0.0.1', port: sandbox.port, ca: sandbox.ca, servername: 'localhost' })
  await once(socket, 'secureConnect')
  const head = `HTTP/1.1\r\nHOST: localhost\r\nAUTHORIZATION: bearer ${token}\r\n`
  const paths = ['//api/data/v9.2/accounts/$count', '/api/data/v9.2/nosuch', '/api/data/v9.2/WhoAmI']
  socket.write(paths.map((path, at) => `GET ${path} ${head}${at === 2 ? 'Connection: close\r\n' : ''}\r\n`).join(''))
  let text = ''
  for await (const chunk of socket) text += String(chunk)
  assert.deepEqual(
    [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status),
    ['200', '404', '200'],
  )
})

async function signedIn(t: TestContext) {
  const sandbox = await sandboxDataverse(t)
  const token = await signIn(sandbox)
  const ask = (path: string, headers: Record<string, string>, more: RequestInit = {}) =>
    fetch(`${sandbox.url}/api/data/v9.2/${path}`, { ...more, headers: { authorization: `Bearer ${token}`, ...headers } })
  return { sandbox, token, ask }
}
