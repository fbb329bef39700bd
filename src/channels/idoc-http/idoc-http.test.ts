import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { Readable } from 'node:stream'
import { type TestContext, test } from 'node:test'
import Fastify from 'fastify'
import { parseIdoc } from '../../idoc/parse-one.ts'
import type { Accept, Arrival } from '../../message/arrival.ts'
import { Rejected, Unavailable } from '../../message/errors.ts'
import { idocHttp } from './idoc-http.ts'

const megabyte = 1024 * 1024
const senders = [
  { system: 'S4HCLNT100', user: 'S4HCLNT100', password: 'sandbox' },
  { system: 'S4HCLNT200', user: 'second', password: 'pässword:2' },
]

test('a packet of two IDocs becomes two arrivals and one answer that names their messages', async (t) => {
  const channel = await listening(t)
  const response = await channel.post(packet(idoc('1'), idoc('2')))
  assert.equal(response.status, 200)
  assert.match(response.headers.get('content-type') ?? '', /^text\/xml/)
  assert.equal(
    await response.text(),
    '<?xml version="1.0" encoding="UTF-8"?>\n<Landbridge>' +
      '<Idoc><DOCNUM>0000000000000001</DOCNUM><MessageId>message-1</MessageId><Repeated>false</Repeated></Idoc>' +
      '<Idoc><DOCNUM>0000000000000002</DOCNUM><MessageId>message-2</MessageId><Repeated>false</Repeated></Idoc>' +
      '</Landbridge>\n',
  )
  const [first] = channel.stored
  assert.deepEqual(
    { ...first, payload: undefined, document: undefined },
    {
      channel: 'idoc-http',
      system: 'S4HCLNT100',
      identity: 'idoc/S4HCLNT100/100/0000000000000001',
      idoc: '0000000000000001',
      type: 'DEBMAS07',
      version: '20240501120000/0000000000000001',
      contentType: 'text/xml',
      payload: undefined,
      document: undefined,
    },
  )
  assert.deepEqual(parseIdoc((first as Arrival).payload, 'text/xml').header, (first as Arrival).document.header)
})

test('the connection test of SM59 tells whether the logon data are right, and stores nothing', async (t) => {
  const channel = await listening(t)
  const ask = async (user: string, path = '/idoc') => {
    const authorization = `Basic ${Buffer.from(user).toString('base64')}`
    const answer = await fetch(`http://127.0.0.1:${channel.port}${path}`, { headers: { authorization } })
    return [answer.status, await answer.text()] as const
  }
  assert.deepEqual((await ask('S4HCLNT100:sandbox'))[0], 200)
  assert.match((await ask('S4HCLNT100:sandbox', '/idoc/S4HCLNT100'))[1], /^Landbridge is here, user and password are right/)
  assert.deepEqual((await ask('S4HCLNT100:wrong'))[0], 401)
  assert.deepEqual((await ask('S4HCLNT100:sandbox', '/idoc/S4HCLNT200'))[0], 403)
  assert.equal(channel.stored.length, 0)
})

test('an IDoc that comes again is answered with the message it became the first time', async (t) => {
  const channel = await listening(t)
  await channel.post(packet(idoc('1')))
  const response = await channel.post(packet(idoc('1')))
  assert.equal(response.status, 200)
  assert.match(await response.text(), /<MessageId>message-1<\/MessageId><Repeated>true<\/Repeated>/)
  assert.equal(channel.stored.length, 1)
})

test('a packet of one IDoc is kept byte by byte as it was received', async (t) => {
  const channel = await listening(t)
  const body = Buffer.from(`\ufeff${packet(idoc('7'))}\r\n<!-- end -->`, 'utf8')
  assert.equal((await channel.post(body, { 'content-type': 'application/x-sap.idoc' })).status, 200)
  assert.deepEqual(Buffer.from(channel.stored[0]?.payload ?? []), body)
})

for (const path of ['/idoc', '/idoc/S4HCLNT100']) {
  for (const type of ['text/xml; charset=utf-8', 'application/xml', 'Application/X-SAP.IDoc']) {
    test(`POST ${path} takes ${type}`, async (t) => {
      const channel = await listening(t)
      assert.equal((await channel.post(packet(idoc('1')), { 'content-type': type }, path)).status, 200)
    })
  }
}

const refusals: {
  claim: string
  body?: string
  headers?: Record<string, string>
  path?: string
  accept?: Accept
  status: number
  says: RegExp
}[] = [
  { claim: 'no credentials', headers: { authorization: '' }, status: 401, says: /User or password is wrong or missing/ },
  { claim: 'a wrong password', headers: basic('S4HCLNT100', 'sandbo'), status: 401, says: /User or password/ },
  { claim: "another sender's password", headers: basic('second', 'sandbox'), status: 401, says: /User or password/ },
  { claim: 'another scheme', headers: { authorization: 'Bearer abc' }, status: 401, says: /User or password/ },
  {
    claim: "another sender's system",
    path: '/idoc/S4HCLNT200',
    status: 403,
    says: /S4HCLNT100 may not send for system S4HCLNT200/,
  },
  {
    claim: 'JSON',
    headers: { 'content-type': 'application/json' },
    status: 415,
    says: /Content-Type application\/json is not taken/,
  },
  { claim: 'plain text', headers: { 'content-type': 'text/plain' }, status: 415, says: /text\/plain is not taken/ },
  {
    claim: 'a compressed body',
    headers: { 'content-encoding': 'gzip' },
    status: 415,
    says: /Content-Encoding gzip is not taken/,
  },
  { claim: 'an empty body', body: '', status: 400, says: /The packet is empty/ },
  { claim: 'XML that is not well-formed', body: '<A>\n<B></A>', status: 400, says: /line 2, column \d+: unexpected close tag/ },
  { claim: 'an IDoc without control record', body: '<A><IDOC/></A>', status: 400, says: /no control record EDI_DC40/ },
  {
    claim: 'a bad second IDoc',
    body: packet(idoc('1'), '<IDOC/>'),
    status: 400,
    says: /line 5, column \d+ has no control record/,
  },
  {
    claim: 'a DTD',
    body: '<!DOCTYPE A [<!ENTITY x "y">]><A/>',
    status: 400,
    says: /document type declaration at line 1, column 1/,
  },
  { claim: 'too large an IDoc', body: packet(idoc('1', 'x'.repeat(2 * megabyte))), status: 413, says: /maxIdocBytes/ },
  {
    claim: 'too large a packet',
    body: packet(...Array(9).fill(idoc('1', 'x'.repeat(megabyte / 2)))),
    status: 413,
    says: /maxPacketBytes/,
  },
  {
    claim: 'a type no interface takes',
    accept: failing(new Rejected('No interface takes ORDERS05 & co')),
    status: 400,
    says: /<Error>No interface takes ORDERS05 &amp; co<\/Error>/,
  },
  {
    claim: 'a store that is away',
    accept: failing(new Unavailable('The store is away')),
    status: 503,
    says: /The store is away/,
  },
  {
    claim: 'an error nobody foresaw',
    accept: failing(new Error('secret detail')),
    status: 500,
    says: /error in Landbridge; its log/,
  },
]

for (const { claim, body, headers, path, accept, status, says } of refusals) {
  test(`${claim} is answered ${status} with a sentence, and nothing is stored`, async (t) => {
    const channel = await listening(t, accept)
    const response = await channel.post(body ?? packet(idoc('1')), headers, path)
    const text = await response.text()
    assert.equal(response.status, status, text)
    assert.match(text, says)
    assert.match(text, /<Error>[^<]+\.?<\/Error>/)
    assert.doesNotMatch(text, /secret/)
    assert.deepEqual(channel.stored, [])
    assert.equal(response.headers.get('www-authenticate'), status === 401 ? 'Basic realm="Landbridge", charset="UTF-8"' : null)
    assert.equal(response.headers.get('retry-after'), status === 503 ? '30' : null)
  })
}

test('a store that says when it is back is passed on as Retry-After', async (t) => {
  const channel = await listening(t, failing(new Unavailable('The store is away', { retryAfter: 4200 })))
  assert.equal((await channel.post(packet(idoc('1')))).headers.get('retry-after'), '5')
})

test('a password with umlaut and colon is understood', async (t) => {
  const channel = await listening(t)
  assert.equal((await channel.post(packet(idoc('1')), basic('second', 'pässword:2'), '/idoc/S4HCLNT200')).status, 200)
})

test('a packet in pieces is taken without a length', async (t) => {
  const channel = await listening(t)
  const pieces = Readable.from(Array.from(packet(idoc('1'), idoc('2')), (character) => Buffer.from(character)))
  assert.equal((await channel.post(pieces)).status, 200)
  assert.deepEqual(
    channel.stored.map((arrival) => arrival.idoc),
    ['0000000000000001', '0000000000000002'],
  )
})

for (const [claim, start, status] of [
  ['an error at its start', '<A><B></A>', 400],
  ['a wrong password', undefined, 401],
  ['a store that goes away half way', packet(idoc('1'), idoc('2')).slice(0, -12), 503],
] as const) {
  test(`a sender that writes 200 MB before it looks for an answer gets the ${status} for ${claim}`, {
    timeout: 120_000,
  }, async (t) => {
    const afterTheFirst: Accept = async (arrivals) => {
      for await (const _ of arrivals) break
      throw new Unavailable('The store is away')
    }
    const accept = status === 503 ? afterTheFirst : undefined
    const channel = await listening(t, accept, { maxPacketBytes: 300 * megabyte })
    const password = status === 401 ? 'wrong' : 'sandbox'
    const answer = await wholeExchange(channel.port, password, start ?? '', 200)
    assert.match(answer, new RegExp(`^HTTP/1.1 ${status} `))
    assert.match(answer, /<Error>/)
  })
}

test('a packet said to be too large is refused by its length', async (t) => {
  const channel = await listening(t)
  const answer = await wholeExchange(channel.port, 'sandbox', '<A>', 5)
  assert.match(answer, /^HTTP\/1.1 413 /)
  assert.match(answer, /The packet is larger than 4194304 bytes/)
})

test('a packet far larger than what is drained is refused all the same', { timeout: 120_000 }, async (t) => {
  const channel = await listening(t)
  const answer = await answerWhileWriting(channel.port, 64)
  assert.match(answer, /^HTTP\/1.1 413 /)
  assert.match(answer, /connection: close/i)
})

test('a sender that breaks off half way through a large packet has nothing stored', { timeout: 120_000 }, async (t) => {
  const failed = Promise.withResolvers<unknown>()
  const channel = await listening(t, async (arrivals) => {
    try {
      for await (const _ of arrivals);
    } catch (error) {
      failed.resolve(error)
      throw error
    }
    return []
  })
  const socket = connect(channel.port, '127.0.0.1')
  socket.write(`${head('sandbox', 3 * megabyte)}${packet(idoc('1'), idoc('2'))}`, () => socket.destroy())
  const error = await failed.promise
  assert.ok(error instanceof Rejected)
  assert.match(error.message, /broke off after \d+ bytes; nothing was stored/)
})

/** The channel on a server of its own, before an engine that keeps what it takes in an array, all of a packet or nothing. */
async function listening(t: TestContext, accept?: Accept, limits: { maxPacketBytes?: number } = {}) {
  const stored: Arrival[] = []
  const keep: Accept = async (arrivals) => {
    const taken: Arrival[] = []
    for await (const arrival of arrivals) taken.push(arrival)
    const known = new Set(stored.map((arrival) => arrival.identity))
    const repeated = (arrival: Arrival) => known.has(arrival.identity)
    stored.push(...taken.filter((arrival) => !repeated(arrival)))
    return taken.map((arrival) => ({
      messageId: `message-${Number(arrival.idoc)}`,
      interface: 'business-partner',
      idoc: arrival.idoc,
      repeated: repeated(arrival),
    }))
  }
  const app = Fastify()
  const sizes = { maxPacketBytes: 4 * megabyte, maxIdocBytes: megabyte, ...limits }
  await app.register(idocHttp({ accept: accept ?? keep, senders, ...sizes }))
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.after(() => app.close())
  const { port } = app.server.address() as AddressInfo
  const post = (body: string | Uint8Array<ArrayBuffer> | Readable, headers: Record<string, string> = {}, path = '/idoc') =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml', ...basic('S4HCLNT100', 'sandbox'), ...headers },
      body: body as RequestInit['body'] & {},
      ...(body instanceof Readable && { duplex: 'half' }),
    } as RequestInit)
  return { stored, port, post }
}

/** Writes the whole request first and reads then, as SAP's client does. */
async function wholeExchange(port: number, password: string, start: string, megabytes: number): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  const answer = Promise.withResolvers<string>()
  const write = async (bytes: string | Buffer) => {
    if (!socket.write(bytes)) await once(socket, 'drain')
  }
  socket.on('error', answer.reject)
  await write(head(password, start.length + megabytes * megabyte) + start)
  for (let sent = 0; sent < megabytes; sent++) await write(Buffer.alloc(megabyte, ' '))
  socket.once('data', (bytes) => answer.resolve(bytes.toString()))
  return answer.promise.finally(() => socket.destroy())
}

/** Writes and reads at the same time, as most clients do. */
async function answerWhileWriting(port: number, megabytes: number): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  const answer = once(socket, 'data')
  socket.write(head('sandbox', megabytes * megabyte))
  for (let sent = 0; sent < megabytes && !socket.destroyed; sent++) socket.write(Buffer.alloc(megabyte, ' '))
  return answer.then(([bytes]) => bytes.toString()).finally(() => socket.destroy())
}

function head(password: string, length: number): string {
  const { authorization } = basic('S4HCLNT100', password)
  return `POST /idoc HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nAuthorization: ${authorization}\r\nContent-Length: ${length}\r\n\r\n`
}

function basic(user: string, password: string) {
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
}

function failing(error: Error): Accept {
  return () => Promise.reject(error)
}

function packet(...idocs: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<DEBMAS07>\n${idocs.join('\n')}\n</DEBMAS07>`
}

function idoc(number: string, name = 'Example'): string {
  const control = {
    TABNAM: 'EDI_DC40',
    MANDT: '100',
    DOCNUM: number.padStart(16, '0'),
    IDOCTYP: 'DEBMAS07',
    MESTYP: 'DEBMAS',
    SNDPRN: 'S4HCLNT100',
    SERIAL: '20240501120000',
  }
  const fields = Object.entries(control).map(([field, value]) => `<${field}>${value}</${field}>`)
  return `<IDOC BEGIN="1"><EDI_DC40 SEGMENT="1">${fields.join('')}</EDI_DC40>
<E1KNA1M SEGMENT="1"><KUNNR>0000004711</KUNNR><NAME1>${name}</NAME1></E1KNA1M></IDOC>`
}
