import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contractEnvironments } from './environments.ts'

const settings = {
  LANDBRIDGE_CONTRACT_URL: 'https://contoso.crm4.dynamics.com/',
  LANDBRIDGE_CONTRACT_TENANT_ID: 'contoso.example',
  LANDBRIDGE_CONTRACT_CLIENT_ID: 'app',
  LANDBRIDGE_CONTRACT_CLIENT_SECRET: 'secret',
}

test('the contract is held against the sandbox, and against a real environment only when one is named', () => {
  assert.equal(contractEnvironments({}).length, 1)
  assert.equal(contractEnvironments(settings).length, 2)
})

test('a real environment is signed in to at the public authority, or at another one that is named', async (t) => {
  const open = (more: object) => contractEnvironments({ ...settings, ...more })[1]?.(t)
  const { url, authorityHost, isPrivateAuthority } = (await open({})) ?? assert.fail()
  assert.deepEqual(
    [url, authorityHost, isPrivateAuthority],
    ['https://contoso.crm4.dynamics.com', 'https://login.microsoftonline.com', false],
  )
  const other = await open({ LANDBRIDGE_CONTRACT_AUTHORITY_HOST: 'https://login.example' })
  assert.equal(other?.isPrivateAuthority, true)
})

test('a credential that is missing is named', async (t) => {
  const [, open] = contractEnvironments({ ...settings, LANDBRIDGE_CONTRACT_CLIENT_SECRET: '' })
  await assert.rejects(async () => open?.(t), /set LANDBRIDGE_CONTRACT_CLIENT_SECRET as well/)
})
