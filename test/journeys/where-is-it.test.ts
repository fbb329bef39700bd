import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { changeRow } from '../support/dynamics-rows.ts'
import { debmas, matmas, unknownUnit } from '../support/idocs.ts'
import { landbridge, type TestLandbridge } from '../support/landbridge.ts'
import { pluginSaysNo } from '../support/sandbox-dataverse.ts'
import { until } from '../support/until.ts'

interface Column {
  value: unknown
  change: string
  before?: { value: unknown; idoc?: string }
  since?: { idoc?: string }
  places: { segment: string; field: string }[]
}
interface Writes {
  objects: {
    objectKey: string
    writes: { table: string; isNew: boolean; isSuperseded: boolean; columns: Record<string, Column> }[]
  }[]
}
interface Waits {
  objectKey: string
  line: { idoc: string; status: string }[]
  lineLength: number
  missing?: { list: string; code: string; heldMessages: number }
  waitsFor?: { objectKey: string; last?: { idoc: string; status: string } }
  awaitedBy: { objectKey: string; idoc?: string }[]
  awaitedByCount: number
  pauses: { name: string; reason: string }[]
}

const invoice = readFileSync(
  join(import.meta.dirname, '..', '..', 'src', 'interfaces', 'invoice', 'examples', 'billing-document.idoc.xml'),
)

test('what a message changes is told column by column: before it goes out, after, and when a later one has changed it again', async (t) => {
  const product = await landbridge(t)
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One', ORT01: 'Ulm', PSTLZ: '89073' } }))
  await product.settled()
  await product.post(debmas({ docnum: 2, customer: 4711, fields: { NAME1: 'Two', ORT01: 'Ulm' } }))
  await product.settled()
  await product.post(debmas({ docnum: 3, customer: 4711, fields: { NAME1: 'Three', ORT01: 'Ulm' } }))
  await product.settled()
  const changes = await changesOf(product, 2)
  const since = { idoc: docnum(3) }
  assert.deepEqual(changes.name, { value: 'Two', change: 'changed', before: { value: 'One', idoc: docnum(1) }, since })
  assert.deepEqual(changes.address1_city, { value: 'Ulm', change: 'same', before: { value: 'Ulm', idoc: docnum(1) } })
  const first = await changesOf(product, 1)
  assert.deepEqual(first.address1_postalcode, { value: '89073', change: 'new', before: { value: null } })
  assert.deepEqual(first.name, { value: 'One', change: 'new', before: { value: null }, since })
})

test('a row that was there before the first document is not said to be new, and what it held is not known', async (t) => {
  const product = await landbridge(t)
  await changeRow(product.dynamics, "accounts(accountnumber='0000004711')", { name: 'By hand' })
  // Dynamics 365 knows when a row was made and changed to the second.
  await pause(1100)
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One' } }))
  await product.settled()
  const { objects } = await product.get<Writes>('/api/messages/1/writes')
  assert.equal(objects[0]?.writes[0]?.isNew, false)
  assert.deepEqual((await changesOf(product, 1)).name, { value: 'One', change: 'unknown' })
})

test('of a document of many objects the rows it created are said to be new', async (t) => {
  const product = await landbridge(t)
  const materials = Array.from({ length: 12 }, (_, index) => ({ material: `M${index}`, text: 'Pump' }))
  await product.post(matmas(1, materials))
  await product.settled()
  const { objects } = await product.get<Writes>('/api/messages/1/writes')
  const told = objects.flatMap(({ writes }) => writes.map(({ isNew, columns }) => [isNew, columns.name?.change]))
  assert.deepEqual(told, Array(12).fill([true, 'new']))
})

test('a document that came late is said to be superseded, and one that is held is compared with what is there now', async (t) => {
  const product = await landbridge(t)
  await product.post(debmas({ docnum: 1, customer: 4711, serial: '20261123000009', fields: { NAME1: 'Newer' } }))
  await product.settled()
  await product.post(debmas({ docnum: 2, customer: 4711, serial: '20261123000001', fields: { NAME1: 'Older' } }))
  await product.settled()
  const { objects } = await product.get<Writes>('/api/messages/2/writes')
  assert.equal(objects[0]?.writes[0]?.isSuperseded, true)
  await product.act('/api/channels/dataverse/pause', { reason: 'at night' })
  await product.post(debmas({ docnum: 3, customer: 4711, fields: { NAME1: 'Third' } }))
  const { name } = await changesOf(product, 3)
  assert.deepEqual(name, { value: 'Third', change: 'changed', before: { value: 'Newer', idoc: docnum(1) } })
  const { items } = await product.get<{ items: Waits[] }>('/api/messages/3/waits')
  assert.deepEqual(
    items[0]?.pauses.map(({ name, reason }) => [name, reason]),
    [['dataverse', 'at night']],
  )
})

test('every place of a column is a field of the document, also where a segment comes more than once', async (t) => {
  const product = await landbridge(t)
  const contacts = [
    { PARNR: '0000000001', NAME1: 'Muster', NAMEV: 'Erika' },
    { PARNR: '0000000002', NAME1: 'Muster', NAMEV: 'Max' },
  ]
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One' }, contacts }))
  await product.post(invoice)
  for (const message of [1, 760010]) {
    const found = await product.get<Writes>(`/api/messages/${message}/writes`)
    const { segments } = await product.get<{ segments: Segment[] }>(`/api/messages/${message}/document`)
    for (const column of found.objects.flatMap(({ writes }) => writes.flatMap(({ columns }) => Object.values(columns)))) {
      for (const { segment, field } of column.places.filter((place) => place.segment !== 'header')) {
        assert.ok(segmentAt(segments, segment)?.fields[field], `${segment} has no ${field}`)
      }
    }
  }
  const { objects } = await product.get<Writes>('/api/messages/1/writes')
  assert.deepEqual(
    objects[0]?.writes.filter(({ table }) => table === 'contact').map(({ columns }) => columns.firstname?.places),
    [[{ segment: '0.0', field: 'NAMEV' }], [{ segment: '0.1', field: 'NAMEV' }]],
  )
})

test('what an object waits for and what waits for it are told from both sides', async (t) => {
  const product = await landbridge(t)
  await product.post(invoice)
  const objectKey = await until('the invoice is parked', async () => {
    const { items } = await product.get<{ items: { deliveries: { objectKey: string }[] }[] }>('/api/messages?status=parked')
    return items[0]?.deliveries[0]?.objectKey
  })
  const waits = async (key: string) => (await product.get<{ waits?: Waits }>(`/api/objects/${key}`)).waits
  const own = await waits(objectKey)
  const awaited = own?.waitsFor?.objectKey ?? ''
  assert.equal(own?.waitsFor?.last, undefined)
  assert.match(awaited, /^business-partner\//)
  const other = await waits(awaited)
  assert.deepEqual([other?.awaitedByCount, other?.awaitedBy[0]?.objectKey, other?.lineLength], [1, objectKey, 0])
})

test('a new customer whose message is held is found by name and place', async (t) => {
  const product = await landbridge(t)
  const found = async (text: string) => {
    const path = `/api/messages?text=${encodeURIComponent(text)}`
    const { items } = await product.get<{ items: { idoc?: string; status: string }[] }>(path)
    return items.map(({ idoc, status }) => [idoc, status])
  }
  const contacts = [{ PARNR: '0000071101', NAME1: 'Einkauf' }]
  const fields = { NAME1: 'Kölner Werft', NAME2: 'AG', ORT01: 'Köln', JMZAH: 'many' }
  await product.post(debmas({ docnum: 1, customer: 4711, fields, contacts }))
  await product.post(unknownUnit(2, '20010'))
  await product.settled()
  for (const words of ['kölner werft', 'KÖLN ag', 'einkauf', '0000004711'])
    assert.deepEqual(await found(words), [[docnum(1), 'held']], words)
  assert.deepEqual(await found('pump'), [[docnum(2), 'held']])

  // Of what was written before the record says the name, and nothing more is kept.
  await product.post(debmas({ docnum: 3, customer: 4712, fields: { NAME1: 'Hafen' } }))
  await product.post(debmas({ docnum: 4, customer: 4712, fields: { NAME1: 'Speicher', JMZAH: 'many' } }))
  await product.settled()
  assert.deepEqual(await found('speicher'), [])
  assert.deepEqual(await found('hafen'), [
    [docnum(4), 'held'],
    [docnum(3), 'delivered'],
  ])
})

test('a held message tells what is behind it, which code is missing, and how many messages are held for that', async (t) => {
  const product = await landbridge(t)
  for (const [number, material] of [
    [1, '1'],
    [2, '2'],
    [3, '1'],
  ] as const) {
    await product.post(unknownUnit(number, material))
    await product.settled()
  }
  const { items } = await product.get<{ items: Waits[] }>('/api/messages/3/waits')
  assert.deepEqual(
    items[0]?.line.map(({ idoc, status }) => [idoc, status]),
    [
      [docnum(1), 'held'],
      [docnum(3), 'waiting'],
    ],
  )
  assert.deepEqual(items[0]?.missing, { list: 'unit-of-measure', code: 'XZQ', heldMessages: 2 })
})

test('a refused attempt keeps what it had asked of Dynamics 365, without values, and what that called the request, and a successful one keeps nothing', async (t) => {
  const product = await landbridge(t)
  await product.dynamics.control('POST', 'faults', pluginSaysNo)
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One', ORT01: 'Ulm' } }))
  await product.settled()
  await product.act('/api/messages/1/restart')
  await product.settled()
  const { attempts } = await product.get<{ attempts: Attempt[] }>('/api/messages/1')
  const [refused, delivered] = attempts
  assert.deepEqual([refused?.outcome, refused?.code, refused?.asked?.length], ['held', '0x80040265', 1])
  const [{ columns = [], ...row } = {}] = refused?.asked ?? []
  assert.deepEqual(row, { table: 'account', operation: 'upsert', key: { accountnumber: '0000004711' } })
  assert.ok(columns.includes('name') && columns.includes('address1_city'))
  assert.match(refused?.requestId ?? '', /^[0-9a-f]{8}-/)
  assert.deepEqual([delivered?.outcome, delivered?.asked, delivered?.requestId], ['delivered', undefined, undefined])
})

interface Attempt {
  outcome: string
  code?: string
  requestId?: string
  asked?: Asked[]
}

interface Asked {
  table: string
  operation: string
  key: Record<string, string>
  columns: string[]
}

interface Segment {
  fields: Record<string, string>
  segments: Segment[]
}

function segmentAt(segments: Segment[], way: string): Segment | undefined {
  const [first, ...rest] = way.split('.')
  const found = segments[Number(first)]
  return rest.length === 0 || found === undefined ? found : segmentAt(found.segments, rest.join('.'))
}

function docnum(number: number): string {
  return String(number).padStart(16, '0')
}

/** The columns of a message's first row, without what is checked elsewhere. */
async function changesOf(product: TestLandbridge, message: number): Promise<Record<string, unknown>> {
  const { objects } = await product.get<Writes>(`/api/messages/${message}/writes`)
  const columns = Object.entries(objects[0]?.writes[0]?.columns ?? {}).map(([name, { value, change, before, since }]) => {
    const was = before && { value: before.value, ...(before.idoc && { idoc: before.idoc }) }
    return [name, { value, change, ...(was && { before: was }), ...(since && { since: { idoc: since.idoc } }) }]
  })
  return Object.fromEntries(columns)
}
