import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formsOf, type InterfaceDefinition } from '../../mapping/define-interface.ts'
import { extendInterface, extendRow } from '../../mapping/extend-interface.ts'
import type { RowDefinition } from '../../mapping/row.ts'
import businessPartner from '../business-partner/interface.ts'
import { problemsOf } from '../check.ts'
import { loadInterfaces } from '../load.ts'
import { address, takenOver } from './address.ts'
import delivered from './interface.ts'

/** Each as `account.fax`. */
function columnsOf(definition: InterfaceDefinition): string[] {
  const rows = formsOf(definition).flatMap((form) => form.rows)
  return rows.flatMap(({ table, columns }) => Object.keys(columns).map((column) => `${table.name}.${column}`))
}

test('no column is written by both the business partner and its address', () => {
  const partners = columnsOf(businessPartner)
  assert.deepEqual(
    columnsOf(delivered).filter((column) => partners.includes(column)),
    [],
  )
})

test('where the address takes over what DEBMAS cuts, these are the columns the business partner has to leave out', () => {
  const instead = columnsOf(address({ whatDebmasCuts: 'instead' }))
  const partners = columnsOf(businessPartner)
  assert.deepEqual(
    instead.filter((column) => partners.includes(column)),
    takenOver.map((column) => `account.${column}`),
  )
  const [account] = businessPartner.rows as [RowDefinition]
  const left = columnsOf(extendInterface(businessPartner, { rows: [extendRow(account, {}, {}, takenOver)] }))
  assert.deepEqual(
    instead.filter((column) => left.includes(column)),
    [],
  )
  assert.deepEqual(
    partners.filter((column) => !left.includes(column)).toSorted(),
    takenOver.map((column) => `account.${column}`).toSorted(),
  )
})

test('the address that takes over reads what SAP sends and writes what its tables have', async () => {
  const loaded = (await loadInterfaces()).get('address')
  assert.ok(loaded)
  assert.deepEqual(await problemsOf({ ...loaded, ...address({ whatDebmasCuts: 'instead' }) }), [])
})
