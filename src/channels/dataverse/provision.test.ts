import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { type Asked, error, recordedDataverse, type Told } from '../../../test/support/recorded-dataverse.ts'
import type { Table } from '../../message/table.ts'
import { check } from './check.ts'
import { patiently } from './patiently.ts'
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

test('whatever code a table has that is not there, it is one that is not there; a page that something on the way answers with 404 is none', async (t) => {
  for (const code of ['0x80040217', '0x80041102', '0x80060888', '0x0', '']) {
    const { channel } = await recordedDataverse(t, () => error(404, code, 'Could not find an entity with name invoice'))
    const trouble = { name: 'Misconfigured', message: /^This environment has no table invoice: install the app/ }
    await assert.rejects(planProvision(channel.api, [{ ...account, name: 'invoice' }]), trouble)
  }
  const page = { status: 404, headers: { 'content-type': 'text/html' }, body: '<html><h1>Not found</h1></html>' }
  for (const told of [page, { status: 404, body: { statusCode: 404, message: 'Resource not found' } }]) {
    const { channel } = await recordedDataverse(t, () => told)
    const trouble = { name: 'Misconfigured', message: /ot found.*See that dataverse\.url is the address/ }
    await assert.rejects(planProvision(channel.api, [account]), trouble)
  }
})

test("what is refused while an environment is prepared is nobody's value: nothing is to be corrected in SAP, and no message restarted", async (t) => {
  const refused = error(400, '0x80044363', 'The schema name lb_sapnumber for type attribute is not unique.')
  const { channel } = await environment(t, { becomes: 'Active' }, ({ path }) =>
    path.endsWith('/Attributes') ? refused : undefined,
  )
  await assert.rejects(applyProvision(channel.api, await planProvision(channel.api, [account])), {
    name: 'Rejected',
    message: /is not unique\. Put that right in Dynamics 365 or in tables\.ts of the interface, then run it again$/,
  })
  const user = await recordedDataverse(t, () => error(400, '0x80040203', 'Invalid argument'))
  const [finding] = await check(user.channel.api, [account])
  assert.match(finding?.text ?? '', /Invalid argument\. Put that right in Dynamics 365/)
})

test('the language of labels is asked for once, however much is created', async (t) => {
  const { channel, asked } = await environment(t)
  await applyProvision(channel.api, await planProvision(channel.api, [account]), { pollMs: 1 })
  assert.equal(asked.filter(({ path }) => path.startsWith('organizations')).length, 1)
})

for (const [claim, isDone] of [
  ['was not done', false],
  ['was done, and only its answer was lost,', true],
] as const) {
  test(`what ${claim} is there once in the end, and the wait is told`, async (t) => {
    const hit = new Set<string>()
    const { channel, asked } = await environment(t, { becomes: 'Active' }, ({ method, path }, take) => {
      const name = `${method} ${path}`
      if (hit.has(name)) return undefined
      hit.add(name)
      if (isDone) take()
      return isDone ? 'drop' : error(429, '0x80072322', 'Number of requests exceeded', { 'retry-after': '0' })
    })
    const told: string[] = []
    const trying = patiently((sentence) => told.push(sentence), { firstMs: 1 })
    assert.equal((await check(channel.api, [account], { trying })).length, 3)
    await applyProvision(channel.api, await planProvision(channel.api, [account], trying), { pollMs: 1, trying })
    assert.ok((await check(channel.api, [account], { trying })).every(({ ok }) => ok))
    assert.match(
      told[0] ?? '',
      isDone ? /^127\.0\.0\.1:\d+ was reached, .* again in 1 s$/ : /exceeded\. It is tried again in 1 s$/,
    )
    const created = asked.filter(({ method, path }) => method === 'POST' && /\/(Attributes|Keys)$/.test(path))
    assert.equal(created.length, isDone ? 2 : 4)
  })
}

test('what is refused as there already, because the try whose answer was lost went on meanwhile, is found to be there', async (t) => {
  let tries = 0
  const { channel } = await environment(t, { becomes: 'Active' }, ({ path }, take) => {
    if (!path.endsWith('/Attributes') || ++tries > 2) return undefined
    if (tries === 1) return 'drop'
    take()
    return error(400, '0x80047013', 'An attribute with the specified name already exists')
  })
  const trying = patiently(() => {}, { firstMs: 1 })
  await applyProvision(channel.api, await planProvision(channel.api, [account]), { pollMs: 1, trying })
  assert.equal(tries, 2)
  assert.deepEqual((await planProvision(channel.api, [account])).steps, [])
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

type Trouble = (asked: Asked, take: () => void) => Told | 'drop' | undefined

/**
 * Just the metadata of one table; a key is in progress when first looked at. `trouble` may answer in its place, or drop the connection,
 * and have done what was asked for all the same.
 */
async function environment(
  t: TestContext,
  state: { becomes: string } = { becomes: 'Active' },
  trouble: Trouble = () => undefined,
) {
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
    if (path.includes('/Attributes/Microsoft.Dynamics.CRM.StringAttributeMetadata'))
      return { status: 200, body: { value: columns.map((LogicalName) => ({ LogicalName, MaxLength: 20 })) } }
    const definition = {
      EntitySetName: 'accounts',
      PrimaryIdAttribute: 'accountid',
      Attributes: columns.map((LogicalName) => ({ LogicalName, AttributeType: 'String' })),
      Keys: structuredClone(keys),
      ManyToOneRelationships: [{ ReferencingEntityNavigationPropertyName: 'parentaccountid' }],
    }
    for (const key of keys)
      key.EntityKeyIndexStatus = key.EntityKeyIndexStatus === 'Pending' ? 'InProgress' : key.EntityKeyIndexStatus
    for (const key of keys)
      key.EntityKeyIndexStatus = key.EntityKeyIndexStatus === 'InProgress' ? state.becomes : key.EntityKeyIndexStatus
    return { status: 200, body: definition }
  }
  const answerOrFail = (asked: Asked) => {
    const failed = trouble(asked, () => answer(asked))
    return failed === 'drop' ? undefined : (failed ?? answer(asked))
  }
  return { ...(await recordedDataverse(t, answerOrFail)), state }
}
