import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { createLog } from './create-log.ts'
import { httpServer } from './http-server.ts'

const log = createLog({ logLevel: 'silent' })

test('every answer tells browsers to run no script of a page and to be framed by nobody', async () => {
  const server = httpServer(log, { trustProxy: false })
  const { headers, statusCode } = await server.inject('/nothing')
  assert.equal(statusCode, 404)
  const policy = String(headers['content-security-policy'])
  assert.match(policy, /^default-src 'self';/)
  assert.doesNotMatch(policy, /script-src/)
  assert.match(policy, /frame-ancestors 'none'/)
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers['strict-transport-security'], undefined)
})

test('where the public address is https, browsers are told to stay with it', async () => {
  const server = httpServer(log, { publicUrl: 'https://landbridge.example', trustProxy: false })
  assert.equal((await server.inject('/')).headers['strict-transport-security'], 'max-age=31536000')
})

test('only a proxy that is trusted says who asks and how', async () => {
  for (const [trustProxy, protocol, ip] of [
    [false, 'http', '127.0.0.1'],
    [true, 'https', '192.0.2.7'],
    [['127.0.0.0/8'], 'https', '192.0.2.7'],
    [['10.0.0.1'], 'http', '127.0.0.1'],
  ] as const) {
    const server = httpServer(log, { trustProxy: typeof trustProxy === 'boolean' ? trustProxy : [...trustProxy] })
    server.get('/', async (request) => ({ protocol: request.protocol, ip: request.ip }))
    const headers = { 'x-forwarded-for': '192.0.2.7', 'x-forwarded-proto': 'https' }
    assert.deepEqual((await server.inject({ url: '/', headers })).json(), { protocol, ip })
  }
})

test('a slash at the end of an address changes nothing', async () => {
  const server = httpServer(log, { trustProxy: false })
  server.post('/idoc', async () => 'any system')
  server.post('/idoc/:system', async ({ params }) => params)
  for (const path of ['/idoc', '/idoc/']) assert.equal((await server.inject({ method: 'POST', url: path })).body, 'any system')
  for (const path of ['/idoc/S4H', '/idoc/S4H/', '/idoc/S4H/?sap-client=100'])
    assert.deepEqual((await server.inject({ method: 'POST', url: path })).json(), { system: 'S4H' })
})

test('an address that cannot be read is answered with what is wrong with it, and with the headers of every answer', async () => {
  const server = httpServer(log, { trustProxy: false })
  server.get('/:name', async () => 'found')
  for (const [path, status, title] of [
    ['/%zz', 400, 'The address has a % that begins no character'],
    ['/%ff', 400, 'The address has a % that begins no character'],
    [`/${'x'.repeat(101)}`, 414, 'A name in the address is too long'],
  ] as const) {
    const { statusCode, headers, json } = await server.inject(path)
    assert.deepEqual([statusCode, json().title], [status, title], path)
    assert.equal(headers['content-type'], 'application/problem+json')
    assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/)
  }
})

test('it ends when what was asked is answered, and does not wait for a connection on which nobody has asked yet', async () => {
  const server = httpServer(log, { trustProxy: false })
  const begun = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  server.get('/', async () => {
    begun.resolve()
    await goOn.promise
    return 'answered'
  })
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  const unused = connect(port, '127.0.0.1')
  await once(unused, 'connect')
  const answer = once(get(url, { agent: new Agent({ keepAlive: true }) }), 'response')
  await begun.promise
  const closed = once(unused, 'close')
  const ended = server.close()
  await closed
  goOn.resolve()
  const [response] = (await answer) as [IncomingMessage]
  assert.equal(response.headers.connection, 'close')
  assert.equal(await text(response), 'answered')
  await ended
})
