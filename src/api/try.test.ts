import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiServer } from '../../test/support/api-server.ts'
import { asAdmin } from '../../test/support/credentials.ts'
import { ownDatabase } from '../../test/support/database.ts'

const { server } = await apiServer((await ownDatabase()).sql)

const limit = (namespace: string) =>
  `<n:CreditAccount xmlns:n="${namespace}"><Account><Customer>4711</Customer><CreditSegment>0000</CreditSegment></Account></n:CreditAccount>`

function tried(payload: string, query = '') {
  const headers = { ...asAdmin, 'content-type': 'text/xml' }
  return server.inject({ method: 'POST', url: `/api/try${query}`, headers, payload })
}

test('the payload of an XI message alone is tried for the interface of its namespace, or for the one that is named', async () => {
  for (const answer of [
    await tried(limit('urn:landbridge:credit')),
    await tried(limit('urn:other'), '?interface=credit-limit'),
  ]) {
    assert.equal(answer.statusCode, 200, answer.body)
    assert.match(answer.json().objects[0].objectKey, /^credit-limit\//)
  }
})

test('a payload nobody can tell the interface of is refused with those there are', async () => {
  const answer = await tried(limit('urn:other'))
  assert.equal(answer.statusCode, 422)
  assert.match(answer.json().detail, /say of which interface: credit-limit, invoice/)
  const wrong = await tried(limit('urn:other'), '?interface=material')
  assert.equal(wrong.statusCode, 422)
  assert.match(wrong.json().detail, /^material is no interface that takes XI messages/)
})
