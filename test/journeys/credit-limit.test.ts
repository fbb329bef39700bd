import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { asAdmin } from '../support/credentials.ts'
import { debmas } from '../support/idocs.ts'
import { landbridge, type TestLandbridge } from '../support/landbridge.ts'
import { until } from '../support/until.ts'
import { xiIdOf, xiMessage } from '../support/xi-messages.ts'

const examples = join(import.meta.dirname, '..', '..', 'src', 'interfaces', 'credit-limit', 'examples')
const boundary = 'SAP_5e1c0f62-0c1d-4b0e-9a55-0f2b8c7d1a10_END'

interface CreditAccount {
  lb_name: string
  lb_creditlimit: number
  lb_exposure: number
  lb_utilisation: number | null
  lb_blocked: boolean
  lb_accountid: { accountnumber: string }
}

interface Account {
  creditlimit: number | null
  creditonhold: boolean | null
}

for (const match of ['key', 'check'] as const) {
  test(`credit limits that come before their customers wait for them; the main segment counts for the account (match: '${match}')`, async (t) => {
    const product = await landbridge(t, (settings) => ({ ...settings, dataverse: { ...settings.dataverse, match } }))
    const contentType = `multipart/related; boundary=${boundary}; type="text/xml"`
    const answer = await product.postXi({ body: readFileSync(join(examples, 'limits.xi.xml')), contentType })
    assert.equal(answer.status, 200, await answer.text())
    await until('all wait', async () => (await product.get<{ parked: number }>('/api/queues')).parked === 3)
    assert.equal((await product.rows('accounts')).length, 0, 'no account is made that has nothing but a limit')

    for (const [index, customer] of [4711, 4750].entries()) {
      await product.post(debmas({ docnum: index + 1, customer, fields: { NAME1: `C${customer}` } }))
    }
    await until('all are delivered', async () => (await product.get<{ parked: number }>('/api/queues')).parked === 0)
    await product.settled()
    const rows = await product.rows<CreditAccount>(
      'lb_creditaccounts?$orderby=lb_creditkey&$expand=lb_accountid($select=accountnumber)',
    )
    assert.deepEqual(
      rows.map((row) => [
        row.lb_name,
        row.lb_creditlimit,
        row.lb_exposure,
        row.lb_utilisation,
        row.lb_blocked,
        row.lb_accountid.accountnumber,
      ]),
      [
        ['4711 in 0000', 250_000, 83_412.55, 33.37, false, '0000004711'],
        ['4711 in 1000', 0, -1200, null, false, '0000004711'],
        ['4750 in 0000', 15_000, 15_875.4, 105.84, true, '0000004750'],
      ],
    )
    assert.deepEqual(await accounts(product), [
      [250_000, false],
      [15_000, true],
    ])
  })
}

test('a list that says the same again costs no request, and does not undo a block of the customer', async (t) => {
  const product = await landbridge(t)
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One' } }))
  await post(product, 1, limit('5000.00', 'false'))
  // Customer and credit limit are two objects, whose messages may overtake each other: the block is to come after the limit.
  await product.settled()
  await product.post(debmas({ docnum: 2, customer: 4711, fields: { AUFSD: '01' } }))
  await product.settled()
  await post(product, 2, limit('5000.00', 'false'))
  await product.settled()
  assert.deepEqual(await accounts(product), [[5000, true]])
  const { items } = await product.get<{ items: { status: string }[] }>('/api/messages?interface=credit-limit&limit=1')
  assert.equal(items[0]?.status, 'unchanged')
  const xiMessageId = '005056BF38E01EDDB58C000000000002'
  const { items: found } = await product.get<{ items: { xiMessageId: string }[] }>(`/api/messages?messageId=${xiMessageId}`)
  assert.deepEqual(
    found.map((message) => message.xiMessageId),
    ['005056bf-38e0-1edd-b58c-000000000002'],
  )
  assert.equal((await product.get<{ status: string }>(`/api/messages/${xiMessageId}`)).status, 'unchanged')
})

test('classic credit limits come with the customer', async (t) => {
  const product = await landbridge(t)
  const segments =
    '<E1KNKAM SEGMENT="1"><MSGFN>005</MSGFN><KLIMG>9000.00</KLIMG></E1KNKAM><E1KNKKM SEGMENT="1"><MSGFN>005</MSGFN><KKBER>1000</KKBER><KLIMK>       7500.00 </KLIMK><CTLPC>A01</CTLPC><CRBLB>X</CRBLB></E1KNKKM>'
  const customer = debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One' } })
  await product.post(customer.replace('</E1KNA1M>', `${segments}</E1KNA1M>`))
  await product.settled()
  const [row] = await product.rows<CreditAccount>('lb_creditaccounts?$expand=lb_accountid($select=accountnumber)')
  assert.deepEqual([row?.lb_name, row?.lb_creditlimit, row?.lb_blocked], ['4711 in 1000', 7500, true])
  assert.deepEqual(await accounts(product), [[7500, true]])
})

test('other programs check, set and change a credit limit by business names', async (t) => {
  const product = await landbridge(t)
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One' } }))
  await product.settled()
  const key = { customer: '4711', creditSegment: '0000' }
  const check = () => product.act<{ exists: boolean; id: string | null; method: string }>('/api/crm/v1/credit-limits/check', key)
  assert.deepEqual(await check(), { exists: false, id: null, method: 'POST' })
  const { id } = await product.act<{ id: string }>('/api/crm/v1/credit-limits', { ...key, creditLimit: '12.5', blocked: true })
  assert.deepEqual(await check(), { exists: true, id, method: 'PATCH' })
  const changed = await product.change(`/api/crm/v1/credit-limits(${id})`, { creditLimit: '99.95' })
  assert.equal(changed.status, 200, await changed.text())
  const [row] = await product.rows<CreditAccount>('lb_creditaccounts?$expand=lb_accountid($select=accountnumber)')
  assert.deepEqual([row?.lb_creditlimit, row?.lb_blocked, row?.lb_accountid.accountnumber], [99.95, true, '0000004711'])
})

test('a customer whose limit came last is still changed as the customer it is', async (t) => {
  const product = await landbridge(t)
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One' } }))
  await product.settled()
  await post(product, 1, limit('7500', 'false'))
  await product.settled()
  const { id } = await product.act<{ id: string }>('/api/crm/v1/business-partners/check', { businessPartner: '4711' })
  const changed = await fetch(`${product.url}/api/crm/v1/business-partners(${id})`, {
    method: 'PATCH',
    headers: { ...asAdmin, 'content-type': 'application/json' },
    body: JSON.stringify({ city: 'Bremen' }),
  })
  assert.equal(((await changed.json()) as { id: string }).id, id)
  const rows = await product.rows<Record<string, unknown>>('accounts')
  assert.deepEqual(
    rows.map(({ accountnumber, address1_city, creditlimit }) => [accountnumber, address1_city, creditlimit]),
    [['0000004711', 'Bremen', 7500]],
  )
  const status = await product.get<{ lastMessage: { id: string } }>(`/api/crm/v1/business-partners(${id})/status`)
  const { items } = await product.get<{ items: { id: string }[] }>('/api/messages?objectKey=business-partner/4711&limit=1')
  assert.equal(status.lastMessage.id, items[0]?.id)
})

function limit(amount: string, blocked: string): string {
  const fields = `<Customer>0000004711</Customer><CreditSegment>0000</CreditSegment><CreditLimit>${amount}</CreditLimit><Blocked>${blocked}</Blocked>`
  return `<n0:CreditAccount xmlns:n0="urn:landbridge:credit"><Account>${fields}</Account></n0:CreditAccount>`
}

async function post(product: TestLandbridge, number: number, payload: string): Promise<void> {
  const messageId = xiIdOf(number)
  const timeSent = `2026-11-24T03:30:0${number}Z`
  const names = { interface: 'CreditAccount_Out', namespace: 'urn:landbridge:credit' }
  const answer = await product.postXi(xiMessage({ ...names, messageId, timeSent, payload }))
  assert.equal(answer.status, 200, await answer.text())
}

async function accounts(product: TestLandbridge): Promise<unknown[]> {
  const rows = await product.rows<Account>('accounts?$orderby=accountnumber')
  return rows.map(({ creditlimit, creditonhold }) => [creditlimit, creditonhold])
}
