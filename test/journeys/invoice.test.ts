import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { debmas, matmas } from '../support/idocs.ts'
import { freight, invoicePayload, invoicesThere, linesThere, postInvoices, pumps } from '../support/invoices.ts'
import { landbridge, type TestLandbridge } from '../support/landbridge.ts'
import { until } from '../support/until.ts'

const examples = join(import.meta.dirname, '..', '..', 'src', 'interfaces', 'invoice', 'examples')

test('an invoice that comes before its customer and its materials ends delivered, with nobody touching it', async (t) => {
  const product = await landbridge(t)
  await postInvoices(product, 1, invoicePayload({ number: '0090000123', total: '1666.00', lines: [pumps, freight] }))
  await until('it waits for the customer', async () => (await product.get<{ parked: number }>('/api/queues')).parked === 1)
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One' } }))
  await product.settled()
  await until(
    'it waits for the material',
    async () => (await parkedFor(product))?.includes('product productnumber=20010') ?? false,
  )
  const { items } = await product.get<{ items: { id: string }[] }>('/api/messages?interface=invoice')
  const parked = JSON.stringify(await product.get(`/api/messages/${items[0]?.id}`))
  assert.doesNotMatch(parked, /Dynamics 365 makes/, 'its lines are not written, so there is no sum yet')
  await product.post(matmas(2, [{ material: '20010', text: 'Product 20010', fields: { MEINS: 'PCE' } }]))
  await until('it is delivered', async () => (await product.get<{ parked: number }>('/api/queues')).parked === 0)
  await product.settled()

  const [row] = await invoicesThere(product)
  assert.deepEqual(
    [row?.invoicenumber, row?.name, row?.totalamount, row?.totaltax, row?.statecode, row?.statuscode],
    ['90000123', 'Invoice 90000123', 1666, 266, 0, 4],
  )
  assert.equal(row?.customerid_account?.accountnumber, '0000004711')
  assert.deepEqual(
    (await linesThere(product)).map((line) => [
      line.lb_linekey,
      line.quantity,
      line.priceperunit,
      line.manualdiscountamount,
      line.extendedamount,
      line.productid?.productnumber ?? line.productdescription,
    ]),
    [
      ['90000123|10', 4, 375, 150, 1606.5, '20010'],
      ['90000123|20', 1, 50, 0, 59.5, 'Freight'],
    ],
  )
})

test('a paid invoice is opened to be changed and closed again; the same again costs no request', async (t) => {
  const product = await withMasterData(t)
  const open = { number: '90000123', total: '1606.50', lines: [pumps] }
  await postInvoices(product, 1, invoicePayload({ ...open, status: 'paid' }))
  await product.settled()
  assert.deepEqual(await states(product), [[2, 100001, 1606.5]])

  const later = { ...pumps, NetAmount: '1300.00', TaxAmount: '247.00' }
  await postInvoices(product, 2, invoicePayload({ ...open, total: '1547.00', lines: [later], status: 'paid' }))
  await product.settled()
  assert.deepEqual(await states(product), [[2, 100001, 1547]])
  assert.equal(await lastStatus(product), 'delivered')

  await postInvoices(product, 3, invoicePayload({ ...open, total: '1547.00', lines: [later], status: 'paid' }))
  await product.settled()
  assert.equal(await lastStatus(product), 'unchanged')

  for (const [number, status, expected] of [
    [4, 'partly-paid', [2, 100002, 1547]],
    [5, 'open', [0, 4, 1547]],
    [6, 'cancelled', [3, 100003, 1547]],
  ] as const) {
    await postInvoices(product, number, invoicePayload({ ...open, total: '1547.00', lines: [later], status }))
    await product.settled()
    assert.deepEqual(await states(product), [expected], status)
  }
})

test('a line that only changed its text opens the paid invoice above it', async (t) => {
  const product = await withMasterData(t)
  const first = { number: '90000123', total: '1606.50', lines: [pumps], status: 'paid' }
  await postInvoices(product, 1, invoicePayload(first))
  await product.settled()
  await postInvoices(product, 2, invoicePayload({ ...first, lines: [{ ...pumps, Description: 'Pump, painted' }] }))
  await product.settled()
  assert.equal(await lastStatus(product), 'delivered')
  assert.deepEqual(await states(product), [[2, 100001, 1606.5]])
})

test('a total that is not the sum of the lines is a warning with both', async (t) => {
  const product = await withMasterData(t)
  await postInvoices(product, 1, invoicePayload({ number: '90000123', total: '1700.00', lines: [pumps] }))
  await product.settled()
  const { items } = await product.get<{ items: { id: string; status: string }[] }>('/api/messages?interface=invoice')
  assert.equal(items[0]?.status, 'delivered')
  const message = JSON.stringify(await product.get(`/api/messages/${items[0]?.id}`))
  assert.match(message, /Dynamics 365 makes 1606\.5 of invoice.*SAP says 1700/)
})

test('prices that do not come out even are rounded so that the amount is exact', async (t) => {
  const product = await withMasterData(t)
  const odd = {
    LineNumber: '10',
    Material: '20010',
    Description: 'x',
    Quantity: '3',
    Unit: 'PCE',
    NetAmount: '100.00',
    TaxAmount: '19.00',
  }
  await postInvoices(product, 1, invoicePayload({ number: '90000124', total: '119.00', lines: [odd] }))
  await postInvoices(product, 2, invoicePayload({ number: '90000125', total: '119.00', lines: [odd], kind: 'CreditMemo' }))
  await product.settled()
  assert.deepEqual(
    (await invoicesThere(product)).map(({ name, totalamount }) => [name, totalamount]),
    [
      ['Invoice 90000124', 119],
      ['Credit memo 90000125', -119],
    ],
  )
  assert.deepEqual(
    (await linesThere(product)).map((line) => [line.quantity, line.priceperunit, line.manualdiscountamount]),
    [
      [3, 33.34, 0.02],
      [-3, 33.33, 0.01],
    ],
  )
})

test('an INVOIC becomes the same rows', async (t) => {
  const product = await withMasterData(t)
  for (const name of ['billing-document', 'credit-memo']) {
    await product.post(readFileSync(join(examples, `${name}.idoc.xml`), 'utf8'))
  }
  await product.post(matmas(9, [{ material: '20020', text: 'Product 20020', fields: { MEINS: 'PCE' } }]))
  await until('both are delivered', async () => (await invoicesThere(product)).length === 2)
  await until('nothing waits', async () => (await product.get<{ parked: number }>('/api/queues')).parked === 0)
  await product.settled()
  assert.deepEqual(
    (await invoicesThere(product)).map(({ invoicenumber, totalamount }) => [invoicenumber, totalamount]),
    [
      ['90000130', 1963.5],
      ['90000131', -223.13],
    ],
  )
})

test('other programs check, set and change invoices and their lines by business names', async (t) => {
  const product = await withMasterData(t)
  const key = { invoice: '90000200' }
  const check = (path: string, body: object) =>
    product.act<{ exists: boolean; id: string | null }>(`/api/crm/v1/${path}/check`, body)
  assert.equal((await check('invoices', key)).exists, false)
  const { id } = await product.act<{ id: string }>('/api/crm/v1/invoices', {
    ...key,
    name: 'Invoice 90000200',
    customer: '4711',
    currency: 'EUR',
    status: 'Billed',
    total: '119',
  })
  assert.deepEqual(await check('invoices', key), { exists: true, id, method: 'PATCH' })
  const line = { ...key, line: '10' }
  assert.equal((await check('invoice-lines', line)).exists, false)
  const made = await product.act<{ id: string }>('/api/crm/v1/invoice-lines', {
    ...line,
    writtenIn: false,
    product: '20010',
    unit: 'Piece',
    quantity: '4',
    price: '25.00',
    tax: '19.00',
  })
  assert.deepEqual(await check('invoice-lines', line), { exists: true, id: made.id, method: 'PATCH' })
  assert.deepEqual(await states(product), [[0, 4, 119]])

  assert.equal((await product.change(`/api/crm/v1/invoice-lines(${made.id})`, { quantity: '2' })).status, 200)
  assert.deepEqual(await states(product), [[0, 4, 69]])
  assert.equal((await product.change(`/api/crm/v1/invoices(${id})`, { status: 'Complete' })).status, 200)
  assert.deepEqual(await states(product), [[2, 100001, 69]])
  const refused = await product.change(`/api/crm/v1/invoice-lines(${made.id})`, { quantity: '3' })
  assert.equal(refused.status, 422)
  assert.match(await refused.text(), /read only/)
  const status = await product.get<{ state: string }>(`/api/crm/v1/invoices(${id})/status`)
  assert.equal(status.state, 'Paid')
  const ofLine = await product.get<{ id: string; state: string }>(`/api/crm/v1/invoice-lines(${made.id})/status`)
  assert.deepEqual([ofLine.id, ofLine.state], [made.id, 'Paid'])
})

async function withMasterData(t: Parameters<typeof landbridge>[0]): Promise<TestLandbridge> {
  const product = await landbridge(t)
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One' } }))
  await product.post(matmas(2, [{ material: '20010', text: 'Product 20010', fields: { MEINS: 'PCE' } }]))
  await product.settled()
  return product
}

async function states(product: TestLandbridge): Promise<unknown[]> {
  return (await invoicesThere(product)).map(({ statecode, statuscode, totalamount }) => [statecode, statuscode, totalamount])
}

async function lastStatus(product: TestLandbridge): Promise<string | undefined> {
  const { items } = await product.get<{ items: { status: string }[] }>('/api/messages?interface=invoice&limit=1')
  return items[0]?.status
}

async function parkedFor(product: TestLandbridge): Promise<string | undefined> {
  const { items } = await product.get<{ items: { deliveries: { reason?: string }[] }[] }>(
    '/api/messages?interface=invoice&limit=1',
  )
  return JSON.stringify(items)
}
