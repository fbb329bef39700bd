import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errorOf, id, represented, webApi } from '../../../test/support/web-api.ts'

test('a row is created with the rows it refers to and those that refer to it, at any depth', async (t) => {
  const { ask } = webApi(t)
  const body = {
    accountid: id(1),
    name: 'Contoso',
    primarycontactid: { contactid: id(2), lastname: 'First' },
    parentaccountid: { accountid: id(3), name: 'Group' },
    contact_customer_accounts: [{ contactid: id(4), lastname: 'Second' }, { lastname: 'Third' }],
    account_parent_account: [{ name: 'Branch', primarycontactid: { lastname: 'Fourth' } }],
  }
  assert.equal((await ask('POST', 'accounts', body)).status, 204)
  const expand = 'primarycontactid($select=lastname),parentaccountid($select=name),contact_customer_accounts($select=lastname)'
  const { body: shown } = await ask('GET', `accounts(${id(1)})?$select=name&$expand=${expand}`)
  assert.deepEqual([Object(shown.primarycontactid).lastname, Object(shown.parentaccountid).name], ['First', 'Group'])
  const contacts = shown.contact_customer_accounts as { lastname: string }[]
  assert.deepEqual(
    contacts.map(({ lastname }) => lastname),
    ['Second', 'Third'],
  )
  const branches = await ask(
    'GET',
    `accounts?$select=name&$filter=_parentaccountid_value eq ${id(1)} and primarycontactid/lastname eq 'Fourth'`,
  )
  assert.equal((branches.body.value as unknown[]).length, 1)
})

test('of rows within rows all are made or none', async (t) => {
  const { ask } = webApi(t)
  const body = { name: 'Contoso', primarycontactid: { lastname: 'x' }, contact_customer_accounts: [{ lastname: 'y'.repeat(99) }] }
  assert.equal(errorOf(await ask('POST', 'accounts', body)).code, '0x80044331')
  assert.deepEqual([(await ask('GET', 'accounts/$count')).text, (await ask('GET', 'contacts/$count')).text], ['0', '0'])
})

test('rows that are there are bound to a new one, and shown with it when it is wanted back', async (t) => {
  const { ask } = webApi(t)
  await ask('POST', 'contacts', { contactid: id(1), lastname: 'Ada' })
  const body = { name: 'Contoso', 'contact_customer_accounts@odata.bind': [`/contacts(${id(1)})`] }
  const path = 'accounts?$select=name&$expand=contact_customer_accounts($select=lastname)'
  const created = await ask('POST', path, body, represented)
  assert.equal(created.status, 201)
  assert.equal((created.body.contact_customer_accounts as { lastname: string }[])[0]?.lastname, 'Ada')
})

test('the lines of an invoice are made with it, and it is summed up', async (t) => {
  const { environment, ask } = webApi(t)
  const [euro, list] = [environment.rowsOf('transactioncurrency')[0], environment.rowsOf('pricelevel')[0]]
  await ask('POST', 'accounts', { accountid: id(1), name: 'Contoso' })
  const line = {
    isproductoverridden: true,
    productdescription: 'x',
    ispriceoverridden: true,
    quantity: 2,
    priceperunit: 5,
    producttypecode: 1,
    propertyconfigurationstatus: 2,
  }
  const created = await ask(
    'POST',
    'invoices?$select=totalamount',
    {
      name: 'Invoice',
      'customerid_account@odata.bind': `/accounts(${id(1)})`,
      'transactioncurrencyid@odata.bind': `/transactioncurrencies(${euro?.id})`,
      'pricelevelid@odata.bind': `/pricelevels(${list?.id})`,
      invoice_details: [line, line],
    },
    represented,
  )
  assert.equal(created.body.totalamount, 20, created.text)
})

test('a change takes no rows within it', async (t) => {
  const { ask } = webApi(t)
  await ask('POST', 'accounts', { accountid: id(1), name: 'Contoso' })
  for (const body of [{ primarycontactid: { lastname: 'x' } }, { contact_customer_accounts: [{ lastname: 'x' }] }])
    assert.match(errorOf(await ask('PATCH', `accounts(${id(1)})`, body)).message, /direct update of Entity Reference properties/)
})

test('a row joins and leaves a collection by reference, and is created within it', async (t) => {
  const { ask } = webApi(t)
  await ask('POST', 'accounts', { accountid: id(1), name: 'Contoso' })
  await ask('POST', 'contacts', { contactid: id(2), lastname: 'Ada' })
  const collection = `accounts(${id(1)})/contact_customer_accounts`
  const names = async () =>
    ((await ask('GET', `${collection}?$select=lastname`)).body.value as { lastname: string }[]).map(({ lastname }) => lastname)
  const reference = { '@odata.id': `https://localhost:8443/api/data/v9.2/contacts(${id(2)})` }
  assert.equal((await ask('POST', `${collection}/$ref`, reference)).status, 204)
  assert.equal((await ask('POST', collection, { contactid: id(3), lastname: 'Bea' })).status, 204)
  assert.deepEqual(await names(), ['Ada', 'Bea'])
  assert.equal((await ask('DELETE', `${collection}(${id(2)})/$ref`)).status, 204)
  assert.equal((await ask('DELETE', `${collection}(${id(2)})/$ref`)).status, 404)
  assert.deepEqual(await names(), ['Bea'])
  assert.equal((await ask('DELETE', `${collection}/$ref?$id=${encodeURIComponent(`contacts(${id(3)})`)}`)).status, 204)
  assert.deepEqual(await names(), [])
  assert.equal((await ask('PATCH', collection, {})).status, 400)
})
