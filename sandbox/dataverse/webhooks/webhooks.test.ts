import assert from 'node:assert/strict'
import type { IncomingHttpHeaders } from 'node:http'
import { test } from 'node:test'
import { batch, batchType, changeSet, part, statuses } from '../../../test/support/batches.ts'
import { attributesOf, type Image, registeredWebhook } from '../../../test/support/registered-webhook.ts'
import { until } from '../../../test/support/until.ts'
import { type Ask, accountNames, errorOf, webApi } from '../../../test/support/web-api.ts'

const id = '11111111-2222-4333-8444-555555555555'

test('a webhook is told what was created, changed and deleted, as the real service tells it', async (t) => {
  const { ask, hook } = await registeredWebhook(t, ['Create', 'Update', 'Delete'])
  await ask('POST', 'accounts', { accountid: id, name: 'A/B', creditlimit: 12.5, paymenttermscode: 1 })
  await ask('PATCH', `accounts(${id})`, { telephone1: '1', creditlimit: null })
  await ask('DELETE', `accounts(${id})`)
  await hook.called(3)
  const [created, changed, gone] = [hook.callOf('Create'), hook.callOf('Update'), hook.callOf('Delete')]
  assert.deepEqual(namesOf(created.headers), {
    'x-ms-dynamics-organization': 'localhost:8443',
    'x-ms-dynamics-entity-name': 'account',
    'x-ms-dynamics-request-name': 'Create',
    'x-ms-dynamics-msg-size-exceeded': undefined,
    'content-type': 'application/json; charset=utf-8',
  })
  assert.match(String(created.headers['x-ms-correlation-request-id']), /^[\da-f-]{36}$/)
  const { MessageName, PrimaryEntityName, PrimaryEntityId, Depth, Stage, Mode, OutputParameters } = created.body
  assert.deepEqual(
    { MessageName, PrimaryEntityName, PrimaryEntityId, Depth, Stage, Mode, OutputParameters },
    {
      MessageName: 'Create',
      PrimaryEntityName: 'account',
      PrimaryEntityId: id,
      Depth: 1,
      Stage: 40,
      Mode: 1,
      OutputParameters: [{ key: 'id', value: id }],
    },
  )
  const attributes = attributesOf(created.body)
  assert.deepEqual(
    [attributes.name, attributes.creditlimit, attributes.paymenttermscode],
    [
      'A/B',
      { __type: 'Money:http://schemas.microsoft.com/xrm/2011/Contracts', Value: 12.5 },
      { __type: 'OptionSetValue:http://schemas.microsoft.com/xrm/2011/Contracts', Value: 1 },
    ],
  )
  assert.match(String(attributes.createdon), /^\/Date\(\d+\)\/$/)
  assert.match(created.text, /"A\\\/B"/)
  assert.deepEqual(Object.keys(attributesOf(changed.body)), [
    'telephone1',
    'creditlimit',
    'modifiedon',
    'modifiedby',
    'accountid',
  ])
  assert.equal(attributesOf(changed.body).creditlimit, null)
  assert.deepEqual(gone.body.InputParameters[0]?.value.LogicalName, 'account')
})

test('each row of a bulk message and of a batch is told, and nothing of what was undone', async (t) => {
  const { ask, hook } = await registeredWebhook(t, ['Create'])
  const target = (name: string) => ({ '@odata.type': 'Microsoft.Dynamics.CRM.account', name })
  await ask('POST', 'accounts/Microsoft.Dynamics.CRM.CreateMultiple', { Targets: [target('A'), target('x'.repeat(200))] })
  await ask('POST', 'accounts/Microsoft.Dynamics.CRM.CreateMultiple', { Targets: [target('B'), target('C')] })
  await hook.called(2)
  assert.deepEqual(hook.calls.map(({ body }) => attributesOf(body).name).toSorted(), ['B', 'C'])
})

test('a step is told only of the columns it wants, with the images it wants, and not when the caller bypasses it', async (t) => {
  const { ask, hook, steps } = await registeredWebhook(t, ['Update'], { filteringattributes: 'name, telephone1' })
  await ask('POST', 'sdkmessageprocessingstepimages', {
    'sdkmessageprocessingstepid@odata.bind': `sdkmessageprocessingsteps(${steps[0]})`,
    entityalias: 'both',
    imagetype: 2,
    attributes: 'name',
  })
  await ask('POST', 'accounts', { accountid: id, name: 'A', telephone1: '1' })
  await ask('PATCH', `accounts(${id})`, { fax: '1' })
  const bypass = { 'mscrm.bypassbusinesslogicexecution': 'CustomSync,CustomAsync' }
  await ask('PATCH', `accounts(${id})`, { name: 'quiet' }, bypass)
  await ask('PATCH', `accounts(${id})`, { name: 'B' })
  await hook.called(1)
  assert.equal(hook.calls.length, 1)
  const { PreEntityImages, PostEntityImages } = hook.callOf('Update').body
  const nameIn = (images: Image[], alias: string) =>
    images.find(({ key }) => key === alias)?.value.Attributes.find(({ key }) => key === 'name')?.value
  assert.deepEqual([nameIn(PreEntityImages, 'both'), nameIn(PostEntityImages, 'both')], ['quiet', 'B'])
  assert.equal(nameIn(PostEntityImages, 'AsynchronousStepPrimaryName'), 'B')
})

test('a call of more than 256 KB says so and leaves out what makes it large', async (t) => {
  const { ask, hook } = await registeredWebhook(t, ['Create', 'Update'])
  await ask('POST', 'accounts', { accountid: id, name: 'A', description: 'ü'.repeat(2000) })
  for (let n = 0; n < 70; n++) await addMemo(ask, n)
  const memos = Object.fromEntries(Array.from({ length: 70 }, (_, n) => [`new_memo${n}`, 'x'.repeat(4000)]))
  await ask('PATCH', `accounts(${id})`, memos)
  await hook.called(2)
  const { headers, body } = hook.callOf('Update')
  assert.equal(headers['x-ms-dynamics-msg-size-exceeded'], 'true')
  assert.deepEqual(
    ['InputParameters', 'PostEntityImages', 'PreEntityImages', 'ParentContext'].filter((name) => name in body),
    [],
  )
  assert.equal(body.PrimaryEntityId, id)
})

test('a call that fails is a failed system job; a gateway’s error is tried once more', async (t) => {
  const { ask, hook, steps } = await registeredWebhook(t, ['Create'])
  hook.statuses = [503, 200, 500, 502, 504]
  for (const name of ['A', 'B', 'C']) {
    await ask('POST', 'accounts', { name })
    await jobsOf(ask, 'ABC'.indexOf(name) + 1)
  }
  assert.equal(hook.calls.length, 5)
  const found = (await jobsOf(ask, 3)).map(({ statuscode, retrycount, errorcode }) => [statuscode, retrycount, errorcode])
  assert.deepEqual(found, [
    [30, 1, null],
    [31, 0, -2147155455],
    [31, 1, -2147155455],
  ])
  const failed = `asyncoperations?$filter=statuscode eq 31 and _owningextensionid_value eq ${steps[0]}&$select=message`
  const { value } = (await ask('GET', failed)).body as { value: { message: string }[] }
  assert.match(value[0]?.message ?? '', /non-success httpStatus code/)
})

test('a webhook that answers too late or not at all is a failed system job; a good one need not be kept', async (t) => {
  const { ask, hook } = await registeredWebhook(t, ['Create'], { asyncautodelete: true }, 2000)
  hook.statuses = [200, 'never', 'cut']
  for (const name of ['A', 'B', 'C']) {
    await ask('POST', 'accounts', { name })
    await hook.called('ABC'.indexOf(name) + 1)
  }
  assert.deepEqual((await jobsOf(ask, 2)).map(({ errorcode }) => errorcode).toSorted(), [-2147155451, -2147155454])
})

for (const [authtype, authvalue, wanted] of [
  [4, 'geheim', { url: '/hook?code=geheim', header: undefined }],
  [5, '<settings><setting name="x-key" value="1" /></settings>', { url: '/hook', header: '1' }],
  [6, '<settings><setting name="a" value="1" /></settings>', { url: '/hook?a=1', header: undefined }],
] as const) {
  test(`a webhook is shown its secret by authentication type ${authtype}, nobody else is`, async (t) => {
    const { ask, hook, endpoint } = await registeredWebhook(t, ['Create'])
    await ask('PATCH', `serviceendpoints(${endpoint})`, { authtype, authvalue })
    await ask('POST', 'accounts', { name: 'A' })
    await hook.called(1)
    const call = hook.callOf('Create')
    assert.deepEqual({ url: call.url, header: call.headers['x-key'] }, wanted)
    assert.equal((await ask('GET', `serviceendpoints(${endpoint})`)).body.authvalue, null)
  })
}

test('a step that the sandbox cannot run is refused, a disabled one rests, and both go with their endpoint', async (t) => {
  const { ask, hook, endpoint, steps, step } = await registeredWebhook(t, ['Create'])
  assert.match(errorOf(await step('Create', { mode: null })).message, /needs a mode/)
  assert.match(errorOf(await step('Create', { stage: 20 })).message, /another stage/)
  assert.match(errorOf(await step('CreateMultiple', {})).message, /CreateMultiple/)
  assert.match(errorOf(await ask('POST', 'sdkmessageprocessingsteps', { name: 'x' })).message, /sdkmessageid/)
  await ask('PATCH', `sdkmessageprocessingsteps(${steps[0]})`, { statecode: 1, statuscode: 2 })
  await ask('POST', 'accounts', { name: 'A' })
  await ask('PATCH', `sdkmessageprocessingsteps(${steps[0]})`, { statecode: 0, statuscode: 1 })
  await ask('POST', 'accounts', { name: 'B' })
  await hook.called(1)
  assert.deepEqual(
    hook.calls.map(({ body }) => attributesOf(body).name),
    ['B'],
  )
  await ask('DELETE', `serviceendpoints(${endpoint})`)
  assert.equal((await ask('GET', 'sdkmessageprocessingsteps/$count')).text, '0')
})

test('a synchronous webhook is asked before anything stands: it sees the new id, and nothing happens when it says no', async (t) => {
  const { ask, hook } = await registeredWebhook(t, ['Create', 'Update'], { mode: 0 })
  hook.statuses = [200, 400]
  const created = await ask('POST', 'accounts?$select=name', { name: 'A' }, { prefer: 'return=representation' })
  assert.equal(created.status, 201)
  const asked = hook.callOf('Create').body
  assert.deepEqual([asked.PrimaryEntityId, asked.Mode], [created.body.accountid, 0])
  const refused = await ask('PATCH', `accounts(${created.body.accountid})`, { name: 'B' })
  assert.deepEqual([refused.status, errorOf(refused).code], [400, '0x80050201'])
  assert.equal((await ask('GET', `accounts(${created.body.accountid})?$select=name`)).body.name, 'A')
  await ask('PATCH', `accounts(${created.body.accountid})`, { name: 'C' }, { 'mscrm.bypasscustompluginexecution': 'true' })
  assert.equal(hook.calls.length, 2)
  assert.equal((await ask('GET', 'asyncoperations/$count')).text, '0')
})

test('a synchronous webhook that says no costs its change set, and no other request of the batch', async (t) => {
  const { ask, hook } = await registeredWebhook(t, ['Create'], { mode: 0 })
  hook.statuses = [200, 500, 200]
  const set = ['A', 'B'].map((name, n) => ({ line: 'POST accounts', body: { name }, contentId: `${n + 1}` }))
  const body = batch(changeSet(...set), part({ line: 'POST accounts', body: { name: 'C' } }))
  const answer = await ask('POST', '$batch', body, { ...batchType, prefer: 'odata.continue-on-error' })
  assert.deepEqual(statuses(answer.text), [400, 204])
  assert.deepEqual(await accountNames(ask), ['C'])
})

test('with synchronous steps definitions are added as ever', async (t) => {
  const { ask } = await registeredWebhook(t, ['Create'], { mode: 0 })
  await addMemo(ask, 1)
  const memo = "EntityDefinitions(LogicalName='account')/Attributes(LogicalName='new_memo1')"
  assert.equal((await ask('GET', memo)).status, 200)
})

test('clients find out whether a table has bulk messages', async (t) => {
  const { ask } = webApi(t)
  const filter = (table: string) =>
    `sdkmessagefilters?$select=sdkmessagefilterid&$filter=sdkmessageid/name eq 'CreateMultiple' and primaryobjecttypecode eq '${table}'`
  await ask('POST', 'EntityDefinitions', {
    SchemaName: 'new_Stock',
    Attributes: [{ SchemaName: 'new_Name', IsPrimaryName: true, MaxLength: 30 }],
  })
  for (const [table, count] of [
    ['account', 1],
    ['new_stock', 1],
    ['nothing', 0],
  ] as const)
    assert.equal(((await ask('GET', filter(table))).body.value as unknown[]).length, count, table)
})

function namesOf(headers: IncomingHttpHeaders): Record<string, unknown> {
  const names = ['organization', 'entity-name', 'request-name', 'msg-size-exceeded'].map((name) => `x-ms-dynamics-${name}`)
  return Object.fromEntries([...names, 'content-type'].map((name) => [name, headers[name]]))
}

/** So many system jobs, when they are there. */
function jobsOf(ask: Ask, count: number) {
  return until(`there are ${count} system jobs`, async () => {
    const { body } = await ask('GET', 'asyncoperations?$select=statuscode,retrycount,errorcode')
    const found = body.value as { statuscode: number; retrycount: number; errorcode: number | null }[]
    return found.length >= count && found
  })
}

async function addMemo(ask: Ask, n: number): Promise<void> {
  await ask('POST', "EntityDefinitions(LogicalName='account')/Attributes", {
    '@odata.type': 'Microsoft.Dynamics.CRM.MemoAttributeMetadata',
    SchemaName: `new_memo${n}`,
    MaxLength: 4000,
  })
}
