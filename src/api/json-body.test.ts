import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listeningApi } from '../../test/support/api-server.ts'
import { asAdmin } from '../../test/support/credentials.ts'

const url = await listeningApi()

const noType = [
  415,
  'The body has no content type that is taken here',
  'Send JSON, with Content-Type: application/json. See /api/docs.',
]
const noUtf8 = [400, 'The body is not UTF-8', 'Send it, or save the file, as UTF-8 (in Excel: CSV UTF-8).']
const noJson = [400, 'The body is not the JSON that its content type says', 'Correct it, or its content type. See /api/docs.']

for (const [what, type, body, refusal] of [
  ['broken JSON', 'application/json', '{"reason":', noJson],
  ['JSON that would change what objects are', 'application/json', '{"__proto__":{}}', noJson],
  ['XML', 'application/xml', '<reason/>', noType],
  ['JSON that is said to be text, as fetch says of a string', 'text/plain;charset=UTF-8', '{"reason":"x"}', noType],
  ['a type that is none', 'nonsense', '{"reason":"x"}', noType],
  ['bytes and no type', undefined, Buffer.from('{"reason":"x"}'), noType],
  ['JSON in Latin-1, whatever it is said to be', 'application/json', Buffer.from('{"reason":"Müller"}', 'latin1'), noUtf8],
  [
    'JSON that is said to be Latin-1',
    'application/json; charset=ISO-8859-1',
    Buffer.from('{"reason":"Müller"}', 'latin1'),
    [415, 'A body in ISO-8859-1 is not taken here', 'Send it as UTF-8, and say charset=utf-8 or nothing.'],
  ],
  [
    'more than a MiB',
    'application/json; charset=utf-8',
    JSON.stringify({ reason: 'x'.repeat(1024 * 1024) }),
    [413, 'What was sent is too large', 'Split it, and send one part after the other.'],
  ],
  [
    'JSON by its type and nothing in it',
    'application/json',
    '',
    [400, 'The request is not as it should be', 'the body: must be an object, but is missing. See /api/docs.'],
  ],
] as const) {
  test(`a body of ${what} is refused by a sentence of ours`, async () => {
    const answer = await ask('POST', '/messages/1/cancel', { type, body })
    const { title, detail } = (await answer.json()) as { title: string; detail: string }
    assert.deepEqual([answer.status, title, detail], refusal)
  })
}

test('who names the type of JSON and sends nothing is served where nothing need be sent', async () => {
  assert.equal((await ask('PUT', '/views/mine', { type: 'application/json', body: '{"query":"status=held"}' })).status, 204)
  assert.equal((await ask('DELETE', '/views/mine', { type: 'application/json' })).status, 204)
})

test('a value mapping in another encoding, or with NUL, is refused and changes nothing', async () => {
  const path = '/value-mappings/business-partner/country/csv'
  const latin1 = Buffer.from('code,value\nXX,Österreich\n', 'latin1')
  for (const [type, body, status, said] of [
    ['text/csv', latin1, 400, /save the file, as UTF-8/],
    ['text/csv; charset=windows-1252', latin1, 415, /charset=utf-8 or nothing/],
    ['text/csv', Buffer.from('code,value\nXX,a\0b\n'), 400, /must not hold the character NUL/],
  ] as const) {
    const answer = await ask('PUT', path, { type, body })
    assert.equal(answer.status, status)
    assert.match(((await answer.json()) as { detail: string }).detail, said)
  }
  assert.equal((await ask('PUT', path, { type: 'text/csv; charset="UTF-8"', body: 'code,value\n' })).status, 200)
})

function ask(method: string, path: string, { type, body }: { type?: string | undefined; body?: string | Buffer<ArrayBuffer> }) {
  const headers = { ...asAdmin, ...(type !== undefined && { 'content-type': type }) }
  return fetch(`${url}/api${path}`, { method, headers, ...(body !== undefined && { body }) })
}
