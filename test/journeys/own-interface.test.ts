import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { extendInterface, extendRow, field, rowOf, text } from '../../src/interface.ts'
import delivered from '../../src/interfaces/business-partner/interface.ts'
import { problemsOf } from '../../src/interfaces/check.ts'
import { fieldTexts } from '../../src/interfaces/field-texts.ts'
import { loadInterfaces } from '../../src/interfaces/load.ts'
import { debmas, matmas } from '../support/idocs.ts'
import { landbridge } from '../support/landbridge.ts'
import { changeFile, ownProject } from '../support/own-project.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const root = join(import.meta.dirname, '..', '..')
const own = join(root, 'examples', 'own-interface', 'interfaces')
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

for (const [whenNotNamed, left] of [
  ['delete', 'no row of it is left'],
  ['deactivate', 'its row is inactive'],
] as const) {
  test(`an item that an order no longer names: ${left}; a late older order brings none back, a newer one does`, async (t) => {
    const project = ownProject(temporaryFolder(t))
    changeFile(join(project, 'sales-order', 'interface.ts'), (text) =>
      text.replace("whenNotNamed: 'delete'", `whenNotNamed: '${whenNotNamed}'`),
    )
    process.env.LANDBRIDGE_INTERFACES = project
    t.after(() => delete process.env.LANDBRIDGE_INTERFACES)
    const product = await landbridge(t)
    await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'Beispiel' } }))
    const materials = ['20010', '20021'].map((material) => ({ material, text: material, fields: { MEINS: 'PCE' } }))
    await product.post(matmas(2, materials))
    const items = async () => {
      await product.settled()
      return (await product.rows<Item>('own_orderitems?$orderby=own_itemkey')).map(
        ({ own_itemkey, statecode }) => `${own_itemkey}${statecode === 0 ? '' : ' inactive'}`,
      )
    }
    await product.post(orderAt('101500', ['000010', '000020']))
    assert.deepEqual(await items(), ['0000030815-10', '0000030815-20'])
    await product.post(orderAt('104500', ['000010']))
    const gone = whenNotNamed === 'delete' ? ['0000030815-10'] : ['0000030815-10', '0000030815-20 inactive']
    assert.deepEqual(await items(), gone)
    await product.post(orderAt('103000', ['000010', '000020', '000030']))
    assert.deepEqual(await items(), gone)
    await product.post(orderAt('110000', ['000020']))
    const back = whenNotNamed === 'delete' ? ['0000030815-20'] : ['0000030815-10 inactive', '0000030815-20']
    assert.deepEqual(await items(), back)
  })
}

interface Item {
  readonly own_itemkey: string
  readonly statecode: number
}

/** The example's order as it was at a time (hhmmss), with items of these numbers. */
function orderAt(time: string, numbers: readonly string[]): string {
  const text = order.toString()
  const [item = ''] = /<E1EDP01[\s\S]*?<\/E1EDP01>/.exec(text) ?? []
  const items = numbers.map((number) => item.replace('000010', number)).join('')
  return text
    .replace(/<E1EDP01[\s\S]*<\/E1EDP01>/, items)
    .replace('0000000000790001', `0000000000${time}`)
    .replace('<CRETIM>101500', `<CRETIM>${time}`)
}

test('its paths are held against its own segments', async () => {
  const found = (await loadInterfaces(own)).get('sales-order')
  assert.ok(found)
  assert.deepEqual(await problemsOf(found), [])
})

test('a delivered interface is extended by a column, and leaves another out', () => {
  const account = rowOf(delivered, 'account')
  const row = extendRow(account, { own_class: text(2, { label: 'Class' }) }, { own_class: field('KUKLA') }, ['fax'])
  const extended = extendInterface(delivered, { title: 'Ours', rows: [row] })
  assert.equal(extended.title, 'Ours')
  assert.equal(extended.rows.length, delivered.rows.length)
  const columns = Object.keys(extended.rows[0]?.columns ?? {})
  assert.ok(columns.includes('own_class') && columns.includes('name') && !columns.includes('fax'))
  assert.equal(extended.rows[0]?.table.columns.own_class?.custom, 'Class')
})

test('a table that a delivered interface does not write is named, with those it does', () => {
  assert.throws(() => rowOf(delivered, 'lead'), /business-partner has no row of lead; it has rows of account, contact/)
})

test('what the guide says of extending a delivered interface is all it takes, for the compiler too', async (t) => {
  const guide = readFileSync(join(own, '..', 'README.md'), 'utf8')
  const code = (language: string, heading: string) =>
    new RegExp(`^## ${heading}\n.*?^\`\`\`${language}\n(.*?)^\`\`\``, 'ms').exec(guide)?.[1] ?? ''
  const folder = temporaryFolder(t)
  const interfaces = join(folder, 'interfaces')
  mkdirSync(join(interfaces, 'business-partner'), { recursive: true })
  const extended = code('ts', 'Extend a delivered interface').replaceAll('../../../landbridge/src', join(root, 'src'))
  writeFileSync(join(interfaces, 'business-partner', 'interface.ts'), extended)
  writeFileSync(join(interfaces, 'business-partner', 'segments.csv'), code('csv', 'Extend a delivered interface'))
  writeFileSync(join(folder, 'tsconfig.json'), code('json', 'A project of your own').replaceAll('../landbridge', root))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  const found = (await loadInterfaces(interfaces)).get('business-partner')
  assert.ok(found)
  assert.deepEqual(await problemsOf(found), [])
  assert.ok((await fieldTexts(found, 'en')).has('Z1KNA1X/ZZREGION') && (await fieldTexts(found, 'en')).has('E1KNA1M/NAME1'))
  const compiler = spawnSync(join(root, 'node_modules', '.bin', 'tsc'), ['-p', folder], { encoding: 'utf8' })
  assert.equal(compiler.stdout, '')
  assert.equal(compiler.status, 0)
})
