import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { ClientSecretCredential } from '@azure/identity'
import { DynamicsWebApi } from 'dynamics-web-api'
import { type SandboxDataverse, sandboxDataverse } from '../support/sandbox-dataverse.ts'

interface Account {
  accountid: string
  name: string
  accountnumber: string
  telephone1: string | null
}

test('dynamics-web-api creates a row, reads it, changes it and deletes it', async (t) => {
  const api = await client(t)
  const created: Account = await api.create({
    collection: 'accounts',
    data: { name: 'Contoso', accountnumber: '4711', telephone1: '+1 425 555 0100' },
    returnRepresentation: true,
  })
  const key = created.accountid
  const select = ['name', 'accountnumber', 'telephone1']
  const read = await api.retrieve<Account>({ collection: 'accounts', key, select })
  assert.deepEqual([read.name, read.accountnumber, read.telephone1], ['Contoso', '4711', '+1 425 555 0100'])
  await api.update({ collection: 'accounts', key, data: { telephone1: null } })
  const changed = await api.retrieve<Account>({ collection: 'accounts', key, select })
  assert.deepEqual([changed.name, changed.telephone1], ['Contoso', null])
  await api.deleteRecord({ collection: 'accounts', key })
  await assert.rejects(api.retrieve({ collection: 'accounts', key, select }), { status: 404, code: '0x80040217' })
})

test('dynamics-web-api gets the id of a created row from the answer’s header', async (t) => {
  const api = await client(t)
  const id = await api.create<object, string>({ collection: 'accounts', data: { name: 'Contoso' } })
  assert.match(id, /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
})

test('dynamics-web-api upserts by id: first the row is created, then changed', async (t) => {
  const api = await client(t)
  const key = 'b1a4e6a0-93c5-4f3c-8a35-6f7b1f0e7a11'
  for (const name of ['Contoso', 'Fabrikam']) await api.upsert({ collection: 'accounts', key, data: { name } })
  const { value } = await api.retrieveMultiple<Account>({
    collection: 'accounts',
    select: ['name'],
    filter: `accountid eq ${key}`,
  })
  assert.deepEqual(
    value?.map(({ name }) => name),
    ['Fabrikam'],
  )
})

test('dynamics-web-api does not create what it only wants to change', async (t) => {
  const api = await client(t)
  const key = 'b1a4e6a0-93c5-4f3c-8a35-6f7b1f0e7a12'
  await assert.rejects(api.update({ collection: 'accounts', key, data: { name: 'Contoso' } }), { status: 404 })
})

test('dynamics-web-api filters, orders, counts and reads page after page', async (t) => {
  const api = await client(t)
  for (const number of [3, 1, 2, 5, 4]) {
    await api.create({ collection: 'accounts', data: { name: `Customer ${number}`, accountnumber: `${number}` } })
  }
  const request = { collection: 'accounts', select: ['name'], filter: "accountnumber ge '2'", orderBy: ['accountnumber desc'] }
  const first = await api.retrieveMultiple<Account>({ ...request, count: true, maxPageSize: 3 })
  const names = (rows: Account[] = []) => rows.map(({ name }) => name)
  assert.deepEqual(names(first.value), ['Customer 5', 'Customer 4', 'Customer 3'])
  assert.equal(first.oDataCount, 4)
  const second = await api.retrieveMultiple<Account>({ ...request, maxPageSize: 3 }, first.oDataNextLink)
  assert.deepEqual(names(second.value), ['Customer 2'])
  const all = await api.retrieveAll<Account>(request)
  assert.equal(all.value.length, 4)
})

test('dynamics-web-api joins a lookup and reads its name', async (t) => {
  const api = await client(t)
  const parent = await api.create<object, string>({ collection: 'accounts', data: { name: 'Contoso Group' } })
  const data = { name: 'Contoso', 'parentaccountid@odata.bind': `/accounts(${parent})` }
  const key = await api.create<object, string>({ collection: 'accounts', data })
  const read = await api.retrieve({
    collection: 'accounts',
    key,
    select: ['name', '_parentaccountid_value'],
    expand: [{ property: 'parentaccountid', select: ['name'] }],
    includeAnnotations: '*',
  })
  assert.equal(read._parentaccountid_value, parent)
  assert.equal(read.parentaccountid.name, 'Contoso Group')
  assert.equal(read['_parentaccountid_value@OData.Community.Display.V1.FormattedValue'], 'Contoso Group')
})

test('dynamics-web-api is told a wrong column by Dataverse’s own words', async (t) => {
  const api = await client(t)
  await assert.rejects(api.create({ collection: 'accounts', data: { nosuchcolumn: 1 } }), {
    status: 400,
    code: '0x80048d19',
    message: /nosuchcolumn/,
  })
})

async function client(t: TestContext): Promise<DynamicsWebApi> {
  const sandbox = await sandboxDataverse(t)
  return new DynamicsWebApi({ serverUrl: sandbox.url, onTokenRefresh: () => token(sandbox) })
}

async function token({ url }: SandboxDataverse): Promise<string> {
  const authority = { authorityHost: url, disableInstanceDiscovery: true }
  const credential = new ClientSecretCredential('sandbox', 'landbridge', 'landbridge-secret', authority)
  return (await credential.getToken(`${url}/.default`)).token
}
