import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { changeRow } from '../support/dynamics-rows.ts'
import { debmas } from '../support/idocs.ts'
import { landbridge, type TestLandbridge } from '../support/landbridge.ts'
import { until } from '../support/until.ts'

const examples = join(import.meta.dirname, '..', '..', 'src', 'interfaces', 'address', 'examples')
const address = (name: string) => readFileSync(join(examples, `${name}.idoc.xml`), 'utf8')

interface Account {
  accountid: string
  name: string
  telephone1: string | null
  emailaddress1: string | null
  lb_mobilephone: string | null
  lb_street: string | null
}

interface Delivered {
  items: { status: string; deliveries: { objectKey: string; reason?: string; rows: unknown[] }[] }[]
}

test('an address that comes before its customer, as SAP sends it, waits for it and goes out though it is older', async (t) => {
  const product = await landbridge(t)
  assert.equal((await product.post(address('customer-full'))).status, 200)
  await until('it waits', async () => (await product.get<{ parked: number }>('/api/queues')).parked === 1)
  assert.equal((await product.rows('accounts')).length, 0, 'no account is made that has nothing but an address')
  const { items } = await product.get<Delivered>('/api/messages?objectKey=address/4711')
  assert.match(items[0]?.deliveries[0]?.reason ?? '', /^Dynamics 365 has no account accountnumber=0000004711 yet/)

  await product.post(debmas({ docnum: 1, customer: 4711, fields: { MSGFN: '005', NAME1: 'Pumpenwerk', TELF1: '040 66969 115' } }))
  await until('both are delivered', async () => (await account(product))?.emailaddress1 === 'einkauf@pumpenwerk.example')
  await product.settled()
  const { name, telephone1, lb_mobilephone, lb_street } = (await account(product)) as Account
  assert.deepEqual(
    { name, telephone1, lb_mobilephone, lb_street },
    {
      name: 'Pumpenwerk',
      telephone1: '040 66969 115',
      lb_mobilephone: '+491715550100',
      lb_street: 'Bürgermeister-von-Musterhausen-Promenade 12 a',
    },
  )
  // A customer that is sent whole again says nothing about what came with its address.
  await product.post(debmas({ docnum: 2, customer: 4711, fields: { MSGFN: '005', NAME1: 'Pumpenwerk Nord' } }))
  await product.settled()
  const after = await account(product)
  assert.deepEqual(
    [after?.name, after?.telephone1, after?.emailaddress1],
    ['Pumpenwerk Nord', null, 'einkauf@pumpenwerk.example'],
  )
})

test('what an address no longer has is cleared; what it never had is left to whoever wrote it', async (t) => {
  const product = await landbridge(t)
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'Pumpenwerk' } }))
  await product.settled()
  await product.post(address('customer-full').replaceAll(/<E1BPADTEL.*?<\/E1BPADTEL>/gs, ''))
  await product.settled()
  const before = (await account(product)) as Account
  assert.equal(before.emailaddress1, 'einkauf@pumpenwerk.example')
  await changeRow(product.dynamics, `accounts(${before.accountid})`, { lb_mobilephone: '+49 170 1' })
  await product.post(address('customer-without-numbers').replace('0000004730', '0000004711'))
  await product.settled()
  const after = (await account(product)) as Account
  assert.deepEqual([after.emailaddress1, after.lb_mobilephone, after.lb_street], [null, '+49 170 1', 'Hafenstr. 1'])
})

test('the address of a contact person waits for the customer it comes with, and adds to the contact', async (t) => {
  const product = await landbridge(t)
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'Pumpenwerk' } }))
  await product.settled()
  await product.post(address('contact'))
  await until('it waits', async () => (await product.get<{ parked: number }>('/api/queues')).parked === 1)
  const { items } = await product.get<Delivered>('/api/messages?objectKey=address/4711/71102')
  assert.match(items[0]?.deliveries[0]?.reason ?? '', /^Dynamics 365 has no contact externaluseridentifier=0000071102 yet/)
  await product.post(debmas({ docnum: 2, customer: 4711, contacts: [{ PARNR: '0000071102', NAME1: 'Accounts Payable' }] }))
  await until('it went out', async () => (await product.get<{ parked: number }>('/api/queues')).parked === 0)
  await product.settled()
  const rows = await product.rows<Record<string, unknown>>('contacts')
  assert.deepEqual(
    rows.map(({ lastname, emailaddress1, mobilephone, fax }) => [lastname, emailaddress1, mobilephone, fax]),
    [['Accounts Payable', 'payables@pumpenwerk.example', '+491715550177', '+494066969139']],
  )
})

test('addresses of suppliers are taken, and there is nothing to do for them', async (t) => {
  const product = await landbridge(t)
  for (const name of ['supplier', 'contact-of-supplier']) assert.equal((await product.post(address(name))).status, 200)
  await product.settled()
  const { items } = await product.get<Delivered>('/api/messages?interface=address')
  assert.deepEqual(
    items.map(({ status, deliveries: [delivery] }) => [status, delivery?.objectKey, delivery?.rows]),
    [
      ['unchanged', 'address/BUS1006001/890/LFA1/300010', []],
      ['unchanged', 'address/LFA1/300010/1', []],
    ],
  )
  assert.equal((await product.rows('accounts')).length, 0)
})

async function account(product: TestLandbridge): Promise<Account | undefined> {
  const [row] = await product.rows<Account>('accounts')
  return row
}
