import assert from 'node:assert/strict'
import { test } from 'node:test'
import { batch, batchType, changeSet, part, statuses } from '../../../../test/support/batches.ts'
import { accountNames, apiRoot, id, webApi } from '../../../../test/support/web-api.ts'

test('the requests of a batch are answered in order, however their address is written', async (t) => {
  const { ask } = webApi(t)
  const { status, headers, text } = await ask(
    'POST',
    '$batch',
    batch(
      part({ line: `PATCH ${apiRoot}accounts(${id(1)})`, body: { name: 'A' }, headers: ['Content-Type: application/json'] }),
      part({ line: `PATCH /api/data/v9.2/accounts(${id(2)})`, body: { name: 'B' } }),
      part({ line: `GET accounts(${id(1)})?$select=name` }),
      part({ line: 'GET WhoAmI', headers: ['Accept: application/json'] }),
    ),
    batchType,
  )
  assert.equal(status, 200)
  assert.match(headers['content-type'] ?? '', /^multipart\/mixed; boundary=batchresponse_/)
  assert.deepEqual(statuses(text), [204, 204, 200, 200])
  assert.ok(text.includes(`OData-EntityId: ${apiRoot}accounts(${id(1)})\r\n`))
  assert.ok(text.includes('"name":"A"'))
  assert.match(text, /--batchresponse_[\da-f-]+--\r\n$/)
})

test('a batch ends with the first failure, whose status it has; what was done stays', async (t) => {
  const { ask } = webApi(t)
  const body = batch(
    part({ line: 'POST accounts', body: { name: 'A' } }),
    part({ line: 'POST accounts', body: { nonsense: 1 } }),
    part({ line: 'POST accounts', body: { name: 'C' } }),
  )
  const stopped = await ask('POST', '$batch', body, batchType)
  assert.equal(stopped.status, 400)
  assert.deepEqual(statuses(stopped.text), [204, 400])
  assert.match(stopped.text, /REQ_ID: /)
  assert.deepEqual(await accountNames(ask), ['A'])
  const whole = await ask('POST', '$batch', body, { ...batchType, prefer: 'odata.continue-on-error' })
  assert.equal(whole.status, 200)
  assert.deepEqual(statuses(whole.text), [204, 400, 204])
  assert.deepEqual(await accountNames(ask), ['A', 'A', 'C'])
})

/** What is wrong, the batch, and the words of the refusal. */
const refused: [string, string, RegExp][] = [
  ['without a last boundary', batch(part({ line: 'GET WhoAmI' })).replace('--batch_1--', ''), /Stream was not readable/],
  [
    'without the empty line after a request',
    batch(part({ line: 'GET WhoAmI' }).replace(/\r\n\r\n$/, '\r\n')),
    /The message header '--batch_1' is invalid\. The header value must be of the format '<header name>: <header value>'\./,
  ],
  ['of another boundary', batch(part({ line: 'GET WhoAmI' })).replaceAll('batch_1', 'batch_2'), /Stream was not readable/],
  ['with too many parts', batch(...Array(1001).fill(part({ line: 'GET WhoAmI' }))), /maximum number of .1000./],
  ['with a GET in a change set', batch(changeSet({ line: 'GET WhoAmI', contentId: '1' })), /invalid HTTP method .GET./],
  ['without Content-ID in a change set', batch(changeSet({ line: 'POST accounts', body: {} })), /needs a Content-ID/],
  [
    'with a reference outside of a change set',
    batch(part({ line: 'PATCH $1', body: {} })),
    /Content-ID Reference: '\$1' does not exist in the batch context\./,
  ],
  [
    'with a reference forwards',
    batch(changeSet({ contentId: '1', line: 'PATCH $2', body: {} }, { contentId: '2', line: 'POST accounts', body: {} })),
    /'\$2' does not exist/,
  ],
]

for (const [what, body, message] of refused) {
  test(`a batch ${what} is refused and nothing is done`, async (t) => {
    const { ask } = webApi(t)
    const answered = await ask('POST', '$batch', body, batchType)
    assert.equal(answered.status, 400)
    assert.match(answered.text, message)
    assert.deepEqual(await accountNames(ask), [])
  })
}

test('a batch that ends with its last boundary loses the body of a last request that does not tell its length', async (t) => {
  const { ask } = webApi(t)
  const request = { line: `PATCH ${apiRoot}accounts(${id(1)})`, body: { name: 'A' } }
  const others = [
    changeSet({ ...request, contentId: '1' }),
    part({ line: 'GET WhoAmI' }),
    part({ line: `DELETE accounts(${id(1)})` }),
    part({ ...request, headers: ['Content-Length: 12'] }),
  ]
  for (const other of others) assert.equal((await ask('POST', '$batch', batch(other).slice(0, -2), batchType)).status, 200)
  const { status, text } = await ask('POST', '$batch', batch(part(request), part(request)).slice(0, -2), batchType)
  assert.deepEqual([status, statuses(text)], [400, [204, 400]])
  assert.match(
    text,
    /"0x80048d19","message":"Error identified in Payload.*Entity :'accounts'.*System\.ArgumentException: Stream was not/,
  )
})

test('an address within a batch may be twice as long as one by itself', async (t) => {
  const { ask } = webApi(t)
  const read = (characters: number) => {
    const start = "GET accounts?$select=name&$filter=name eq '"
    return part({ line: `${start}${'x'.repeat(characters - start.length + 3)}'` })
  }
  const { text } = await ask('POST', '$batch', batch(read(65_536), read(65_537)), batchType)
  assert.deepEqual(statuses(text), [200, 414])
})

test('a batch within a batch is refused', async (t) => {
  const { ask } = webApi(t)
  const { status, text } = await ask('POST', '$batch', batch(part({ line: 'POST $batch', body: {} })), batchType)
  assert.equal(status, 400)
  assert.match(text, /A batch within a batch is not supported/)
})

test('each request of a batch says its own OData version', async (t) => {
  const { ask } = webApi(t)
  const headers = ['Content-Type: application/json', 'OData-Version: 5.0']
  const request = { line: 'POST accounts', body: { name: 'A' }, headers, contentId: '1' }
  for (const parts of [part(request), changeSet(request)])
    assert.deepEqual(statuses((await ask('POST', '$batch', batch(parts), batchType)).text), [404])
  assert.deepEqual(await accountNames(ask), [])
})

test('a client may say that it does not want the rest done after a failure', async (t) => {
  const { ask } = webApi(t)
  const parts = [part({ line: 'POST accounts', body: { nonsense: 1 } }), part({ line: 'POST accounts', body: { name: 'A' } })]
  const answer = await ask('POST', '$batch', batch(...parts), { ...batchType, prefer: 'odata.continue-on-error=false' })
  assert.deepEqual([answer.status, statuses(answer.text)], [400, [400]])
})
