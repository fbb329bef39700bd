import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type Answered, type Ask, apiRoot, askOf, errorOf, id, webApi } from '../../../test/support/web-api.ts'
import { Environment } from '../environment.ts'
import { deltaTokenOf } from './delta-token.ts'

const tracked = { prefer: 'odata.track-changes' }

test('who asks to track changes gets everything, then what is new, changed or gone, each time since the last time', async (t) => {
  const ask = await customers(t)
  const all = await ask('GET', 'accounts?$select=name', '', tracked)
  assert.equal(all.headers['preference-applied'], 'odata.track-changes')
  assert.deepEqual(namesIn(all), ['A', 'B', 'C'])
  assert.deepEqual(namesIn(await ask('GET', deltaLinkOf(all))), [])

  await ask('PATCH', `accounts(${id(1)})`, { telephone1: '1' })
  await ask('DELETE', `accounts(${id(2)})`)
  await ask('POST', 'accounts', { accountid: id(4), name: 'D' })
  const changes = await ask('GET', deltaLinkOf(all))
  assert.equal(changes.body['@odata.context'], 'https://localhost:8443/api/data/v9.2/$metadata#accounts(name)/$delta')
  assert.deepEqual(namesIn(changes), ['A', 'D', `deleted ${id(2)}`])
  assert.deepEqual(valuesOf(changes).at(-1), {
    '@odata.context': 'https://localhost:8443/api/data/v9.2/$metadata#accounts/$deletedEntity',
    id: id(2),
    reason: 'deleted',
  })
  assert.deepEqual(namesIn(await ask('GET', deltaLinkOf(changes))), [])
  assert.equal((await ask('GET', deltaLinkOf(all).replace('accounts?', 'accounts/$count?'))).text, '3')
})

test('a delta link looks as that of the real service', async (t) => {
  const ask = await customers(t)
  const { body } = await ask('GET', 'accounts?$select=name,telephone1', '', tracked)
  assert.match(
    String(body['@odata.deltaLink']),
    /^https:\/\/localhost:8443\/api\/data\/v9\.2\/accounts\?\$select=name,telephone1&\$deltatoken=\d+%21\d\d%2f\d\d%2f20\d\d%20\d\d%3a\d\d%3a\d\d$/,
  )
})

test('nobody misses what changes while the pages are turned', async (t) => {
  const ask = await customers(t)
  const paged = { prefer: 'odata.track-changes,odata.maxpagesize=2' }
  const first = await ask('GET', 'accounts?$select=name', '', paged)
  assert.deepEqual([namesIn(first), '@odata.deltaLink' in first.body], [['A', 'B'], false])
  await ask('PATCH', `accounts(${id(1)})`, { name: 'A2' })
  const second = await ask('GET', linkOf(first, '@odata.nextLink'), '', paged)
  assert.deepEqual(namesIn(second), ['C', 'A2'])
  assert.deepEqual(namesIn(await ask('GET', deltaLinkOf(second))), ['A2'])
})

test('with changes, too, a page size that is none is passed over', async (t) => {
  const ask = await customers(t)
  const all = await ask('GET', 'accounts?$select=name', '', { prefer: 'odata.track-changes,odata.maxpagesize=1.5' })
  assert.deepEqual([namesIn(all), '@odata.deltaLink' in all.body], [['A', 'B', 'C'], true])
})

test('a row that came and went meanwhile is told as gone, one that came back as changed', async (t) => {
  const ask = await customers(t)
  const link = deltaLinkOf(await ask('GET', 'accounts?$select=name', '', tracked))
  await ask('POST', 'accounts', { accountid: id(9), name: 'Z' })
  await ask('DELETE', `accounts(${id(9)})`)
  await ask('DELETE', `accounts(${id(3)})`)
  await ask('POST', 'accounts', { accountid: id(3), name: 'C again' })
  assert.deepEqual(namesIn(await ask('GET', link)), ['C again', `deleted ${id(9)}`])
})

test('a token is good for seven days, or as many as the organization says, and not after it was made to expire', async (t) => {
  const { environment, ask } = webApi(t)
  await ask('POST', 'accounts', { name: 'A' })
  const tokenOf = (days: number) => encodeURIComponent(deltaTokenOf(1, new Date(Date.now() - days * 86_400_000)))
  const code = async (days: number) => {
    const answer = await ask('GET', `accounts?$deltatoken=${tokenOf(days)}`)
    return answer.status === 200 ? 'good' : errorOf(answer).code
  }
  assert.deepEqual([await code(6.9), await code(7.1)], ['good', '0x80044352'])
  const [organization] = environment.rowsOf('organization')
  await ask('PATCH', `organizations(${organization?.id})`, { expirechangetrackingindays: 30 })
  assert.deepEqual([await code(29), await code(31)], ['good', '0x80044352'])
  const link = deltaLinkOf(await ask('GET', 'accounts?$select=name', '', tracked))
  environment.expireTokens()
  const expired = await ask('GET', link)
  assert.deepEqual(errorOf(expired), {
    code: '0x80044352',
    message: 'Version stamp associated with the client has expired. Please perform a full sync.',
  })
  assert.equal((await ask('GET', deltaLinkOf(await ask('GET', 'accounts?$select=name', '', tracked)))).status, 200)
})

test('a reset is no change that could be told: who was tracking begins anew', async (t) => {
  const { environment, ask } = webApi(t)
  const link = deltaLinkOf(await ask('GET', 'accounts', '', tracked))
  environment.reset()
  assert.equal(errorOf(await ask('GET', link)).code, '0x80044352')
})

test('what is gone and which tokens are good outlive a restart', async (t) => {
  const { environment, folder, ask } = webApi(t)
  await ask('POST', 'accounts', { accountid: id(1), name: 'A' })
  const early = deltaLinkOf(await ask('GET', 'accounts?$select=name', '', tracked))
  environment.expireTokens()
  const link = deltaLinkOf(await ask('GET', 'accounts?$select=name', '', tracked))
  await ask('DELETE', `accounts(${id(1)})`)
  environment.close()
  for (let restart = 0; restart < 2; restart++) {
    const again = Environment.open(folder)
    const askAgain = askOf(again)
    assert.deepEqual(namesIn(await askAgain('GET', link)), [`deleted ${id(1)}`])
    assert.equal(errorOf(await askAgain('GET', early)).code, '0x80044352')
    again.close()
  }
})

test('a deletion that is undone was none', async (t) => {
  const { environment, ask } = webApi(t)
  await ask('POST', 'accounts', { accountid: id(1), name: 'A' })
  assert.throws(() =>
    environment.transactions.atomically(() => {
      environment.remove('account', id(1))
      throw new Error('no')
    }),
  )
  assert.deepEqual(environment.deletions.of('account'), [])
})

test('what change tracking cannot do is refused', async (t) => {
  const ask = await customers(t)
  for (const option of ["$filter=name eq 'A'", '$orderby=name', '$top=1', '$expand=primarycontactid']) {
    const { code, message } = errorOf(await ask('GET', `accounts?${option}`, '', tracked))
    const [name = ''] = option.slice(1).split('=')
    assert.deepEqual(
      [code, message],
      ['0x80060888', `The "\${${name}}" query parameter isn't supported when Change Tracking is enabled.`],
    )
  }
  const untracked = await ask('GET', 'organizations', '', tracked)
  assert.deepEqual(errorOf(untracked), {
    code: '0x80072491',
    message: "Entity organization isn't enabled for change tracking.",
  })
  assert.equal((await ask('GET', 'accounts?$deltatoken=nonsense')).status, 400)
})

test('definitions tell which tables are tracked, an added one when it was wanted', async (t) => {
  const { ask } = webApi(t)
  const add = (SchemaName: string, more: object) =>
    ask('POST', 'EntityDefinitions', {
      SchemaName,
      Attributes: [{ SchemaName: 'new_Name', IsPrimaryName: true, MaxLength: 30 }],
      ...more,
    })
  await add('new_Stock', { ChangeTrackingEnabled: true })
  await add('new_Price', {})
  const tracked = await ask('GET', 'EntityDefinitions?$select=LogicalName&$filter=ChangeTrackingEnabled eq true')
  const names = (tracked.body.value as { LogicalName: string }[]).map(({ LogicalName }) => LogicalName)
  assert.deepEqual(
    ['account', 'new_stock', 'new_price', 'organization'].map((name) => names.includes(name)),
    [true, true, false, false],
  )
  const never = 'EntityDefinitions?$filter=ChangeTrackingEnabled eq false and CanChangeTrackingBeEnabled/Value eq false'
  const untracked = ((await ask('GET', never)).body.value as { LogicalName: string }[]).map(({ LogicalName }) => LogicalName)
  assert.deepEqual([untracked.includes('organization'), untracked.includes('account')], [true, false])
  assert.match((await ask('GET', '$metadata?annotations=true')).text, /Org\.OData\.Capabilities\.V1\.ChangeTracking/)
  assert.doesNotMatch((await ask('GET', '$metadata')).text, /ChangeTracking/)
})

async function customers(t: TestContext): Promise<Ask> {
  const { ask } = webApi(t)
  for (const [index, name] of ['A', 'B', 'C'].entries()) await ask('POST', 'accounts', { accountid: id(index + 1), name })
  return ask
}

function valuesOf({ body }: Answered): Record<string, unknown>[] {
  return body.value as Record<string, unknown>[]
}

function namesIn(answer: Answered): unknown[] {
  return valuesOf(answer).map(({ name, reason, id }) => (reason === undefined ? name : `${reason} ${id}`))
}

function deltaLinkOf(answer: Answered): string {
  return linkOf(answer, '@odata.deltaLink')
}

function linkOf({ body }: Answered, name: string): string {
  return String(body[name]).replace(apiRoot, '')
}
