import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import delivered from '../../src/interfaces/business-partner/interface.ts'
import { problemsOf } from '../../src/interfaces/check.ts'
import { loadInterfaces } from '../../src/interfaces/load.ts'
import { extendInterface, extendRow, type RowDefinition } from '../../src/mapping/define-interface.ts'
import { field } from '../../src/mapping/rules/field.ts'
import { text } from '../../src/mapping/tables.ts'
import { debmas, matmas } from '../support/idocs.ts'
import { landbridge } from '../support/landbridge.ts'

const own = join(import.meta.dirname, '..', '..', 'examples', 'own-interface', 'interfaces')
const order = readFileSync(join(own, 'sales-order', 'examples', 'order.idoc.xml'))

test('a data set from outside the product is provisioned, carried over and waited for like the delivered ones', async (t) => {
  process.env.LANDBRIDGE_INTERFACES = own
  t.after(() => delete process.env.LANDBRIDGE_INTERFACES)
  const product = await landbridge(t)
  await product.post(order)
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'Beispiel' } }))
  const materials = ['20010', '20021'].map((material) => ({ material, text: material, fields: { MEINS: 'PCE' } }))
  await product.post(matmas(2, materials))
  await product.settled()
  const expand = '$expand=own_orderid($select=own_number),own_productid($select=name)'
  const items = await product.rows<Record<string, unknown>>(`own_orderitems?${expand}&$orderby=own_itemkey`)
  assert.deepEqual(
    items.map(({ own_itemkey, own_quantity, own_netvalue }) => [own_itemkey, own_quantity, own_netvalue]),
    [
      ['0000030815-10', 2, 4980],
      ['0000030815-20', 4, 120],
    ],
  )
  assert.deepEqual((items[0]?.own_orderid as { own_number: string } | undefined)?.own_number, '0000030815')
})

test('its paths are held against its own segments', async () => {
  const found = (await loadInterfaces(own)).get('sales-order')
  assert.ok(found)
  assert.deepEqual(await problemsOf(found), [])
})

test('a delivered interface is extended by a column, and leaves another out', () => {
  const [account] = delivered.rows as [RowDefinition]
  const row = extendRow(account, { own_class: text(2, { label: 'Class' }) }, { own_class: field('KUKLA') }, ['fax'])
  const extended = extendInterface(delivered, { title: 'Ours', rows: [row] })
  assert.equal(extended.title, 'Ours')
  assert.equal(extended.rows.length, delivered.rows.length)
  const columns = Object.keys(extended.rows[0]?.columns ?? {})
  assert.ok(columns.includes('own_class') && columns.includes('name') && !columns.includes('fax'))
  assert.equal(extended.rows[0]?.table.columns.own_class?.custom, 'Class')
})
