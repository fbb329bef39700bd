import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { ClientSecretCredential } from '@azure/identity'
import { DynamicsWebApi } from 'dynamics-web-api'
import { sandboxDataverse } from '../support/sandbox-dataverse.ts'

test('dynamics-web-api sends a batch as one change set: all of it is done', async (t) => {
  const api = await client(t)
  api.startBatch()
  api.create({ collection: 'accounts', data: { name: 'A' }, contentId: '1' })
  api.create({ collection: 'contacts', data: { lastname: 'x', 'parentcustomerid_account@odata.bind': '$1' } })
  const answers = await api.executeBatch()
  assert.equal(answers.length, 2)
  const { value } = await api.retrieveMultiple({ collection: 'contacts', expand: [{ property: 'parentcustomerid_account' }] })
  assert.equal(value?.[0]?.parentcustomerid_account.name, 'A')
})

test('dynamics-web-api is told why a change set failed, and nothing of it is done', async (t) => {
  const api = await client(t)
  api.startBatch()
  api.create({ collection: 'accounts', data: { name: 'A' } })
  api.create({ collection: 'accounts', data: { nosuchcolumn: 1 } })
  const errors = await api.executeBatch().then(
    () => assert.fail(),
    (reason: { status: number; error: { message: string } }[]) => reason,
  )
  assert.deepEqual([errors.length, errors[0]?.status], [1, 400])
  assert.match(errors[0]?.error.message ?? '', /nosuchcolumn/)
  assert.equal(await api.count({ collection: 'accounts' }), 0)
})

test('dynamics-web-api reads several things in one batch', async (t) => {
  const api = await client(t)
  await api.create({ collection: 'accounts', data: { name: 'A' } })
  api.startBatch()
  api.retrieveMultiple({ collection: 'accounts', select: ['name'] })
  api.count({ collection: 'accounts' })
  const [accounts, count] = await api.executeBatch()
  assert.equal(accounts.value[0].name, 'A')
  assert.equal(count, 1)
})

async function client(t: TestContext): Promise<DynamicsWebApi> {
  const { url } = await sandboxDataverse(t)
  const authority = { authorityHost: url, disableInstanceDiscovery: true }
  const credential = new ClientSecretCredential('sandbox', 'landbridge', 'landbridge-secret', authority)
  const onTokenRefresh = async () => (await credential.getToken(`${url}/.default`)).token
  return new DynamicsWebApi({ serverUrl: url, onTokenRefresh })
}
