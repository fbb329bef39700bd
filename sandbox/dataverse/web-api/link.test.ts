import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fiveCustomers } from '../../../test/support/five-customers.ts'
import { apiRoot, defineKey, errorOf, id, represented, webApi } from '../../../test/support/web-api.ts'

test('one follows a lookup there and back', async (t) => {
  const ask = await fiveCustomers(t)
  assert.equal((await ask('GET', `accounts(${id(3)})/parentaccountid?$select=name`)).body.name, 'Contoso')
  assert.equal((await ask('GET', `accounts(${id(1)})/parentaccountid`)).status, 204)
  const children = await ask('GET', `accounts(${id(1)})/account_parent_account?$select=name`)
  assert.deepEqual(
    (children.body.value as { name: string }[]).map(({ name }) => name),
    ['contoso (north)'],
  )
  const refs = await ask('GET', `accounts(${id(1)})/account_parent_account/$ref`)
  assert.deepEqual(refs.body.value, [{ '@odata.id': `${apiRoot}accounts(${id(3)})` }])
  assert.equal((await ask('GET', `accounts(${id(1)})/account_parent_account/$count`)).text, '1')
})

test('a reference is set by PUT of $ref, to what its lookup leads to', async (t) => {
  const ask = await fiveCustomers(t)
  const ref = `accounts(${id(2)})/parentaccountid/$ref`
  const to = (path: string) => ask('PUT', ref, { '@odata.id': `${apiRoot}${path}` })
  assert.equal((await to(`accounts(${id(1)})`)).status, 204)
  assert.equal((await ask('GET', ref)).body['@odata.id'], `${apiRoot}accounts(${id(1)})`)
  assert.equal((await to(`accounts(${id(9)})`)).status, 404)
  assert.equal((await ask('PUT', `accounts(${id(2)})/parentaccountid`, {})).status, 400)
})

test('rows are bound to others by id, by key, by whole address and without a slash, and unbound again', async (t) => {
  const { ask } = webApi(t)
  await defineKey(ask, 'account', 'accountnumber')
  await ask('POST', 'accounts', { accountid: id(1), name: 'Parent', accountnumber: 'P' })
  for (const to of [
    `/accounts(${id(1)})`,
    `accounts(${id(1)})`,
    "/accounts(accountnumber='P')",
    `${apiRoot}accounts(${id(1)})`,
  ]) {
    const { status, body } = await ask('POST', 'accounts', { name: to, 'parentaccountid@odata.bind': to }, represented)
    assert.deepEqual([status, body._parentaccountid_value], [201, id(1)], to)
    const child = `accounts(${body.accountid})`
    await ask('PATCH', child, { 'parentaccountid@odata.bind': null })
    assert.equal((await ask('GET', child)).body._parentaccountid_value, null)
  }
})

test('a lookup to several tables has a name for each', async (t) => {
  const { ask } = webApi(t)
  await ask('POST', 'accounts', { accountid: id(1), name: 'Contoso' })
  const bound = { lastname: 'Purchasing', 'parentcustomerid_account@odata.bind': `/accounts(${id(1)})` }
  const { body } = await ask('POST', 'contacts', bound, { prefer: 'return=representation,odata.include-annotations="*"' })
  assert.equal(body._parentcustomerid_value, id(1))
  assert.equal(body['_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname'], 'account')
  assert.equal(body['_parentcustomerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty'], 'parentcustomerid_account')
  assert.equal(body['_parentcustomerid_value@OData.Community.Display.V1.FormattedValue'], 'Contoso')
})

test('a row that is referred to but not there is named by its own table, and nothing is written', async (t) => {
  const { ask } = webApi(t)
  await defineKey(ask, 'account', 'accountnumber')
  const byKey = await ask('POST', 'contacts', {
    lastname: 'x',
    'parentcustomerid_account@odata.bind': "/accounts(accountnumber='1')",
  })
  assert.deepEqual(
    [byKey.status, errorOf(byKey)],
    [404, { code: '0x80060891', message: 'A record with the specified key values does not exist in account entity' }],
  )
  const byId = await ask('POST', 'contacts', { lastname: 'x', 'parentcustomerid_account@odata.bind': `/accounts(${id(9)})` })
  assert.deepEqual(
    [byId.status, errorOf(byId)],
    [404, { code: '0x80040217', message: `account With Id = ${id(9)} Does Not Exist` }],
  )
  assert.equal((await ask('GET', 'contacts/$count')).text, '0')
})
