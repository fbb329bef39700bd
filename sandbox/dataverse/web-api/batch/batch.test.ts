import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Ask, defineKey, errorOf, webApi } from '../../../../test/support/web-api.ts'

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const type = { 'content-type': 'multipart/mixed; boundary="batch_1"' }
const root = 'https://localhost:8443/api/data/v9.2/'

interface Request {
  readonly line: string
  readonly body?: object
  readonly headers?: readonly string[]
  readonly contentId?: string
}

function part({ line, body, headers = [], contentId }: Request): string {
  const own = contentId === undefined ? [] : [`Content-ID: ${contentId}`]
  const head = ['Content-Type: application/http', 'Content-Transfer-Encoding: binary', ...own, '', `${line} HTTP/1.1`, ...headers]
  return `${[...head, '', ...(body === undefined ? [] : [JSON.stringify(body)])].join('\r\n')}\r\n`
}

function batch(...parts: readonly string[]): string {
  return `${parts.map((text) => `--batch_1\r\n${text}`).join('')}--batch_1--\r\n`
}

function changeSet(...requests: readonly Request[]): string {
  const parts = requests.map((request) => `--changeset_1\r\n${part(request)}`)
  return `Content-Type: multipart/mixed; boundary=changeset_1\r\n\r\n${parts.join('')}--changeset_1--\r\n`
}

async function names(ask: Ask): Promise<unknown[]> {
  const { body } = await ask('GET', 'accounts?$select=name')
  return (body.value as { name: string }[]).map(({ name }) => name)
}

function statuses(text: string): number[] {
  return [...text.matchAll(/^HTTP\/1\.1 (\d+) /gm)].map(([, status]) => Number(status))
}

test('the requests of a batch are answered in order, however their address is written', async (t) => {
  const { ask } = webApi(t)
  const { status, headers, text } = await ask(
    'POST',
    '$batch',
    batch(
      part({ line: `PATCH ${root}accounts(${id(1)})`, body: { name: 'A' }, headers: ['Content-Type: application/json'] }),
      part({ line: `PATCH /api/data/v9.2/accounts(${id(2)})`, body: { name: 'B' } }),
      part({ line: `GET accounts(${id(1)})?$select=name` }),
      part({ line: 'GET WhoAmI', headers: ['Accept: application/json'] }),
    ),
    type,
  )
  assert.equal(status, 200)
  assert.match(headers['content-type'] ?? '', /^multipart\/mixed; boundary=batchresponse_/)
  assert.deepEqual(statuses(text), [204, 204, 200, 200])
  assert.ok(text.includes(`OData-EntityId: ${root}accounts(${id(1)})\r\n`))
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
  const stopped = await ask('POST', '$batch', body, type)
  assert.equal(stopped.status, 400)
  assert.deepEqual(statuses(stopped.text), [204, 400])
  assert.match(stopped.text, /REQ_ID: /)
  assert.deepEqual(await names(ask), ['A'])
  const whole = await ask('POST', '$batch', body, { ...type, prefer: 'odata.continue-on-error' })
  assert.equal(whole.status, 200)
  assert.deepEqual(statuses(whole.text), [204, 400, 204])
  assert.deepEqual(await names(ask), ['A', 'A', 'C'])
})

test('a change set is done wholly, and its requests refer to each other', async (t) => {
  const { ask } = webApi(t)
  const requests = [
    { contentId: '1', line: 'POST accounts', body: { name: 'Parent' } },
    { contentId: '2', line: 'POST accounts', body: { name: 'Child', 'parentaccountid@odata.bind': '$1' } },
    { contentId: '3', line: 'PATCH $1', body: { telephone1: '1' } },
  ]
  const { status, text } = await ask('POST', '$batch', batch(changeSet(...requests)), type)
  assert.equal(status, 200, text)
  assert.deepEqual(statuses(text), [204, 204, 204])
  assert.match(text, /Content-ID: 2/)
  const { body } = await ask('GET', "accounts?$filter=name eq 'Child'&$expand=parentaccountid($select=name,telephone1)")
  const [child] = body.value as { parentaccountid: { name: string; telephone1: string } }[]
  assert.deepEqual([child?.parentaccountid.name, child?.parentaccountid.telephone1], ['Parent', '1'])
})

test('of a change set that fails nothing stays and only the failure is answered', async (t) => {
  const { ask } = webApi(t)
  const requests = [
    { contentId: '1', line: 'POST accounts', body: { name: 'A' } },
    { contentId: '2', line: `PATCH accounts(${id(9)})`, body: { name: 'B' }, headers: ['If-Match: *'] },
    { contentId: '3', line: 'POST accounts', body: { name: 'C' } },
  ]
  const body = batch(changeSet(...requests), part({ line: 'POST accounts', body: { name: 'D' } }))
  const { status, text } = await ask('POST', '$batch', body, { ...type, prefer: 'odata.continue-on-error' })
  assert.equal(status, 200)
  assert.deepEqual(statuses(text), [404, 204])
  assert.match(text, /Content-ID: 2\r\n/)
  assert.equal(/Content-ID: 1\r\n/.test(text), false)
  assert.deepEqual(await names(ask), ['D'])
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
    const answered = await ask('POST', '$batch', body, type)
    assert.equal(answered.status, 400)
    assert.match(answered.text, message)
    assert.deepEqual(await names(ask), [])
  })
}

test('a batch that ends with its last boundary loses the body of a last request that does not tell its length', async (t) => {
  const { ask } = webApi(t)
  const request = { line: `PATCH ${root}accounts(${id(1)})`, body: { name: 'A' } }
  const others = [
    changeSet({ ...request, contentId: '1' }),
    part({ line: 'GET WhoAmI' }),
    part({ line: `DELETE accounts(${id(1)})` }),
    part({ ...request, headers: ['Content-Length: 12'] }),
  ]
  for (const other of others) assert.equal((await ask('POST', '$batch', batch(other).slice(0, -2), type)).status, 200)
  const { status, text } = await ask('POST', '$batch', batch(part(request), part(request)).slice(0, -2), type)
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
  const { text } = await ask('POST', '$batch', batch(read(65_536), read(65_537)), type)
  assert.deepEqual(statuses(text), [200, 414])
})

test('a batch within a batch is refused', async (t) => {
  const { ask } = webApi(t)
  const { status, text } = await ask('POST', '$batch', batch(part({ line: 'POST $batch', body: {} })), type)
  assert.equal(status, 400)
  assert.match(text, /A batch within a batch is not supported/)
})

test('each request of a batch says its own OData version', async (t) => {
  const { ask } = webApi(t)
  const headers = ['Content-Type: application/json', 'OData-Version: 5.0']
  const request = { line: 'POST accounts', body: { name: 'A' }, headers, contentId: '1' }
  for (const parts of [part(request), changeSet(request)])
    assert.deepEqual(statuses((await ask('POST', '$batch', batch(parts), type)).text), [404])
  assert.deepEqual(await names(ask), [])
})

const account = { '@odata.type': 'Microsoft.Dynamics.CRM.account' }
const bulk = (name: string) => `accounts/Microsoft.Dynamics.CRM.${name}Multiple`

test('many rows are created at once, or none', async (t) => {
  const { ask } = webApi(t)
  const both = await ask('POST', bulk('Create'), {
    Targets: [
      { ...account, name: 'A' },
      { ...account, name: 'B' },
    ],
  })
  assert.equal(both.status, 200)
  assert.equal((both.body.Ids as string[]).length, 2)
  const none = await ask('POST', bulk('Create'), {
    Targets: [
      { ...account, name: 'C' },
      { ...account, nonsense: 1 },
    ],
  })
  assert.equal(none.status, 400)
  assert.deepEqual(await names(ask), ['A', 'B'])
})

test('many rows are updated at once by id, and all must be there', async (t) => {
  const { ask } = webApi(t)
  await ask('POST', 'accounts', { accountid: id(1), name: 'A' })
  const targets = [{ ...account, accountid: id(1), name: 'B' }]
  assert.equal((await ask('POST', bulk('Update'), { Targets: targets })).status, 204)
  const missing = [
    { ...account, '@odata.id': `accounts(${id(1)})`, name: 'C' },
    { ...account, accountid: id(2), name: 'D' },
  ]
  assert.equal((await ask('POST', bulk('Update'), { Targets: missing })).status, 404)
  assert.deepEqual(await names(ask), ['B'])
})

test('many rows are upserted at once by key; amounts keep their digits', async (t) => {
  const { ask } = webApi(t)
  await defineKey(ask, 'account', 'accountnumber')
  const targets = (name: string) =>
    ['1', '2'].map(
      (number) =>
        `{"@odata.type":"#Microsoft.Dynamics.CRM.account","@odata.id":"accounts(accountnumber='${number}')","name":"${name}","creditlimit":12345678901234.5678}`,
    )
  for (const name of ['A', 'B']) {
    assert.equal((await ask('POST', bulk('Upsert'), `{"Targets":[${targets(name)}]}`)).status, 204)
    assert.deepEqual(await names(ask), [name, name])
  }
  assert.match((await ask('GET', "accounts(accountnumber='1')")).text, /"creditlimit":12345678901234\.5678/)
})

/** What is wrong, the targets, and the code and words of the refusal. */
const wrong: [string, object, string, RegExp][] = [
  ['without targets', {}, '0x80048d19', /'Targets' is missing/],
  ['without a type', { Targets: [{ name: 'A' }] }, '0x80048d19', /@odata\.type/],
  [
    'with a whole address',
    { Targets: [{ ...account, '@odata.id': `${root}accounts(${id(1)})` }] },
    '0x80048d19',
    /relative address/,
  ],
  ['without an address', { Targets: [{ ...account, name: 'A' }] }, '0x80048d19', /relative address/],
  [
    "with another table's address",
    { Targets: [{ ...account, '@odata.id': `contacts(${id(1)})` }] },
    '0x80048d19',
    /names no account/,
  ],
  [
    'with its key in the body of a new row',
    { Targets: [{ ...account, '@odata.id': "accounts(accountnumber='1')", accountnumber: '1' }] },
    '0x80040216',
    /^An unexpected error occurred\.$/,
  ],
]

for (const [what, body, code, message] of wrong) {
  test(`an UpsertMultiple ${what} is refused`, async (t) => {
    const { ask } = webApi(t)
    await defineKey(ask, 'account', 'accountnumber')
    const answered = await ask('POST', bulk('Upsert'), body)
    assert.equal(answered.status, 400)
    assert.equal(errorOf(answered).code, code)
    assert.match(errorOf(answered).message, message)
  })
}

test('a change set refers to its rows in addresses, in references and in lists of them, with or without the base', async (t) => {
  const { ask } = webApi(t)
  const { status, text } = await ask(
    'POST',
    '$batch',
    batch(
      changeSet(
        { line: 'POST contacts', body: { lastname: 'C' }, contentId: 'c-1' },
        { line: 'POST accounts', body: { name: 'A', 'contact_customer_accounts@odata.bind': ['$c-1'] }, contentId: '2' },
        { line: 'PUT $2/primarycontactid/$ref', body: { '@odata.id': '$c-1' }, contentId: '3' },
        { line: `PATCH ${root}$2`, body: { name: 'B', telephone1: '$2' }, contentId: '4' },
        { line: 'POST accounts', body: { name: 'D', 'parentaccountid@odata.bind': `${root}$2` }, contentId: '5' },
        { line: 'PATCH $5', body: { 'primarycontactid@odata.bind': '/$c-1' }, contentId: '6' },
      ),
    ),
    type,
  )
  assert.deepEqual([status, statuses(text)], [200, [204, 204, 204, 204, 204, 204]])
  const { body } = await ask('GET', 'accounts?$select=name,telephone1&$expand=primarycontactid($select=lastname)&$orderby=name')
  const [b, d] = body.value as { name: string; telephone1: string; primarycontactid: { lastname: string } }[]
  assert.deepEqual([b?.name, b?.telephone1, b?.primarycontactid.lastname], ['B', '$2', 'C'])
  assert.deepEqual([d?.name, d?.primarycontactid.lastname], ['D', 'C'])
})

test('a reference to what comes later, or is outside of the change set, makes the whole batch invalid', async (t) => {
  const { ask } = webApi(t)
  const first = part({ line: 'POST accounts', body: { name: 'A' }, contentId: '1' })
  const later = [
    { line: 'POST contacts', body: { lastname: 'C', 'parentcustomerid_account@odata.bind': '$2' }, contentId: '1' },
    { line: 'POST accounts', body: { name: 'B' }, contentId: '2' },
  ]
  for (const [wrong, id] of [
    [changeSet(...later), 2],
    [part({ line: 'PATCH $1', body: { name: 'B' } }), 1],
  ] as const) {
    const answer = await ask('POST', '$batch', batch(first, wrong), type)
    assert.equal(answer.status, 400)
    assert.equal(errorOf(answer).message, `Content-ID Reference: '$${id}' does not exist in the batch context.`)
    assert.deepEqual(await names(ask), [])
  }
})

test('a Content-ID stands once in a change set', async (t) => {
  const { ask } = webApi(t)
  const request = { line: 'POST accounts', body: { name: 'A' }, contentId: '1' }
  const answer = await ask('POST', '$batch', batch(changeSet(request, request)), type)
  assert.match(errorOf(answer).message, /found more than once in the same change set/)
  assert.deepEqual(await names(ask), [])
})

test('a client may say that it does not want the rest done after a failure', async (t) => {
  const { ask } = webApi(t)
  const parts = [part({ line: 'POST accounts', body: { nonsense: 1 } }), part({ line: 'POST accounts', body: { name: 'A' } })]
  const answer = await ask('POST', '$batch', batch(...parts), { ...type, prefer: 'odata.continue-on-error=false' })
  assert.deepEqual([answer.status, statuses(answer.text)], [400, [400]])
})

test('there is no DeleteMultiple for standard tables, and bulk messages go by POST', async (t) => {
  const { ask } = webApi(t)
  const refused = await ask('POST', 'accounts/Microsoft.Dynamics.CRM.DeleteMultiple', { Targets: [] })
  assert.equal(errorOf(refused).message, 'DeleteMultiple has not yet been implemented.')
  assert.equal((await ask('GET', 'accounts/Microsoft.Dynamics.CRM.UpsertMultiple')).status, 404)
})
