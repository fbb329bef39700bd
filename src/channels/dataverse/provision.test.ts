import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { type Asked, error, recordedDataverse, type Told } from '../../../test/support/recorded-dataverse.ts'
import type { Table } from '../../message/table.ts'
import { check } from './check.ts'
import { applyProvision, planProvision } from './provision.ts'

const account: Table = {
  name: 'account',
  set: 'accounts',
  id: 'accountid',
  key: ['accountnumber'],
  columns: {
    accountnumber: { kind: 'text', length: 20 },
    lb_sapnumber: { kind: 'text', length: 10, custom: 'SAP number' },
    parentaccountid: { kind: 'lookup', to: { name: 'account', set: 'accounts', id: 'accountid', key: [] } },
  },
}

test('a new environment lacks columns and keys, and has them afterwards', async (t) => {
  const { channel, asked } = await environment(t)
  const plan = await planProvision(channel.api, [account, account])
  const texts = [
    'create the column lb_sapnumber of table account',
    'create the key accountnumber of table account',
    'publish all customizations',
    'wait until the key accountnumber of table account is active',
  ]
  assert.deepEqual(
    plan.steps.map(({ text }) => text),
    texts,
  )
  const told: string[] = []
  await applyProvision(channel.api, plan, { onProgress: (text) => told.push(text), pollMs: 1 })
  assert.deepEqual(told, texts)
  const key = JSON.parse(asked.find(({ path }) => path.endsWith('/Keys'))?.text ?? '')
  assert.deepEqual([key.SchemaName, key.KeyAttributes], ['lb_accountnumber_key', ['accountnumber']])
  assert.equal(key.DisplayName.LocalizedLabels[0].LanguageCode, 1031)
  assert.deepEqual((await planProvision(channel.api, [account])).steps, [])
})

test('a key that duplicates in the data make fail tells to merge them, and is built again when they are gone', async (t) => {
  const { channel, state } = await environment(t, { becomes: 'Failed' })
  await assert.rejects(applyProvision(channel.api, await planProvision(channel.api, [account]), { pollMs: 1 }), {
    name: 'Misconfigured',
    message: /key accountnumber of table account.*merge or delete the duplicates/,
  })
  state.becomes = 'Active'
  const plan = await planProvision(channel.api, [account])
  assert.deepEqual(
    plan.steps.map(({ kind }) => kind),
    ['rebuild', 'publish', 'wait'],
  )
  await applyProvision(channel.api, plan, { pollMs: 1 })
})

test('a key that takes longer than the patience lasts is left to Dynamics 365, with what to do then', async (t) => {
  const { channel, state } = await environment(t, { becomes: 'InProgress' })
  const done: string[] = []
  const patience = { pollMs: 1, timeoutMs: 0, onDone: ({ kind }: { kind: string }) => done.push(kind) }
  await assert.rejects(applyProvision(channel.api, await planProvision(channel.api, [account]), patience), {
    name: 'Unavailable',
    message:
      /^The key accountnumber of table account is \w+, not yet active\. .*npx landbridge check says when .* provision waits again$/,
  })
  assert.deepEqual(done, ['column', 'key', 'publish'])
  state.becomes = 'Active'
  const plan = await planProvision(channel.api, [account])
  assert.deepEqual(
    plan.steps.map(({ kind }) => kind),
    ['wait'],
  )
  await applyProvision(channel.api, plan, { pollMs: 1 })
})

test('a table that is not there is nothing provision could create', async (t) => {
  const { channel } = await environment(t)
  await assert.rejects(planProvision(channel.api, [{ ...account, name: 'invoice' }]), {
    name: 'Misconfigured',
    message: /no table invoice/,
  })
})

test('check says what is missing and what to do, then that all is well', async (t) => {
  const { channel } = await environment(t)
  assert.deepEqual(
    (await check(channel.api, [account])).map(({ ok }) => ok),
    [true, false, false],
  )
  const [, columns, key] = await check(channel.api, [account])
  assert.equal(columns?.text, 'Table account lacks lb_sapnumber: run npx landbridge provision')
  assert.match(key?.text ?? '', /not there: run npx landbridge provision/)
  await applyProvision(channel.api, await planProvision(channel.api, [account]), { pollMs: 1 })
  assert.ok((await check(channel.api, [account])).every(({ ok }) => ok))
})

test('check says which of further application users is not known', async (t) => {
  const further = { getToken: async () => ({ token: 'further', expiresOnTimestamp: Date.now() + 3_600_000 }) }
  const { channel } = await recordedDataverse(
    t,
    ({ headers }) =>
      headers.authorization === 'Bearer further'
        ? error(403, '0x80072560', 'The user is not a member of the organization.')
        : { status: 200, body: { UserId: 'u' } },
    { furtherCredentials: [further] },
  )
  const findings = await channel.check([])
  assert.deepEqual(
    findings.map(({ ok }) => ok),
    [true, false],
  )
  assert.match(findings[1]?.text ?? '', /^dataverse\.furtherCredentials\[0\]: .*not a member/)
})

test('check stops at a user Dynamics 365 does not know', async (t) => {
  const { channel } = await recordedDataverse(t, () => error(403, '0x80072560', 'The user is not a member of the organization.'))
  const findings = await check(channel.api, [account])
  assert.equal(findings.length, 1)
  assert.match(findings[0]?.text ?? '', /application user/)
})

/** Just the metadata of one table; a key is in progress when first looked at. */
async function environment(t: TestContext, state: { becomes: string } = { becomes: 'Active' }) {
  const columns = ['accountnumber']
  const keys: { LogicalName: string; KeyAttributes: string[]; EntityKeyIndexStatus: string }[] = []
  const answer = ({ method, path, text }: Asked): Told => {
    const body = text === '' ? {} : JSON.parse(text)
    if (path === 'WhoAmI') return { status: 200, body: { UserId: 'u' } }
    if (path.startsWith('organizations')) return { status: 200, body: { value: [{ languagecode: 1031 }] } }
    if (path === 'PublishAllXml') return { status: 204 }
    if (path === 'ReactivateEntityKey') {
      for (const key of keys) key.EntityKeyIndexStatus = 'Pending'
      return { status: 204 }
    }
    if (!path.startsWith("EntityDefinitions(LogicalName='account')")) return error(404, '0x80041102', 'The entity was not found')
    if (method === 'POST' && path.endsWith('/Attributes')) columns.push(body.SchemaName)
    if (method === 'POST' && path.endsWith('/Keys')) {
      keys.push({ LogicalName: body.SchemaName, KeyAttributes: body.KeyAttributes, EntityKeyIndexStatus: 'Pending' })
    }
    if (method === 'POST') return { status: 204 }
    const definition = {
      Attributes: columns.map((LogicalName) => ({ LogicalName })),
      Keys: structuredClone(keys),
      ManyToOneRelationships: [{ ReferencingEntityNavigationPropertyName: 'parentaccountid' }],
    }
    for (const key of keys)
      key.EntityKeyIndexStatus = key.EntityKeyIndexStatus === 'Pending' ? 'InProgress' : key.EntityKeyIndexStatus
    for (const key of keys)
      key.EntityKeyIndexStatus = key.EntityKeyIndexStatus === 'InProgress' ? state.becomes : key.EntityKeyIndexStatus
    return { status: 200, body: definition }
  }
  return { ...(await recordedDataverse(t, answer)), state }
}
