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
const noJson = [400, 'The body is not the JSON that its content type says', 'Correct it, or its content type. See /api/docs.']

for (const [what, type, body, refusal] of [
  ['broken JSON', 'application/json', '{"reason":', noJson],
  ['JSON that would change what objects are', 'application/json', '{"__proto__":{}}', noJson],
  ['XML', 'application/xml', '<reason/>', noType],
  ['JSON that is said to be text, as fetch says of a string', 'text/plain;charset=UTF-8', '{"reason":"x"}', noType],
  ['a type that is none', 'nonsense', '{"reason":"x"}', noType],
  ['bytes and no type', undefined, Buffer.from('{"reason":"x"}'), noType],
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

function ask(method: string, path: string, { type, body }: { type?: string | undefined; body?: string | Buffer<ArrayBuffer> }) {
  const headers = { ...asAdmin, ...(type !== undefined && { 'content-type': type }) }
  return fetch(`${url}/api${path}`, { method, headers, ...(body !== undefined && { body }) })
}
