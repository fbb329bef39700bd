import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Settings } from '../../src/settings/settings.ts'
import { landbridge } from '../support/landbridge.ts'

// Documents of real systems, kept outside the product.
const samples = join(import.meta.dirname, '..', '..', '..', 'shared', 'samples', 'sap', 'idoc-xml')
const skip = existsSync(samples) ? false : 'the folder of sample documents is not beside the product'

const from = (system: string) => (settings: Settings) => ({
  ...settings,
  senders: [{ system, user: 'S4HCLNT100', password: 'sandbox' }],
})

const expand = '$expand=transactioncurrencyid($select=isocurrencycode)'

test('the sample of an S/4HANA system becomes the account it describes', { skip }, async (t) => {
  const product = await landbridge(t, from('S4HCLNT000'))
  assert.equal((await product.post(readFileSync(join(samples, 'DEBMAS07_s4hana.xml')))).status, 200)
  await product.settled()
  const [account, ...others] = await product.rows<Record<string, unknown>>('accounts')
  assert.equal(others.length, 0)
  for (const [column, value] of Object.entries({
    accountnumber: '0000000001',
    name: 'Test123 hallo',
    telephone1: '0152111111',
    address1_city: 'Walldorf',
    address1_postalcode: '69190',
    address1_country: 'Germany',
    address1_line1: null,
    lb_language: 'en',
    lb_searchterm: 'TST',
    lb_accountgroup: 'DEBI',
    numberofemployees: null,
    revenue: null,
    statecode: 0,
  })) {
    assert.equal(account?.[column], value, column)
  }
})

test('the sample of an ECC system, sent whole, becomes the account it describes', { skip }, async (t) => {
  const product = await landbridge(t, from('EH6CLNT800'))
  assert.equal((await product.post(readFileSync(join(samples, 'DEBMAS01_full.xml')))).status, 200)
  await product.settled()
  const [account] = await product.rows<Record<string, unknown>>(`accounts?${expand}`)
  for (const [column, value] of Object.entries({
    accountnumber: '0000001990',
    name: 'Mansur Computers. Inc.',
    address1_line1: '486 Corniche Avenue',
    address1_city: 'Abu Dhabi',
    address1_postalcode: '19341',
    address1_country: 'United Arab Emirates',
    address1_freighttermscode: 1,
    paymenttermscode: 1,
    creditonhold: false,
    lb_language: 'en',
    lb_salesorganization: '3000',
    lb_distributionchannel: '10',
    lb_division: '00',
    lb_customergroup: '02',
    lb_incoterms: 'FOB New York',
    _parentaccountid_value: null,
  })) {
    assert.equal(account?.[column], value, column)
  }
  assert.deepEqual((account?.transactioncurrencyid as { isocurrencycode: string } | undefined)?.isocurrencycode, 'USD')
})

test('the sample without a control record is refused, with the place', { skip }, async (t) => {
  const product = await landbridge(t)
  const { status, text } = await product.post(readFileSync(join(samples, 'DEBMAS01_contact_minimal.xml')))
  assert.equal(status, 400)
  assert.match(text, /line 3, column 5 has no control record EDI_DC40/)
  assert.deepEqual((await product.get<{ items: unknown[] }>('/api/messages')).items, [])
})
