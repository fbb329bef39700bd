import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fiveCustomers } from '../../../test/support/five-customers.ts'
import { apiRoot, id } from '../../../test/support/web-api.ts'

test('pages follow each other until all rows were there', async (t) => {
  const ask = await fiveCustomers(t)
  let path = 'accounts?$select=name&$filter=accountnumber ne null&$count=true'
  const sizes: number[] = []
  for (;;) {
    const { body, headers } = await ask('GET', path, '', { prefer: 'odata.maxpagesize=3' })
    assert.equal(headers['preference-applied'], 'odata.maxpagesize=3')
    assert.equal(body['@odata.count'], 4)
    sizes.push((body.value as unknown[]).length)
    if (body['@odata.nextLink'] === undefined) break
    path = String(body['@odata.nextLink']).replace(apiRoot, '')
  }
  assert.deepEqual(sizes, [3, 1])
})

test('a page size that is none is passed over: all rows come, and nobody says that it was followed', async (t) => {
  const ask = await fiveCustomers(t)
  for (const size of ['-1', '0', 'abc', '1.5', '']) {
    const paged = { prefer: `odata.maxpagesize=${size}` }
    const { body, headers } = await ask('GET', 'accounts?$select=name', '', paged)
    assert.deepEqual([(body.value as unknown[]).length, '@odata.nextLink' in body], [5, false], size)
    assert.equal(headers['preference-applied'], undefined, size)
    const { body: first } = await ask('GET', 'accounts?$select=name&$top=1', '', paged)
    assert.deepEqual([(first.value as unknown[]).length, '@odata.nextLink' in first], [1, false], size)
  }
})

test('the next page begins behind the last row of the one before, whatever was deleted meanwhile', async (t) => {
  const ask = await fiveCustomers(t)
  const paged = { prefer: 'odata.maxpagesize=2' }
  const first = await ask('GET', "accounts?$select=name&$filter=contains(name,'o') or name eq 'Zzz'", '', paged)
  const link = String(first.body['@odata.nextLink'])
  assert.match(
    link,
    /accounts\?\$select=name&\$filter=contains\(name,'o'\)%20or%20name%20eq%20'Zzz'&\$skiptoken=%3Ccookie%20pagenumber=%222%22/,
  )
  assert.match(link, new RegExp(`accountid%2520last%253d%2522%257b${id(2)}%257d`))
  await ask('DELETE', `accounts(${id(1)})`)
  const second = await ask('GET', link.replace(apiRoot, ''), '', paged)
  assert.deepEqual(
    (second.body.value as { accountid: string }[]).map(({ accountid }) => accountid),
    [3, 4].map(id),
  )
})

test('who asks for pages gets pages: $top counts for nothing then', async (t) => {
  const ask = await fiveCustomers(t)
  const { body } = await ask('GET', 'accounts?$select=name&$top=1', '', { prefer: 'odata.maxpagesize=2' })
  assert.equal((body.value as unknown[]).length, 2)
  assert.ok('@odata.nextLink' in body)
})

test('$top ends the list without a next page', async (t) => {
  const ask = await fiveCustomers(t)
  const { body } = await ask('GET', 'accounts?$select=name&$top=2')
  assert.equal((body.value as unknown[]).length, 2)
  assert.equal('@odata.nextLink' in body, false)
})
