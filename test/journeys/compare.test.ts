import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { asAdmin } from '../support/credentials.ts'
import { changeRow, deleteRow } from '../support/dynamics-rows.ts'
import { debmas, matmas } from '../support/idocs.ts'
import { invoicePayload, invoicesThere, postInvoices, pumps } from '../support/invoices.ts'
import { landbridge, type TestLandbridge } from '../support/landbridge.ts'
import { xiMessage } from '../support/xi-messages.ts'

const interfaces = join(import.meta.dirname, '..', '..', 'src', 'interfaces')
const fields = { NAME1: 'Beispiel GmbH', ORT01: 'Hamburg', TELF1: '040 110', LAND1: 'DE', UMSA1: '1200.50', WAERS: 'EUR' }
const contacts = [{ PARNR: '0000071101', NAME1: 'Purchasing Desk', TELF1: '040 120' }]

interface Difference {
  objectKey: string
  table: string
  isMissing: boolean
  columns: Record<string, { written: { value: unknown }; found: { value: unknown }; source: string }>
  state?: { written: string; found: string }
}

test('what was just written of all examples is nowhere different in Dynamics 365', async (t) => {
  const product = await landbridge(t)
  for (const kind of ['business-partner', 'material', 'inventory', 'invoice']) {
    for (const file of globSync(`${kind}/examples/*.idoc.xml`, { cwd: interfaces })) {
      assert.equal((await product.post(readFileSync(join(interfaces, file)))).status, 200)
      // One after the other, as a later example may be about the same customer.
      await product.settled()
    }
  }
  const compared = await Promise.all(
    ['business-partner', 'material', 'inventory', 'invoice'].map((name) => differences(product, { interface: name })),
  )
  assert.deepEqual(compared.flat(), [])
  const { compared: many, all } = await product.get<{ compared: number; all: number }>('/api/differences?interface=material')
  assert.ok(many >= 4 && many === all, `${many} of ${all}`)
})

test('what somebody changed or deleted in Dynamics 365 is told column by column, and brought back when it is wanted', async (t) => {
  const product = await customer4711(t)
  const [account] = await product.rows<{ accountid: string }>('accounts')
  const [contact] = await product.rows<{ contactid: string }>('contacts')
  await changeRow(product.dynamics, `accounts(${account?.accountid})`, {
    name: 'By hand',
    address1_city: null,
    telephone1: '040 110',
  })
  await deleteRow(product.dynamics, `contacts(${contact?.contactid})`)

  const found = await differences(product, { objectKey: 'business-partner/4711' })
  assert.deepEqual(
    found.map(({ table, isMissing, columns }) => [
      table,
      isMissing,
      Object.entries(columns).map(([name, { written, found, source }]) => [name, written.value, found.value, source]),
    ]),
    [
      [
        'account',
        false,
        [
          ['name', 'Beispiel GmbH', 'By hand', 'E1KNA1M/NAME1'],
          ['address1_city', 'Hamburg', null, 'E1KNA1M/ORT01'],
        ],
      ],
      ['contact', true, []],
    ],
  )

  const { messages } = await product.act<{ messages: { objectKey: string; messageId: string }[] }>('/api/write-again', {
    objectKeys: ['business-partner/4711'],
    reason: 'changed by mistake',
  })
  await product.settled()
  assert.deepEqual(await differences(product, { objectKey: 'business-partner/4711' }), [])
  const [restored] = await product.rows<Record<string, unknown>>('accounts')
  assert.deepEqual([restored?.name, restored?.address1_city], ['Beispiel GmbH', 'Hamburg'])
  const [again] = await product.rows<Record<string, unknown>>('contacts')
  assert.deepEqual([again?.lastname, again?._parentcustomerid_value], ['Purchasing Desk', account?.accountid])
  assert.notEqual(again?.contactid, contact?.contactid)

  const [{ messageId = '' } = {}] = messages
  const message = await product.get<{ status: string; type: string; deeds: object[] }>(`/api/messages/${messageId}`)
  assert.deepEqual([message.status, message.type], ['delivered', 'Write again'])
  assert.partialDeepStrictEqual(message.deeds, [{ who: 'admin', action: 'write again', reason: 'changed by mistake' }])
  assert.deepEqual((await product.get<{ objects: unknown[] }>(`/api/messages/${messageId}/writes`)).objects.length, 1)
  // Who wrote a column is still the document that brought its value, and what SAP sends next is compared with it as before.
  const object = await product.get<{ rows: { columns: Record<string, { source: string; messageId: string }> }[] }>(
    '/api/objects/business-partner/4711',
  )
  assert.equal(object.rows[0]?.columns.name?.source, 'E1KNA1M/NAME1')
  assert.notEqual(object.rows[0]?.columns.name?.messageId, messageId)
  await product.post(debmas({ docnum: 2, customer: 4711, fields, contacts }))
  await product.settled()
  assert.equal((await product.get<{ items: { status: string }[] }>('/api/messages?idoc=2')).items[0]?.status, 'unchanged')
})

test('writing again waits behind what SAP sent before, and brings back nothing older', async (t) => {
  const product = await customer4711(t)
  await product.act('/api/channels/dataverse/pause', { reason: 'both are to wait' })
  await product.post(debmas({ docnum: 2, customer: 4711, fields: { NAME1: 'Renamed' } }))
  await product.act('/api/write-again', { objectKeys: ['business-partner/4711'] })
  await product.post(debmas({ docnum: 3, customer: 4711, fields: { ORT01: 'Kiel' } }))
  await product.act('/api/channels/dataverse/resume')
  await product.settled()
  const [account] = await product.rows<Record<string, unknown>>('accounts')
  assert.deepEqual([account?.name, account?.address1_city], ['Renamed', 'Kiel'])
  assert.deepEqual(await differences(product, { interface: 'business-partner' }), [])
})

test('a message that writes again is restarted and cancelled like any other, and is no document to correct, which says why', async (t) => {
  const product = await customer4711(t)
  const [account] = await product.rows<{ accountid: string }>('accounts')
  const rename = () => changeRow(product.dynamics, `accounts(${account?.accountid})`, { name: 'By hand' })
  const name = async () => (await product.rows<{ name: string }>('accounts'))[0]?.name
  const again = async () =>
    (
      await product.act<{ messages: { messageId: string }[] }>('/api/write-again', { objectKeys: ['business-partner/4711'] })
    ).messages.map(({ messageId }) => `/api/messages/${messageId}`)[0] ?? ''
  await rename()
  const done = await again()
  await product.settled()
  assert.equal(await name(), 'Beispiel GmbH')
  await rename()
  assert.deepEqual(await product.act(`${done}/restart`, {}), { changed: 1, refused: [] })
  await product.settled()
  assert.equal(await name(), 'Beispiel GmbH', 'restarted, it writes again')
  const ended = { objectKey: 'business-partner/4711', why: 'business-partner/4711 is delivered already' }
  assert.deepEqual(await product.act(`${done}/cancel`, { reason: 'x' }), { changed: 0, refused: [ended] })

  await product.act('/api/channels/dataverse/pause', { reason: 'it is to wait' })
  await rename()
  const waiting = await again()
  await product.post(debmas({ docnum: 2, customer: 4711, fields: { ORT01: 'Kiel' } }))
  assert.deepEqual(await product.act(`${waiting}/cancel`, { reason: 'it may stay' }), { changed: 1, refused: [] })
  await product.act('/api/channels/dataverse/resume')
  await product.settled()
  assert.equal(await name(), 'By hand', 'cancelled, it writes nothing')
  assert.equal(
    (await product.rows<{ address1_city: string }>('accounts'))[0]?.address1_city,
    'Kiel',
    'what was behind it goes on',
  )
  await product.act(`${waiting}/restart`, {})
  await product.settled()
  assert.equal(await name(), 'Beispiel GmbH', 'restarted after that, it writes')

  const why =
    /made by Write again and holds no document.*Restart or cancel it; to have something else written, correct the message/
  assert.match((await product.get<{ cannotBeCorrected: string }>(done)).cannotBeCorrected, why)
  const asXml = { ...asAdmin, 'content-type': 'text/xml' }
  const given = { method: 'POST', headers: asXml, body: debmas({ docnum: 1, customer: 4711 }) }
  const answers = [
    await fetch(`${product.url}${done}/edit`, given),
    await fetch(`${product.url}${done}/check`, given),
    await fetch(`${product.url}${done}/payload?part=main`, { headers: asAdmin }),
  ]
  for (const answer of answers) {
    const { title, detail } = (await answer.json()) as { title: string; detail: string }
    assert.deepEqual([answer.status, title], [409, 'The message cannot be corrected'])
    assert.match(detail, why)
  }
  const whole = await fetch(`${product.url}${done}/payload`, { headers: asAdmin })
  assert.match(whole.headers.get('content-disposition') ?? '', /\.json"$/)
})

test('a column that another interface wrote later is neither different nor brought back', async (t) => {
  const product = await customer4711(t)
  await product.post(debmas({ docnum: 2, customer: 4711, fields: { AUFSD: '01' } }))
  await product.settled()
  await product.post(debmas({ docnum: 3, customer: 4711, fields: { MSGFN: '005', ...fields } }))
  await product.settled()
  // Not blocked any more, says the customer; blocked, says its limit after that.
  const limit =
    '<Customer>0000004711</Customer><CreditSegment>0000</CreditSegment><CreditLimit>5</CreditLimit><Blocked>true</Blocked>'
  const payload = `<n0:CreditAccount xmlns:n0="urn:landbridge:credit"><Account>${limit}</Account></n0:CreditAccount>`
  const posted = await product.postXi(xiMessage({ interface: 'CreditAccount_Out', namespace: 'urn:landbridge:credit', payload }))
  assert.equal(posted.status, 200, await posted.text())
  await product.settled()
  const isBlocked = async () => (await product.rows<{ creditonhold: boolean }>('accounts'))[0]?.creditonhold
  assert.equal(await isBlocked(), true)
  assert.deepEqual(await differences(product, { interface: 'business-partner' }), [])
  await product.act('/api/write-again', { objectKeys: ['business-partner/4711'] })
  await product.settled()
  assert.equal(await isBlocked(), true)
})

test('a row that SAP had deleted stays deleted, and one that it had deactivated is deactivated again', async (t) => {
  const product = await customer4711(t)
  await product.post(debmas({ docnum: 2, customer: 4711, fields: { LOEVM: 'X' }, contacts: [{ ...contacts[0], MSGFN: '003' }] }))
  await product.settled()
  const [account] = await product.rows<{ accountid: string; statecode: number }>('accounts')
  assert.equal(account?.statecode, 1)
  await changeRow(product.dynamics, `accounts(${account?.accountid})`, { statecode: 0, statuscode: 1 })
  assert.deepEqual(await statesThere(product, 'business-partner'), [['account', 'inactive', 'active']])
  const before = await product.rows('contacts')
  await product.act('/api/write-again', { objectKeys: ['business-partner/4711'] })
  await product.settled()
  assert.deepEqual(await differences(product, { interface: 'business-partner' }), [])
  assert.equal((await product.rows<{ statecode: number }>('accounts'))[0]?.statecode, 1)
  assert.deepEqual((await product.rows('contacts')).length, before.length)
})

test('rows that somebody deactivated are told and active again when that is wanted, those of others stay as they are', async (t) => {
  const product = await customer4711(t)
  await product.post(debmas({ docnum: 2, customer: 4712, fields }))
  await product.post(debmas({ docnum: 3, customer: 4712, fields: { LOEVM: 'X' } }))
  const limit =
    '<Customer>0000004711</Customer><CreditSegment>0000</CreditSegment><CreditLimit>5</CreditLimit><Blocked>true</Blocked>'
  const payload = `<n0:CreditAccount xmlns:n0="urn:landbridge:credit"><Account>${limit}</Account></n0:CreditAccount>`
  assert.equal(
    (await product.postXi(xiMessage({ interface: 'CreditAccount_Out', namespace: 'urn:landbridge:credit', payload }))).status,
    200,
  )
  await product.settled()
  const inactive = { statecode: 1, statuscode: 2 }
  const [account] = await product.rows<{ accountid: string }>("accounts?$filter=accountnumber eq '0000004711'")
  const [contact] = await product.rows<{ contactid: string }>('contacts')
  const [limitThere] = await product.rows<{ lb_creditaccountid: string }>('lb_creditaccounts')
  await changeRow(product.dynamics, `accounts(${account?.accountid})`, { ...inactive, address1_city: 'Kiel' })
  await changeRow(product.dynamics, `contacts(${contact?.contactid})`, inactive)
  await changeRow(product.dynamics, `lb_creditaccounts(${limitThere?.lb_creditaccountid})`, inactive)

  assert.deepEqual(await statesThere(product, 'business-partner'), [
    ['account', 'active', 'inactive'],
    ['contact', 'active', 'inactive'],
  ])
  // Whether a customer is active its limit does not say.
  assert.deepEqual(await statesThere(product, 'credit-limit'), [['lb_creditaccount', 'active', 'inactive']])
  await product.act('/api/write-again', { objectKeys: ['credit-limit/4711/0000'] })
  await product.settled()
  assert.deepEqual(await statesThere(product, 'credit-limit'), [])
  assert.equal((await statesThere(product, 'business-partner')).length, 2)

  await product.act('/api/write-again', { objectKeys: ['business-partner/4711', 'business-partner/4712'] })
  await product.settled()
  assert.deepEqual(await differences(product, { interface: 'business-partner' }), [])
  const states = await product.rows<{ statecode: number }>('accounts?$orderby=accountnumber&$select=statecode')
  assert.deepEqual(
    states.map(({ statecode }) => statecode),
    [0, 1],
  )
})

test('products that were retired or taken under revision are told so, and published again', async (t) => {
  const product = await landbridge(t)
  const materials = ['20010', '20011', '20012'].map((material) => ({
    material,
    text: `Pump ${material}`,
    fields: { MEINS: 'PCE' },
  }))
  await product.post(matmas(1, materials))
  await product.post(matmas(2, [{ material: '20012', fields: { LVORM: 'X' } }]))
  await product.settled()
  const rows = await product.rows<{ productid: string }>('products?$orderby=productnumber&$select=productid')
  for (const [index, change] of [
    { statecode: 1, statuscode: 2 },
    { statecode: 3, statuscode: 3 },
    { statecode: 0, statuscode: 1 },
  ].entries()) {
    await changeRow(product.dynamics, `products(${rows[index]?.productid})`, change)
  }
  assert.deepEqual(await statesThere(product, 'material'), [
    ['product', 'active', 'retired'],
    ['product', 'active', 'under revision'],
    ['product', 'inactive', 'active'],
  ])
  await product.act('/api/write-again', { objectKeys: ['20010', '20011', '20012'].map((material) => `material/${material}`) })
  await product.settled()
  assert.deepEqual(await differences(product, { interface: 'material' }), [])
  const states = await product.rows<{ statecode: number }>('products?$orderby=productnumber&$select=statecode')
  assert.deepEqual(
    states.map(({ statecode }) => statecode),
    [0, 0, 1],
  )
})

test('an invoice somebody cancelled or opened again is told by its status, and has the one of SAP again', async (t) => {
  const product = await landbridge(t)
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One' } }))
  await product.post(matmas(2, [{ material: '20010', text: 'Product 20010', fields: { MEINS: 'PCE' } }]))
  const one = { total: '1606.50', lines: [pumps] }
  await postInvoices(product, 1, invoicePayload({ ...one, number: '0090000123', status: 'open' }))
  await postInvoices(product, 2, invoicePayload({ ...one, number: '0090000124', status: 'paid' }))
  await product.settled()
  const [open, paid] = (await invoicesThere(product)).map(({ invoiceid }) => `invoices(${invoiceid})`)
  await changeRow(product.dynamics, open ?? '', { statecode: 3, statuscode: 100003 })
  await changeRow(product.dynamics, paid ?? '', { statecode: 0, statuscode: 1 })
  const found = await differences(product, { interface: 'invoice' })
  assert.deepEqual(
    found.map(({ table, state, columns }) => [table, state, columns.statuscode?.written.value, columns.statuscode?.found.value]),
    [
      ['invoice', undefined, 4, 100003],
      ['invoice', undefined, 100001, 1],
    ],
  )
  await product.act('/api/write-again', { objectKeys: ['invoice/90000123', 'invoice/90000124'] })
  await product.settled()
  assert.deepEqual(await differences(product, { interface: 'invoice' }), [])
  assert.deepEqual(
    (await invoicesThere(product)).map(({ statecode, statuscode }) => [statecode, statuscode]),
    [
      [0, 4],
      [2, 100001],
    ],
  )
})

test('a question about nothing, and a wish for it, are told so', async (t) => {
  const product = await customer4711(t)
  for (const [query, says] of [
    ['', /must say objectKey, or interface; not both/],
    ['objectKey=business-partner/4711&interface=material', /not both/],
    ['objectKey=4711', /must be the key of an object, such as business-partner\/4711/],
    ['interface=orders', /There is no interface orders.*There is: .*business-partner/s],
    ['objectKey=business-partner/4712', /No row was ever written for business-partner\/4712/],
  ] as const) {
    await assert.rejects(product.get(`/api/differences?${query}`), says)
  }
  await assert.rejects(product.act('/api/write-again', { objectKeys: ['orders/1'] }), /There is no interface orders/)
  assert.deepEqual(await product.act('/api/write-again', { objectKeys: ['business-partner/4712'] }), { messages: [] })
  await product.dynamics.control('POST', 'faults', { kind: 'error', status: 503 })
  const answer = await fetch(`${product.url}/api/differences?interface=business-partner`, { headers: asAdmin })
  assert.equal(answer.status, 503)
  assert.match(await answer.text(), /Dynamics 365 cannot be asked now/)
})

test('objects of an interface are compared some at a time', async (t) => {
  const product = await customer4711(t)
  for (const customer of [4712, 4713]) await product.post(debmas({ docnum: customer, customer, fields }))
  await product.settled()
  const first = await product.get<{ compared: number; next: string }>('/api/differences?interface=business-partner&limit=2')
  assert.deepEqual([first.compared, first.next], [2, 'business-partner/4712'])
  const last = await product.get(`/api/differences?interface=business-partner&limit=2&after=${first.next}`)
  assert.deepEqual(last, { compared: 1, differences: [] })
})

async function customer4711(t: Parameters<typeof landbridge>[0]): Promise<TestLandbridge> {
  const product = await landbridge(t)
  await product.post(debmas({ docnum: 1, customer: 4711, fields, contacts }))
  await product.settled()
  return product
}

async function differences(product: TestLandbridge, about: Record<string, string>): Promise<Difference[]> {
  return (await product.get<{ differences: Difference[] }>(`/api/differences?${new URLSearchParams(about)}`)).differences
}

async function statesThere(product: TestLandbridge, name: string): Promise<unknown[][]> {
  const found = await differences(product, { interface: name })
  return found.flatMap(({ table, state }) => (state === undefined ? [] : [[table, state.written, state.found]]))
}
