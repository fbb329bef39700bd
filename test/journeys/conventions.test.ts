import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { configuredInterfaces } from '../../src/configured-interfaces.ts'
import type { Settings } from '../../src/settings/settings.ts'
import { debmas } from '../support/idocs.ts'
import { landbridge } from '../support/landbridge.ts'
import { until } from '../support/until.ts'
import { xiMessage } from '../support/xi-messages.ts'

const usual = { amounts: 'true', enabled: true, receiver: 'dataverse' } as const
const stock = join(import.meta.dirname, '..', '..', 'src', 'interfaces', 'inventory', 'examples', 'consignment.idoc.xml')

test('the time of a document is that of the system that sent it', async (t) => {
  const inBerlin = (settings: Settings) => ({ ...settings, systems: { S4HCLNT100: { timeZone: 'Europe/Berlin' } } })
  const [here, inUtc] = [await landbridge(t, inBerlin), await landbridge(t)]
  const asOf = async (product: typeof here) => {
    await product.post(readFileSync(stock, 'utf8'))
    const writes = await until('it is mapped', async () => {
      const { items } = await product.get<{ items: { id: string }[] }>('/api/messages')
      return items[0] && JSON.stringify(await product.get(`/api/messages/${items[0].id}/writes`))
    })
    return Date.parse(/"lb_asof":\{"value":"([^"]+)"/.exec(String(writes))?.[1] ?? '')
  }
  const difference = (await asOf(inUtc)) - (await asOf(here))
  assert.equal(difference / 3_600_000, 1)
})

test('a field that a changed segment lacks is cleared where the settings say such segments are whole, and nowhere else', async (t) => {
  const phones = async (changedSegments?: 'whole') => {
    const product = await landbridge(t, (settings) => ({
      ...settings,
      interfaces: { 'business-partner': { ...usual, ...(changedSegments && { changedSegments }) } },
    }))
    await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One', TELF1: '040 1', TELFX: '040 2' } }))
    await product.settled()
    await product.post(debmas({ docnum: 2, customer: 4711, fields: { NAME1: 'Two', TELFX: '/' } }))
    await product.settled()
    const [account] = await product.rows<Record<string, unknown>>('accounts?$select=name,telephone1,fax')
    return [account?.name, account?.telephone1, account?.fax]
  }
  assert.deepEqual(await phones(), ['Two', '040 1', '040 2'])
  assert.deepEqual(await phones('whole'), ['Two', null, '040 2'])
})

test('amounts with two decimals in any currency are put right where the settings say they come so', async (t) => {
  const product = await landbridge(t, (settings) => ({
    ...settings,
    interfaces: { 'credit-limit': { ...usual, amounts: 'two-decimals' } },
  }))
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One' } }))
  const fields =
    '<Customer>4711</Customer><CreditSegment>0000</CreditSegment><CreditLimit>50000.00</CreditLimit><Currency>JPY</Currency>'
  const message = xiMessage({
    interface: 'CreditAccount_Out',
    namespace: 'urn:landbridge:credit',
    payload: `<n0:CreditAccount xmlns:n0="urn:landbridge:credit"><Account>${fields}</Account></n0:CreditAccount>`,
  })
  const answer = await product.postXi(message)
  assert.equal(answer.status, 200)
  await product.settled()
  const [row] = await product.rows<{ lb_creditlimit: number }>('lb_creditaccounts')
  assert.equal(row?.lb_creditlimit, 5_000_000)
})

test('settings about an interface that does not exist are refused', async () => {
  const settings = { systems: {}, receivers: {}, interfaces: { invoices: usual } }
  await assert.rejects(configuredInterfaces(settings), {
    name: 'SettingsError',
    message: /names 'invoices', which is no interface; there is .*business-partner/,
  })
})
