import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { fiveCustomers } from '../../../test/support/five-customers.ts'
import { type Ask, apiRoot, id, webApi } from '../../../test/support/web-api.ts'

/** A customer with three contacts. */
async function customer(t: TestContext): Promise<Ask> {
  const { ask } = webApi(t)
  const people = ['A', 'B', 'C'].map((lastname) => ({ lastname }))
  await ask('POST', 'accounts', {
    accountid: id(1),
    name: 'Contoso',
    primarycontactid: { lastname: 'P' },
    contact_customer_accounts: people,
  })
  return ask
}

test('an expanded collection is filtered, ordered and cut, and leads to itself without pages', async (t) => {
  const ask = await customer(t)
  const options = "$select=lastname;$filter=lastname ne 'A';$orderby=lastname desc;$top=1"
  const { body } = await ask('GET', `accounts?$select=name&$expand=contact_customer_accounts(${options})`, '', {
    prefer: 'odata.maxpagesize=1',
  })
  const [row] = body.value as Record<string, unknown>[]
  const [contact, ...more] = (row?.contact_customer_accounts ?? []) as Record<string, unknown>[]
  assert.deepEqual([contact?.lastname, more.length], ['C', 0])
  assert.deepEqual(Object.keys(contact ?? {}).sort(), ['@odata.etag', '_parentcustomerid_value', 'contactid', 'lastname'])
  const link = String(row?.['contact_customer_accounts@odata.nextLink'])
  assert.ok(
    link.startsWith(`${apiRoot}accounts(${id(1)})/contact_customer_accounts?$select=lastname&$filter=lastname%20ne%20'A'`),
    link,
  )
  const again = await ask('GET', link.replace(apiRoot, ''))
  assert.deepEqual(
    (again.body.value as Record<string, unknown>[]).map(({ lastname }) => lastname),
    ['C'],
  )
})

test('with rows within rows a page size that is none is passed over', async (t) => {
  const ask = await customer(t)
  const expand = 'contact_customer_accounts($select=lastname;$expand=owninguser($select=fullname))'
  for (const size of ['-1', '1.5']) {
    const { body } = await ask('GET', `accounts?$select=name&$expand=${expand}`, '', { prefer: `odata.maxpagesize=${size}` })
    const [row] = body.value as { contact_customer_accounts: unknown[] }[]
    assert.equal(row?.contact_customer_accounts.length, 3, size)
  }
})

test('with rows within rows the page size counts for collections too, and their links lead on', async (t) => {
  const ask = await customer(t)
  const expand = 'contact_customer_accounts($select=lastname;$expand=owninguser($select=fullname))'
  const paged = { prefer: 'odata.maxpagesize=2' }
  const { body } = await ask('GET', `accounts?$select=name&$expand=${expand}`, '', paged)
  assert.equal(
    body['@odata.context'],
    `${apiRoot}$metadata#accounts(name,contact_customer_accounts(lastname,owninguser(fullname)))`,
  )
  const [row] = body.value as Record<string, unknown>[]
  const contacts = row?.contact_customer_accounts as Record<string, unknown>[]
  assert.deepEqual(
    contacts.map(({ lastname }) => lastname),
    ['A', 'B'],
  )
  assert.deepEqual(Object.keys(contacts[0] ?? {}).sort(), ['contactid', 'lastname', 'owninguser'])
  assert.deepEqual(Object.keys(Object(contacts[0]?.owninguser)).sort(), ['fullname', 'ownerid', 'systemuserid'])
  const next = await ask('GET', String(row?.['contact_customer_accounts@odata.nextLink']).replace(apiRoot, ''), '', paged)
  assert.deepEqual(
    (next.body.value as Record<string, unknown>[]).map(({ lastname }) => lastname),
    ['C'],
  )
})

test('a row along is told without a version, a reference with the value of its lookup', async (t) => {
  const ask = await customer(t)
  const { body } = await ask('GET', 'accounts?$select=name&$expand=primarycontactid($select=lastname)')
  assert.equal(body['@odata.context'], `${apiRoot}$metadata#accounts(name,primarycontactid(lastname))`)
  const [row] = body.value as Record<string, Record<string, unknown>>[]
  assert.deepEqual(Object.keys(row?.primarycontactid ?? {}).sort(), ['contactid', 'lastname'])
  const contactid = row?.primarycontactid?.contactid
  const refs = (await ask('GET', 'accounts?$select=name&$expand=primarycontactid/$ref')).body
  assert.equal(refs['@odata.context'], `${apiRoot}$metadata#accounts(name,primarycontactid,primarycontactid/$ref())`)
  const [ref] = refs.value as Record<string, unknown>[]
  assert.equal(ref?._primarycontactid_value, contactid)
  assert.deepEqual(ref?.primarycontactid, { '@odata.id': `${apiRoot}contacts(${contactid})` })
})

test('rows that are referred to and rows that refer come along', async (t) => {
  const ask = await fiveCustomers(t)
  const path = `accounts(${id(3)})?$select=name&$expand=parentaccountid($select=name;$expand=account_parent_account($select=accountnumber)),primarycontactid`
  const { body } = await ask('GET', path)
  const parent = body.parentaccountid as { name: string; account_parent_account: { accountnumber: string }[] }
  assert.equal(parent.name, 'Contoso')
  assert.deepEqual(
    parent.account_parent_account.map(({ accountnumber }) => accountnumber),
    ['3'],
  )
  assert.equal(body.primarycontactid, null)
  const { body: refs } = await ask('GET', `accounts(${id(3)})?$expand=parentaccountid/$ref`)
  assert.deepEqual(refs.parentaccountid, { '@odata.id': `${apiRoot}accounts(${id(1)})` })
})
