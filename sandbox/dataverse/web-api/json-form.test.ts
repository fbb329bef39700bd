import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errorOf, represented, webApi } from '../../../test/support/web-api.ts'

const compatible = { 'content-type': 'application/json;IEEE754Compatible=true' }

test('decimals stand in quotes when the client says so, and only then', async (t) => {
  const { ask } = webApi(t)
  const exact = '{ "name": "5", "creditlimit": "98765432109876.5432", "numberofemployees": 7 }'
  const created = await ask('POST', 'accounts?$select=name,creditlimit,numberofemployees', exact, {
    ...compatible,
    ...represented,
  })
  assert.equal(created.status, 201, created.text)
  assert.match(created.text, /"name":"5","creditlimit":98765432109876\.5432,"numberofemployees":7/)
  for (const [body, headers] of [
    ['{ "creditlimit": 5.5 }', compatible],
    ['{ "creditlimit": "5.5" }', { 'content-type': 'application/json' }],
  ] as const) {
    const refused = await ask('POST', 'accounts', body, headers)
    assert.deepEqual([refused.status, errorOf(refused).code], [400, '0x80048d19'])
    assert.match(errorOf(refused).message, /conflict between input format string\/number and parameter 'IEEE754Compatible'/)
  }
})

test('decimals and long numbers come in quotes to whoever asks for it', async (t) => {
  const { ask } = webApi(t)
  await ask('POST', 'accounts', '{ "name": "A", "creditlimit": 98765432109876.5432 }')
  const { headers, text } = await ask('GET', 'accounts?$select=creditlimit,versionnumber,statecode', '', {
    accept: 'application/json;odata.metadata=minimal;IEEE754Compatible=true',
  })
  assert.equal(headers['content-type'], 'application/json; odata.metadata=minimal; IEEE754Compatible=true')
  assert.match(text, /"creditlimit":"98765432109876\.5432","versionnumber":"\d+","statecode":0/)
})

test('without metadata there are neither contexts nor versions, but links and exact numbers', async (t) => {
  const { ask } = webApi(t)
  for (const name of ['A', 'B']) await ask('POST', 'accounts', `{ "name": "${name}", "creditlimit": 98765432109876.5432 }`)
  const { headers, text } = await ask('GET', 'accounts?$select=creditlimit', '', {
    accept: 'application/json; odata.metadata=none',
    prefer: 'odata.maxpagesize=1',
  })
  assert.equal(headers['content-type'], 'application/json; odata.metadata=none')
  assert.doesNotMatch(text, /@odata\.(context|etag)/)
  assert.match(text, /"creditlimit":98765432109876\.5432,.*"@odata\.nextLink":/)
})

test('a body that is no JSON by its own word is not read', async (t) => {
  const { ask } = webApi(t)
  for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded']) {
    const refused = await ask('POST', 'accounts', '{ "name": "A" }', { 'content-type': type })
    assert.equal(refused.status, 415)
    assert.equal(errorOf(refused).message, `The request entity's media type '${type}' is not supported for this resource.`)
  }
  for (const type of ['application/json', 'application/json; type=entry', 'Application/JSON;charset=UTF-8'])
    assert.equal((await ask('POST', 'accounts', '{ "name": "A" }', { 'content-type': type })).status, 204)
})
