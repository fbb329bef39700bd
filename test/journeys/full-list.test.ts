import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { debmas, matmas } from '../support/idocs.ts'
import { landbridge, type TestLandbridge } from '../support/landbridge.ts'

const delivered = join(import.meta.dirname, '..', '..', 'src', 'interfaces', 'inventory')

test('what a full list no longer names becomes zero, of its customer only', async (t) => {
  const product = await withFullLists(t, 'customer')
  await product.post(
    list(1, '060000', [stock(4711, '20010', '1010', 12), stock(4711, '20021', '1020', 40), stock(4750, '20010', '1010', 3)]),
  )
  await product.settled()
  await product.post(list(2, '070000', [stock(4711, '20010', '1010', 11)]))
  await product.settled()
  assert.deepEqual(await stocks(product), [
    ['4711|20010|1010', 11, '07'],
    ['4711|20021|1020', 0, '07'],
    ['4750|20010|1010', 3, '06'],
  ])
  // It is back, and the list before the last comes late.
  await product.post(list(4, '090000', [stock(4711, '20010', '1010', 11), stock(4711, '20021', '1020', 5)]))
  await product.post(list(3, '080000', [stock(4711, '20010', '1010', 10)]))
  await product.settled()
  assert.deepEqual((await stocks(product)).slice(0, 2), [
    ['4711|20010|1010', 11, '09'],
    ['4711|20021|1020', 5, '09'],
  ])
})

test('a list that comes in parts ends right in whatever order they come', async (t) => {
  const product = await withFullLists(t, 'customer')
  const [first, second] = [stock(4711, '20010', '1010', 12), stock(4711, '20021', '1020', 40)]
  await product.post(list(1, '060000', [first, second, stock(4711, '20010', '1030', 9)]))
  await product.settled()
  await product.post(list(3, '070000', [second]))
  await product.post(list(2, '070000', [first]))
  await product.settled()
  assert.deepEqual(await stocks(product), [
    ['4711|20010|1010', 12, '07'],
    ['4711|20010|1030', 0, '07'],
    ['4711|20021|1020', 40, '07'],
  ])
})

test('a list that is full for a plant leaves the others alone', async (t) => {
  const product = await withFullLists(t, 'customer and plant')
  await product.post(
    list(1, '060000', [stock(4711, '20010', '1010', 12), stock(4711, '20021', '1010', 2), stock(4711, '20021', '1020', 40)]),
  )
  await product.settled()
  await product.post(list(2, '070000', [stock(4711, '20010', '1010', 12)]))
  await product.settled()
  assert.deepEqual(await stocks(product), [
    ['4711|20010|1010', 12, '07'],
    ['4711|20021|1010', 0, '07'],
    ['4711|20021|1020', 40, '06'],
  ])
})

test('a list that is not full changes what it names only', async (t) => {
  const product = await withFullLists(t, 'no')
  await product.post(list(1, '060000', [stock(4711, '20010', '1010', 12), stock(4711, '20021', '1020', 40)]))
  await product.post(list(2, '070000', [stock(4711, '20010', '1010', 11)]))
  await product.settled()
  assert.deepEqual((await stocks(product))[1], ['4711|20021|1020', 40, '06'])
})

/** With an interface `inventory` of one's own, whose lists are full. */
async function withFullLists(t: TestContext, fullList: string): Promise<TestLandbridge> {
  const own = mkdtempSync(join(tmpdir(), 'landbridge-full-list-'))
  mkdirSync(join(own, 'inventory'))
  const from = pathToFileURL(join(delivered, 'inventory.ts')).href
  const idoc = { messageType: 'ZMMSTCOMP', header: 'Z1STHDR', stock: 'E1ICSL0', fullList }
  writeFileSync(
    join(own, 'inventory', 'interface.ts'),
    `import { inventory } from '${from}'\nexport default inventory(${JSON.stringify(idoc)})\n`,
  )
  process.env.LANDBRIDGE_INTERFACES = own
  t.after(() => {
    delete process.env.LANDBRIDGE_INTERFACES
    rmSync(own, { recursive: true })
  })
  const product = await landbridge(t)
  for (const [index, customer] of [4711, 4750].entries())
    await product.post(debmas({ docnum: 901 + index, customer, fields: { NAME1: `C${customer}` } }))
  await product.post(
    matmas(
      903,
      ['20010', '20021'].map((material) => ({ material, text: material, fields: { MEINS: 'PCE' } })),
    ),
  )
  await product.settled()
  return product
}

function stock(customer: number, material: string, plant: string, quantity: number): string {
  return `<E1ICSL0 SEGMENT="1"><MATNR>${material}</MATNR><WERKS>${plant}</WERKS><SOBKZ>W</SOBKZ><KUNNR>${customer}</KUNNR><MEINS>PCE</MEINS><KULAB>${quantity}.000</KULAB></E1ICSL0>`
}

function list(number: number, time: string, lines: readonly string[]): string {
  const control = `<EDI_DC40 SEGMENT="1"><MANDT>100</MANDT><DOCNUM>${String(number).padStart(16, '0')}</DOCNUM><IDOCTYP>ZMMSTCOMP01</IDOCTYP><MESTYP>ZMMSTCOMP</MESTYP><SNDPRN>S4HCLNT100</SNDPRN><CREDAT>20261103</CREDAT><CRETIM>${time}</CRETIM><SERIAL>20261103${time}</SERIAL></EDI_DC40>`
  return `<?xml version="1.0"?><ZMMSTCOMP01><IDOC BEGIN="1">${control}<Z1STHDR SEGMENT="1"><DATUM>20261103</DATUM><UZEIT>${time}</UZEIT><E1MARAM SEGMENT="1">${lines.join('')}</E1MARAM></Z1STHDR></IDOC></ZMMSTCOMP01>`
}

async function stocks(product: TestLandbridge): Promise<unknown[]> {
  const rows = await product.rows<{ lb_stockkey: string; lb_unrestricted: number; lb_asof: string }>(
    'lb_customerinventories?$orderby=lb_stockkey',
  )
  return rows.map((row) => [row.lb_stockkey.split('|').slice(0, 3).join('|'), row.lb_unrestricted, row.lb_asof.slice(11, 13)])
}
