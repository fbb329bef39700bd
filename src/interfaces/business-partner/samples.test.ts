import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Preview, preview } from '../../engine/preview.ts'
import { readDocument } from '../../mapping/read-document.ts'
import { loadInterfaces } from '../load.ts'

// Documents of other people's systems; they are not part of the product.
const samples = join(import.meta.dirname, '../../../../shared/samples/sap/idoc-xml')
const skip = !existsSync(samples) && 'no documents of other systems here'
const interfaces = await loadInterfaces()

test('a customer of an ECC system with one sales area, sent whole, becomes an account', { skip }, () => {
  const [found, ...others] = mapped('DEBMAS01_full.xml')
  assert.deepEqual(others, [])
  assert.equal(found?.objectKey, 'business-partner/1990')
  const [write, ...rows] = found.writes
  assert.deepEqual(rows, [])
  assert.equal(write?.operation, 'upsert')
  assert.deepEqual(write?.key, { accountnumber: '0000001990' })
  assert.deepEqual(given(write), {
    name: 'Mansur Computers. Inc.',
    customertypecode: 3,
    address1_addresstypecode: 3,
    address1_line1: '486 Corniche Avenue',
    address1_city: 'Abu Dhabi',
    address1_postalcode: '19341',
    address1_country: 'United Arab Emirates',
    lb_language: 'en',
    lb_searchterm: 'FT',
    lb_accountgroup: '0001',
    creditonhold: false,
    lb_salesorganization: '3000',
    lb_distributionchannel: '10',
    lb_division: '00',
    lb_customergroup: '02',
    lb_incoterms: 'FOB New York',
    address1_freighttermscode: 1,
    paymenttermscode: 1,
    transactioncurrencyid: 'USD',
  })
  for (const column of ['telephone1', 'address1_line2', 'lb_orderblock', 'lb_taxnumber1']) {
    assert.equal(write?.columns[column]?.value, null, `${column} is emptied`)
  }
  // Zeros in JMZAH and UMSA1 are what SAP sends when nobody filled them in.
  for (const column of ['numberofemployees', 'revenue', 'parentaccountid', 'ownerid', 'websiteurl']) {
    assert.ok(!Object.hasOwn(write?.columns ?? {}, column), `nothing is said of ${column}`)
  }
  assert.deepEqual(found.warnings, [])
})

test('a change of an S/4HANA system writes what it says and clears nothing', { skip }, () => {
  const [found] = mapped('DEBMAS07_s4hana.xml')
  assert.equal(found?.objectKey, 'business-partner/1')
  const [write, ...rows] = found.writes
  assert.deepEqual(rows, [])
  assert.deepEqual(write?.key, { accountnumber: '0000000001' })
  assert.deepEqual(given(write), {
    name: 'Test123 hallo',
    customertypecode: 3,
    telephone1: '0152111111',
    address1_addresstypecode: 3,
    address1_city: 'Walldorf',
    address1_postalcode: '69190',
    address1_country: 'Germany',
    lb_language: 'en',
    lb_searchterm: 'TST',
    lb_accountgroup: 'DEBI',
  })
  assert.deepEqual(
    Object.values(write?.columns ?? {}).filter(({ value }) => value === null),
    [],
  )
  assert.deepEqual(found.warnings, [])
})

function mapped(file: string): Preview[] {
  return preview(interfaces, readDocument(readFileSync(join(samples, file)), 'text/xml'))
}

/** The columns that get a value; a reference stands for its key. */
function given(write: Preview['writes'][number] | undefined): Record<string, unknown> {
  const values = Object.entries(write?.columns ?? {}).map(([name, { value }]) => {
    const isReference = typeof value === 'object' && value !== null && 'table' in value
    return [name, isReference ? Object.values(value.key)[0] : value] as const
  })
  return Object.fromEntries(values.filter(([, value]) => value !== null))
}
