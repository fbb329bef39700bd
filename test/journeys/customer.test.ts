import assert from 'node:assert/strict'
import { test } from 'node:test'
import { debmas, matmas } from '../support/idocs.ts'
import { landbridge, type TestLandbridge } from '../support/landbridge.ts'

interface Account {
  accountid: string
  accountnumber: string
  name: string
  telephone1: string | null
  creditonhold: boolean
  statecode: number
  versionnumber: number
}

const accounts = (product: TestLandbridge) => product.rows<Account>('accounts?$orderby=accountnumber')
const purchasing = { PARNR: '0000071101', NAME1: 'Purchasing Desk', TELF1: '040 120' }

test('a customer becomes an account with its contacts, and SAP is told the message', async (t) => {
  const product = await landbridge(t)
  const fields = { MSGFN: '005', NAME1: 'Beispiel GmbH', NAME2: 'Werk Nord', TELF1: '040 110', LAND1: 'DE', SPRAS_ISO: 'DE' }
  const { status, text } = await product.post(debmas({ docnum: 1, customer: 4711, fields, contacts: [purchasing] }))
  assert.equal(status, 200)
  assert.match(text, /<DOCNUM>0000000000000001<\/DOCNUM><MessageId>[0-9a-f-]{36}<\/MessageId>/)
  await product.settled()
  const [account] = await accounts(product)
  assert.deepEqual(
    [account?.accountnumber, account?.name, account?.telephone1, account?.creditonhold, account?.statecode],
    ['0000004711', 'Beispiel GmbH Werk Nord', '040 110', false, 0],
  )
  const [contact] = await product.rows<Record<string, unknown>>('contacts')
  assert.deepEqual(
    [contact?.externaluseridentifier, contact?.lastname, contact?.telephone1, contact?._parentcustomerid_value],
    ['0000071101', 'Purchasing Desk', '040 120', account?.accountid],
  )
  const [message] = (await product.get<{ items: { status: string; deliveries: unknown[] }[] }>('/api/messages?idoc=1')).items
  assert.equal(message?.status, 'delivered')
  const object = await product.get<{ rows: { id: string; columns: Record<string, unknown> }[] }>(
    '/api/objects/business-partner/4711',
  )
  assert.deepEqual([object.rows.length, object.rows[0]?.id], [2, account?.accountid])
})

test('a change sends what changed, and a change of nothing sends nothing', async (t) => {
  const product = await landbridge(t)
  await product.post(
    debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'Beispiel GmbH', TELF1: '1' }, contacts: [purchasing] }),
  )
  await product.settled()
  const [before] = await accounts(product)
  await product.post(
    debmas({ docnum: 2, customer: 4711, fields: { NAME1: 'Beispiel GmbH', TELF1: '2' }, contacts: [purchasing] }),
  )
  await product.settled()
  await product.post(
    debmas({ docnum: 3, customer: 4711, fields: { NAME1: 'Beispiel GmbH', TELF1: '2' }, contacts: [purchasing] }),
  )
  await product.settled()
  assert.deepEqual(await written(product), ['PATCH account 2', 'PATCH contact 1'])
  const [after] = await accounts(product)
  assert.deepEqual([after?.accountid, after?.telephone1], [before?.accountid, '2'])
  const { items: messages } = await product.get<{ items: { status: string }[] }>('/api/messages')
  assert.deepEqual(
    messages.map(({ status }) => status),
    ['unchanged', 'delivered', 'delivered'],
  )
})

test('NODATA and missing fields change nothing, a field that a whole segment lacks is emptied', async (t) => {
  const product = await landbridge(t)
  await product.post(debmas({ docnum: 1, customer: 1, fields: { NAME1: 'Beispiel', TELF1: '1', AUFSD: '01', MSGFN: '005' } }))
  await product.post(debmas({ docnum: 2, customer: 1, fields: { TELF1: '/', NAME1: 'Muster' } }))
  await product.settled()
  const [partial] = await accounts(product)
  assert.deepEqual([partial?.name, partial?.telephone1, partial?.creditonhold], ['Muster', '1', true])
  await product.post(debmas({ docnum: 3, customer: 1, fields: { NAME1: 'Muster', MSGFN: '005' } }))
  await product.settled()
  const [whole] = await accounts(product)
  assert.deepEqual([whole?.name, whole?.telephone1, whole?.creditonhold], ['Muster', null, false])
})

test('a customer that SAP had flagged for deletion before it ever came is done with, and comes when it is there again', async (t) => {
  const product = await landbridge(t)
  await product.post(debmas({ docnum: 1, customer: 1, fields: { NAME1: 'Beispiel', LOEVM: 'X' } }))
  await product.settled()
  assert.deepEqual(await accounts(product), [])
  await product.post(debmas({ docnum: 2, customer: 1, fields: { NAME1: 'Beispiel', MSGFN: '005' } }))
  await product.settled()
  assert.equal((await accounts(product))[0]?.statecode, 0)
})

test('a deletion flag deactivates the account, MSGFN 003 the contact, a whole document brings the account back', async (t) => {
  const product = await landbridge(t)
  await product.post(debmas({ docnum: 1, customer: 1, fields: { NAME1: 'Beispiel' }, contacts: [purchasing] }))
  await product.post(debmas({ docnum: 2, customer: 1, fields: { LOEVM: 'X' }, contacts: [{ ...purchasing, MSGFN: '003' }] }))
  await product.settled()
  assert.equal((await accounts(product))[0]?.statecode, 1)
  assert.deepEqual(
    (await product.rows<{ statecode: number }>('contacts?$select=statecode')).map(({ statecode }) => statecode),
    [1],
  )
  await product.post(debmas({ docnum: 3, customer: 1, fields: { NAME1: 'Beispiel', MSGFN: '005' } }))
  await product.settled()
  assert.equal((await accounts(product))[0]?.statecode, 0)
})

test('a document that was overtaken by a newer one changes nothing and is superseded', async (t) => {
  const product = await landbridge(t)
  await product.post(debmas({ docnum: 2, customer: 1, serial: '20261124120002', fields: { NAME1: 'new' } }))
  await product.settled()
  await product.post(debmas({ docnum: 1, customer: 1, serial: '20261124120001', fields: { NAME1: 'old' } }))
  await product.settled()
  assert.equal((await accounts(product))[0]?.name, 'new')
  assert.equal((await product.get<{ status: string }>('/api/messages/1')).status, 'superseded')
})

test('a parent that is not there is left out with a warning, and set when the customer comes again after it', async (t) => {
  const product = await landbridge(t)
  const child = (docnum: number) =>
    debmas({ docnum, customer: 2, fields: { NAME1: 'Branch' } }).replace(
      '</E1KNA1M>',
      '<E1KNVVM><VKORG>1010</VKORG><E1KNVPM><PARVW>1A</PARVW><KUNN2>0000000001</KUNN2></E1KNVPM></E1KNVVM></E1KNA1M>',
    )
  await product.post(child(1))
  await product.settled()
  const { deliveries } = await product.get<{ deliveries: { warnings: string[] }[] }>('/api/messages/1')
  assert.match(deliveries[0]?.warnings.join() ?? '', /parentaccountid was left out: Dynamics 365 has no account .*0000000001/)
  await product.post(debmas({ docnum: 2, customer: 1, fields: { NAME1: 'Head office' } }))
  await product.settled()
  await product.post(child(3))
  await product.settled()
  const rows = await product.rows<Record<string, string>>('accounts?$orderby=accountnumber')
  assert.equal(rows[1]?._parentaccountid_value, rows[0]?.accountid)
})

test('in an environment without alternate keys rows are looked for first, and never made twice', async (t) => {
  const product = await landbridge(t, (settings) => ({ ...settings, dataverse: { ...settings.dataverse, match: 'check' } }))
  await product.post(debmas({ docnum: 1, customer: 1, fields: { NAME1: 'Beispiel' }, contacts: [purchasing] }))
  await product.settled()
  await product.post(debmas({ docnum: 2, customer: 1, fields: { NAME1: 'Muster' }, contacts: [{ ...purchasing, TELF1: '2' }] }))
  await product.settled()
  const [account, ...others] = await accounts(product)
  assert.deepEqual([account?.name, others.length], ['Muster', 0])
  const [contact, ...more] = await product.rows<Record<string, unknown>>('contacts')
  assert.deepEqual([contact?.telephone1, contact?._parentcustomerid_value, more.length], ['2', account?.accountid, 0])
  assert.deepEqual(await written(product), ['PATCH account 1', 'PATCH contact 1', 'POST account 1', 'POST contact 1'])
})

/** How often rows were created and changed, of accounts and contacts. */
async function written(product: TestLandbridge): Promise<string[]> {
  const { counts } = await product.dynamics.control<{ counts: { method: string; table: string; count: number }[] }>(
    'GET',
    'requests',
  )
  return counts
    .filter(({ method, table }) => ['POST', 'PATCH'].includes(method) && ['account', 'contact'].includes(table))
    .map(({ method, table, count }) => `${method} ${table} ${count}`)
    .toSorted()
}

test('a deletion that overtakes what it deletes is not undone by the older document that comes after it', async (t) => {
  const product = await landbridge(t)
  await product.post(debmas({ docnum: 2, customer: 4711, serial: '20261110120000', fields: { LOEVM: 'X', NAME1: 'Gone' } }))
  await product.post(matmas(3, [{ material: '20010', text: 'Gone', fields: { MEINS: 'PCE', LVORM: 'X' } }]))
  await product.settled()
  assert.equal((await product.get<{ rows: unknown[] }>('/api/objects/business-partner/4711')).rows.length, 0)
  await product.post(
    debmas({ docnum: 1, customer: 4711, serial: '20261109120000', fields: { NAME1: 'Gone' }, contacts: [purchasing] }),
  )
  await product.post(matmas(1, [{ material: '20010', text: 'Gone', fields: { MEINS: 'PCE' } }]))
  await product.settled()
  assert.deepEqual(await accounts(product), [])
  assert.deepEqual(await product.rows('products'), [])
  await product.post(debmas({ docnum: 4, customer: 4711, serial: '20261111120000', fields: { MSGFN: '005', NAME1: 'Back' } }))
  await product.settled()
  assert.deepEqual(
    (await accounts(product)).map(({ name, statecode }) => [name, statecode]),
    [['Back', 0]],
  )
})
