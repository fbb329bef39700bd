import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { asAdmin } from '../support/credentials.ts'
import { matmas } from '../support/idocs.ts'
import { landbridge, type TestLandbridge } from '../support/landbridge.ts'

const cable = (number: number, material: string) =>
  matmas(number, [{ material, text: `Cable ${material}`, fields: { MEINS: 'XZQ' } }])

async function call(product: TestLandbridge, method: string, path: string, body?: string, type = 'application/json') {
  const headers = body === undefined ? asAdmin : { ...asAdmin, 'content-type': type }
  const answer = await fetch(`${product.url}/api/value-mappings${path === '' ? '' : `/${path}`}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  })
  const text = await answer.text()
  return { status: answer.status, text, json: () => JSON.parse(text) }
}

test('a code that is missing holds what needs it, naming list and code; adding it lets everything held for it go', async (t) => {
  const product = await landbridge(t)
  for (const [number, material] of [
    [1, '1'],
    [2, '2'],
  ] as const) {
    await product.post(cable(number, material))
  }
  await product.settled()
  const held = await product.get<{ status: string; deliveries: { reason: string }[] }>('/api/messages/1')
  assert.equal(held.status, 'held')
  assert.match(
    held.deliveries[0]?.reason ?? '',
    /'XZQ' \(E1MARAM\/MEINS\) is not in the value mapping unit-of-measure; add it there/,
  )
  const missing = (await call(product, 'GET', 'material/unit-of-measure/missing')).json()
  assert.deepEqual(missing, { items: [{ code: 'XZQ', messages: 2 }] })
  const { items: lists } = (await call(product, 'GET', '')).json() as { items: { list: string; held: number }[] }
  assert.deepEqual(
    lists.filter(({ held }) => held > 0).map(({ list, held }) => [list, held]),
    [['unit-of-measure', 2]],
  )
  const lacking = await product.get<{ items: unknown[] }>('/api/messages?lacks=unit-of-measure:XZQ')
  assert.equal(lacking.items.length, 2)

  const unit = await call(product, 'PUT', 'material/unit-of-measure/XZQ', JSON.stringify({ value: 'Metre' }))
  assert.deepEqual(unit.json(), { changed: 1, released: 2 })
  await product.settled()
  // Its unit group is a list of its own, which lacks the code too.
  assert.match((await product.get<typeof held>('/api/messages/1')).deliveries[0]?.reason ?? '', /value mapping unit-group/)
  const group = await call(product, 'PUT', 'material/unit-group/XZQ', JSON.stringify({ value: 'Default Unit' }))
  assert.deepEqual(group.json(), { changed: 1, released: 2 })
  await product.settled()
  const rows = await product.rows<{ defaultuomid: { name: string } }>('products?$expand=defaultuomid($select=name)')
  assert.deepEqual(
    rows.map(({ defaultuomid }) => defaultuomid.name),
    ['Metre', 'Metre'],
  )
})

test('a list that several interfaces read is changed once, whichever is asked for it, and lets go what is held for any of them', async (t) => {
  const product = await landbridge(t)
  const { items: before } = (await call(product, 'GET', '')).json()
  assert.deepEqual(
    before.flatMap((one: { list: string; interface: string; alsoReadBy: string[] }) =>
      one.list === 'unit-of-measure' ? [[one.interface, one.alsoReadBy]] : [],
    ),
    [['material', ['invoice']]],
  )
  await call(product, 'PUT', 'material/unit-group/XZQ', JSON.stringify({ value: 'Default Unit' }))
  await product.post(cable(1, '1'))
  const example = join(import.meta.dirname, '../../src/interfaces/invoice/examples/unit-unknown.idoc.xml')
  await product.post(readFileSync(example, 'utf8'))
  await product.settled()
  for (const place of ['material/unit-of-measure', 'invoice/unit-of-measure']) {
    const missing = (await call(product, 'GET', `${place}/missing`)).json()
    assert.deepEqual(missing, { items: [{ code: 'XZQ', messages: 2 }] })
  }
  const waits = await product.get<{ items: { missing?: { heldMessages: number } }[] }>('/api/messages/1/waits')
  assert.equal(waits.items[0]?.missing?.heldMessages, 2)
  const set = await call(product, 'PUT', 'invoice/unit-of-measure/XZQ', JSON.stringify({ value: 'Metre' }))
  assert.deepEqual(set.json(), { changed: 1, released: 2 })
  const shown = (await call(product, 'GET', 'invoice/unit-of-measure')).json()
  assert.deepEqual([shown.interface, shown.alsoReadBy], ['material', ['invoice']])
  assert.ok(shown.items.some(({ code, isChanged }: { code: string; isChanged: boolean }) => code === 'XZQ' && isChanged))
  const changes = (await call(product, 'GET', 'material/unit-of-measure/changes')).json()
  assert.equal(changes.items[0].code, 'XZQ')
  const { items } = await product.get<{ items: { subject?: string }[] }>('/api/audit')
  assert.ok(items.some(({ subject }) => subject === 'value-mapping/material/unit-of-measure'))
})

test('a change of a list stands in the audit log, with who did it and what became of the code', async (t) => {
  const product = await landbridge(t)
  await call(product, 'PUT', 'business-partner/country/XX', JSON.stringify({ value: 'Nowhere' }))
  await call(product, 'DELETE', 'business-partner/country/XX')
  await call(product, 'DELETE', 'business-partner/country/XX')
  const { items } = await product.get<{ items: { who: string; action: string; subject?: string; detail?: string }[] }>(
    '/api/audit',
  )
  assert.deepEqual(
    items.map(({ who, action, subject, detail }) => [who, action, subject, detail]),
    [
      ['admin', 'change values', 'value-mapping/business-partner/country', 'XX: as delivered'],
      ['admin', 'change values', 'value-mapping/business-partner/country', 'XX: Nowhere'],
    ],
  )
})

test('a list is shown with what people changed, its history, and its delivered value when it is reset', async (t) => {
  const product = await landbridge(t)
  const { items } = (await call(product, 'GET', '')).json()
  assert.ok(
    items.some((item: { interface: string; list: string }) => item.interface === 'business-partner' && item.list === 'country'),
  )
  const place = 'business-partner/country'
  await call(product, 'PUT', `${place}/DE`, JSON.stringify({ value: 'Deutschland' }))
  await call(product, 'PUT', `${place}/DE`, JSON.stringify({ value: 'Deutschland' }))
  const entryOf = async (code: string) =>
    (await call(product, 'GET', place)).json().items.find((entry: { code: string }) => entry.code === code)
  assert.deepEqual(await entryOf('DE'), { code: 'DE', value: 'Deutschland', isChanged: true })
  assert.deepEqual((await call(product, 'DELETE', `${place}/DE`)).json(), { changed: 1, released: 0 })
  assert.deepEqual(await entryOf('DE'), { code: 'DE', value: 'Germany', isChanged: false })
  const changes = (await call(product, 'GET', `${place}/changes`)).json().items
  assert.deepEqual(
    changes.map(({ at, ...change }: { at: string }) => change),
    [
      { who: 'admin', code: 'DE', before: 'Deutschland', after: null },
      { who: 'admin', code: 'DE', before: null, after: 'Deutschland' },
    ],
  )
})

test('a list goes out as CSV and comes back, and only what differs counts as changed', async (t) => {
  const product = await landbridge(t)
  const place = 'business-partner/payment-terms/csv'
  const out = await call(product, 'GET', place)
  assert.match(out.text, /^code,value\n/)
  assert.match(out.text, /\nNT30,Net 30\n/)
  const back = await call(product, 'PUT', place, `${out.text}Z030,"2% 10, Net 30"\n`, 'text/csv')
  assert.deepEqual(back.json(), { changed: 1, released: 0 })
  assert.match((await call(product, 'GET', place)).text, /\nZ030,"2% 10, Net 30"\n/)
})

test('what cannot be is refused, and it is said what there is', async (t) => {
  const product = await landbridge(t)
  for (const [method, path, body, status, detail] of [
    ['GET', 'nothing/country', undefined, 404, /There is: .*business-partner/],
    ['GET', 'material/country', undefined, 404, /It has: product-type, unit-group, unit-of-measure/],
    ['PUT', 'business-partner/payment-terms/Z1', '{"value":"Net 90"}', 400, /account\.paymenttermscode, which has: Net 30/],
    ['PUT', 'business-partner/country/XX', '{}', 400, /value/],
    ['PUT', 'business-partner/country/csv', 'a,b\n1,2\n', 400, /needs the columns code and value/],
  ] as const) {
    const type = path.endsWith('csv') ? 'text/csv' : 'application/json'
    const answer = await call(product, method, path, body, type)
    assert.equal(answer.status, status, `${method} ${path}: ${answer.text}`)
    assert.match(answer.json().detail, detail)
  }
})
