import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiRoot, defineKey, errorOf, represented, webApi } from '../../../test/support/web-api.ts'
import { applicationUserId } from '../seeds.ts'

const id = '11111111-2222-4333-8444-555555555555'

test('a new row is answered with 204 and its address', async (t) => {
  const { ask } = webApi(t)
  const created = await ask('POST', 'accounts', { name: 'Contoso' })
  assert.deepEqual([created.status, created.text], [204, ''])
  const [, address = ''] = /\/v9\.2\/(accounts\([\da-f-]{36}\))$/.exec(created.headers['odata-entityid'] ?? '') ?? []
  assert.equal((await ask('GET', `${address}?$select=name`)).body.name, 'Contoso')
})

test('a new row is answered with 201 and its columns when the client prefers that', async (t) => {
  const { ask } = webApi(t)
  const { status, headers, body } = await ask('POST', 'accounts?$select=name', { name: 'Contoso', accountid: id }, represented)
  assert.deepEqual([status, headers['preference-applied']], [201, 'return=representation'])
  assert.equal(body['@odata.context'], `${apiRoot}$metadata#accounts(name)/$entity`)
  assert.match(String(body['@odata.etag']), /^W\/"\d+"$/)
  assert.deepEqual([body.name, body.accountid, 'telephone1' in body], ['Contoso', id, false])
})

test('a new row knows who made it, is active and belongs to its maker', async (t) => {
  const { ask } = webApi(t)
  const { body } = await ask('POST', 'accounts', { name: 'Contoso' }, represented)
  assert.match(String(body.createdon), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  assert.equal(body._createdby_value, applicationUserId)
  assert.equal(body._ownerid_value, applicationUserId)
  assert.deepEqual([body.statecode, body.statuscode, body.creditonhold], [0, 1, false])
  assert.equal(body['@odata.etag'], `W/"${body.versionnumber}"`)
})

test('an id that is taken is refused', async (t) => {
  const { ask } = webApi(t)
  await ask('POST', 'accounts', { accountid: id, name: 'Contoso' })
  const refused = await ask('POST', 'accounts', { accountid: id, name: 'Fabrikam' })
  assert.equal(refused.status, 412)
  assert.deepEqual(errorOf(refused), { code: '0x80040237', message: 'A record with matching key values already exists.' })
})

test('a change keeps the columns it does not name and raises the version', async (t) => {
  const { ask } = webApi(t)
  const before = await ask('POST', 'accounts', { accountid: id, name: 'Contoso', telephone1: '1' }, represented)
  const changed = await ask('PATCH', `accounts(${id})`, { telephone1: '2' }, { 'if-match': '*' })
  assert.deepEqual([changed.status, changed.headers['odata-entityid']], [204, `${apiRoot}accounts(${id})`])
  const after = await ask('GET', `accounts(${id})`)
  assert.deepEqual([after.body.name, after.body.telephone1], ['Contoso', '2'])
  assert.ok(Number(after.body.versionnumber) > Number(before.body.versionnumber))
  const shown = await ask('PATCH', `accounts(${id})?$select=telephone1`, { telephone1: null }, represented)
  assert.deepEqual([shown.status, shown.body.telephone1], [200, null])
})

test('a PATCH makes the row when it is not there, unless it says otherwise', async (t) => {
  const { ask } = webApi(t)
  const refused = await ask('PATCH', `accounts(${id})`, { name: 'Contoso' }, { 'if-match': '*' })
  assert.equal(refused.status, 404)
  assert.deepEqual(errorOf(refused), { code: '0x80040217', message: `account With Id = ${id} Does Not Exist` })
  assert.equal((await ask('PATCH', `accounts(${id})`, { name: 'Contoso' }, { 'if-none-match': 'null' })).status, 204)
  const twice = await ask('PATCH', `accounts(${id})`, { name: 'Fabrikam' }, { 'if-none-match': '*' })
  assert.deepEqual([twice.status, errorOf(twice).code], [412, '0x80040237'])
  assert.equal((await ask('GET', `accounts(${id})`)).body.name, 'Contoso')
})

test('a version that is no longer the newest is refused, on a change and on a deletion', async (t) => {
  const { ask } = webApi(t)
  const { body } = await ask('POST', 'accounts', { accountid: id, name: 'Contoso' }, represented)
  const old = { 'if-match': String(body['@odata.etag']) }
  assert.equal((await ask('PATCH', `accounts(${id})`, { name: 'Fabrikam' }, old)).status, 204)
  for (const method of ['PATCH', 'DELETE']) {
    const refused = await ask(method, `accounts(${id})`, method === 'PATCH' ? { name: 'x' } : '', old)
    assert.deepEqual([refused.status, errorOf(refused).code], [412, '0x80060882'])
    assert.equal(errorOf(refused).message, "The version of the existing record doesn't match the RowVersion property provided.")
  }
})

test('a row is deleted once', async (t) => {
  const { ask } = webApi(t)
  await ask('POST', 'accounts', { accountid: id, name: 'Contoso' })
  assert.equal((await ask('DELETE', `accounts(${id})`)).status, 204)
  const again = await ask('DELETE', `accounts(${id})`)
  assert.deepEqual([again.status, errorOf(again).code], [404, '0x80040217'])
})

test('one column is set, read and cleared by its own address', async (t) => {
  const { ask } = webApi(t)
  await ask('POST', 'accounts', { accountid: id, name: 'Contoso' })
  assert.equal((await ask('PUT', `accounts(${id})/creditlimit`, '{ "value": 1234567890123.10 }')).status, 204)
  assert.match((await ask('GET', `accounts(${id})/creditlimit`)).text, /"value":1234567890123.1000/)
  assert.equal((await ask('DELETE', `accounts(${id})/creditlimit`)).status, 204)
  assert.equal((await ask('GET', `accounts(${id})/creditlimit`)).status, 204)
  await ask('PATCH', `accounts(${id})`, { 'parentaccountid@odata.bind': `/accounts(${id})` })
  assert.equal((await ask('DELETE', `accounts(${id})/parentaccountid/$ref`)).status, 204)
  assert.equal((await ask('GET', `accounts(${id})`)).body._parentaccountid_value, null)
})

test('a column is read bare, and what stands behind another row as if behind the row itself', async (t) => {
  const { ask } = webApi(t)
  await ask('POST', 'accounts', { accountid: id, name: 'Contoso', creditlimit: 5, primarycontactid: { lastname: 'Brown' } })
  const { headers, text } = await ask('GET', `accounts(${id})/name/$value`)
  assert.deepEqual([headers['content-type'], text], ['text/plain', 'Contoso'])
  assert.equal((await ask('GET', `accounts(${id})/creditlimit/$value`)).text, '5.0000')
  assert.equal((await ask('GET', `accounts(${id})/fax/$value`)).status, 204)
  assert.equal((await ask('GET', `accounts(${id})/primarycontactid/lastname`)).body.value, 'Brown')
  const contact = (await ask('GET', `accounts(${id})/primarycontactid`)).body.contactid
  await ask('PATCH', `contacts(${contact})`, { 'parentcustomerid_account@odata.bind': `/accounts(${id})` })
  const one = await ask('GET', `accounts(${id})/contact_customer_accounts(${contact})?$select=lastname`)
  assert.equal(one.body.lastname, 'Brown')
  const other = await ask('GET', `accounts(${id})/contact_customer_accounts(${id})`)
  assert.deepEqual([other.status, errorOf(other).code], [404, '0x80040217'])
  assert.equal((await ask('GET', `accounts(${id})/name/length`)).status, 404)
})

test('a row is addressed by the name of its primary key too, a user by that of an owner', async (t) => {
  const { ask } = webApi(t)
  await ask('POST', 'accounts', { accountid: id, name: 'Contoso' })
  assert.equal((await ask('GET', `accounts(accountid=${id})`)).body.name, 'Contoso')
  const { UserId } = (await ask('GET', 'WhoAmI')).body
  const { body } = await ask('GET', `systemusers(ownerid=${UserId})?$select=azureactivedirectoryobjectid`)
  const byObjectId = await ask('GET', `systemusers(azureactivedirectoryobjectid=${body.azureactivedirectoryobjectid})`)
  assert.equal(byObjectId.body.systemuserid, UserId)
  assert.equal((await ask('GET', `systemusers(systemuserid=${UserId})`)).status, 400)
})

test('who brings rows along says when they were created', async (t) => {
  const { ask } = webApi(t)
  const path = 'accounts?$select=createdon,overriddencreatedon'
  const { body } = await ask('POST', path, { name: 'x', overriddencreatedon: '2020-01-31T00:00:00Z' }, represented)
  assert.equal(body.createdon, '2020-01-31T00:00:00Z')
  assert.match(String(body.overriddencreatedon), new RegExp(`^${new Date().getUTCFullYear()}-`))
})

test('a body of another type is refused, as is a reference without an address', async (t) => {
  const { ask } = webApi(t)
  const row = { '@odata.type': '#Microsoft.Dynamics.CRM.account', accountid: id, name: 'x' }
  assert.equal((await ask('POST', 'accounts', row)).status, 204)
  const refused = await ask('POST', 'accounts', { '@odata.type': 'Microsoft.Dynamics.CRM.contact', name: 'x' })
  assert.deepEqual([refused.status, errorOf(refused).code], [400, '0x80048d19'])
  assert.match(errorOf(refused).message, /not assignable to the expected type 'Microsoft\.Dynamics\.CRM\.account'/)
  const reference = await ask('PUT', `accounts(${id})/primarycontactid/$ref`, {})
  assert.deepEqual([reference.status, errorOf(reference).code], [400, '0x80048d19'])
})

test('an amount comes back to the last digit', async (t) => {
  const { ask } = webApi(t)
  const reply = await ask('POST', 'accounts', '{ "name": "x", "creditlimit": 98765432109876.5432 }', represented)
  assert.match(reply.text, /"creditlimit":98765432109876\.5432[,}]/)
})

test('a row is upserted by its alternate key; the answer names the key and tells nothing else', async (t) => {
  const { ask } = webApi(t)
  await defineKey(ask, 'account', 'accountnumber')
  const address = `${apiRoot}accounts(accountnumber='4711')`
  for (const name of ['Contoso', 'Contoso Ltd.']) {
    const reply = await ask('PATCH', "accounts(accountnumber='4711')", { name })
    assert.deepEqual([reply.status, reply.headers['odata-entityid']], [204, address])
  }
  const { body } = await ask('GET', "accounts(accountnumber='4711')?$select=name,accountnumber")
  assert.deepEqual([body.name, body.accountnumber], ['Contoso Ltd.', '4711'])
  assert.equal((await ask('GET', 'accounts/$count')).text, '1')
})

test('an upsert by key that wants the row back is answered 201 for a new row and 200 for a known one', async (t) => {
  const { ask } = webApi(t)
  await defineKey(ask, 'account', 'accountnumber')
  const path = "accounts(accountnumber='O''Brien')?$select=accountid"
  const [first, second] = [
    await ask('PATCH', path, { name: 'x' }, represented),
    await ask('PATCH', path, { name: 'y' }, represented),
  ]
  assert.deepEqual([first.status, second.status], [201, 200])
  assert.equal(first.body.accountid, second.body.accountid)
})

test('by key: what is there is not made anew, what is not there is not changed, when so asked', async (t) => {
  const { ask } = webApi(t)
  await defineKey(ask, 'account', 'accountnumber')
  const missing = await ask('PATCH', "accounts(accountnumber='1')", { name: 'x' }, { 'if-match': '*' })
  assert.deepEqual([missing.status, errorOf(missing).code], [404, '0x80060891'])
  assert.equal(errorOf(missing).message, 'A record with the specified key values does not exist in account entity')
  await ask('PATCH', "accounts(accountnumber='1')", { name: 'x' }, { 'if-none-match': '*' })
  const there = await ask('PATCH', "accounts(accountnumber='1')", { name: 'y' }, { 'if-none-match': '*' })
  assert.deepEqual([there.status, errorOf(there).code], [412, '0x80040237'])
})

test('the body names the key of a new row if it wants to, of a known row it may not change it', async (t) => {
  const { ask } = webApi(t)
  await defineKey(ask, 'account', 'accountnumber')
  await ask('PATCH', "accounts(accountnumber='1')", { name: 'x', accountnumber: '2' })
  const { body } = await ask('GET', "accounts(accountnumber='2')")
  assert.equal(body.name, 'x')
  await ask('PATCH', "accounts(accountnumber='2')", { name: 'y', accountnumber: '3' })
  assert.equal((await ask('GET', "accounts(accountnumber='2')")).body.name, 'y')
})

test('a second row with the same key is refused in the words of the key', async (t) => {
  const { ask } = webApi(t)
  await defineKey(ask, 'account', 'accountnumber')
  await ask('POST', 'accounts', { name: 'Contoso', accountnumber: 'abc' })
  const refused = await ask('POST', 'accounts', { name: 'Fabrikam', accountnumber: 'ABC' })
  assert.equal(refused.status, 412)
  assert.deepEqual(errorOf(refused), {
    code: '0x80060892',
    message:
      'Entity Key new_accountnumber violated. A record with the same value for accountnumber already exists. A duplicate record cannot be created. Select one or more unique values and try again.',
  })
  assert.equal((await ask('POST', 'accounts', { name: 'no number' })).status, 204)
  assert.equal((await ask('POST', 'accounts', { name: 'no number either' })).status, 204)
})

test('a duplicate is told with its key and its values when that is asked for, not with the row that was first', async (t) => {
  const { ask } = webApi(t)
  await defineKey(ask, 'account', 'accountnumber')
  await ask('POST', 'accounts', { name: 'x', accountnumber: 'A&B' })
  const prefer = 'odata.include-annotations="Microsoft.PowerApps.CDS.ErrorDetails*"'
  const { body, text } = await ask('POST', 'accounts', { name: 'y', accountnumber: 'a&b' }, { prefer })
  const details = body.error as Record<string, string>
  const detail = (name: string) => details[`@Microsoft.PowerApps.CDS.ErrorDetails.${name}`]
  assert.deepEqual([detail('1'), detail('DuplicateEntity')], ['accountnumber', 'account'])
  assert.equal(detail('DuplicateAttributes'), '<DuplicateAttributes><accountnumber>a&amp;b</accountnumber></DuplicateAttributes>')
  assert.doesNotMatch(text, /HelpLink|[\da-f]{8}-[\da-f]{4}/)
})

test('a key in the address that its column cannot hold makes no row, by itself or by a bulk message', async (t) => {
  const { ask } = webApi(t)
  await defineKey(ask, 'account', 'accountnumber')
  const address = `accounts(accountnumber='${'1'.repeat(21)}')`
  const target = { '@odata.type': 'Microsoft.Dynamics.CRM.account', '@odata.id': address, name: 'Contoso' }
  const refused = [
    await ask('PATCH', address, { name: 'Contoso' }),
    await ask('POST', 'accounts/Microsoft.Dynamics.CRM.UpsertMultiple', { Targets: [target] }),
  ]
  for (const answer of refused) assert.deepEqual([answer.status, errorOf(answer).code], [400, '0x80044331'])
  assert.deepEqual((await ask('GET', 'accounts')).body.value, [])
})
