import assert from 'node:assert/strict'
import { test } from 'node:test'
import { debmas } from '../support/idocs.ts'
import { landbridge, type TestLandbridge } from '../support/landbridge.ts'
import { until } from '../support/until.ts'

interface Shown {
  readonly status: string
  readonly attempts: unknown[]
  readonly deliveries: { operation: string; rows: { id: string }[] }[]
}

const state = (docnum: number, fields: Record<string, string>, contacts: Record<string, string>[] = []) =>
  debmas({ docnum, customer: 4711, fields: { NAME1: 'Muster GmbH', LAND1: 'DE', ...fields }, contacts })

/** One customer's first state is on its way, and Dynamics 365 answers it when the others have come; then it has such a fault. */
async function slow(product: TestLandbridge, others: readonly string[], then?: object): Promise<void> {
  const { control } = product.dynamics
  const latency = { kind: 'latency', milliseconds: 600_000, table: 'account' }
  const { items } = await control<{ items: { id: number }[] }>('POST', 'faults', latency)
  await product.post(state(1, { TELF1: '1' }))
  await until('the first is on its way', async () => {
    const { items } = await control<{ items: { hits: number }[] }>('GET', 'faults')
    return items[0]?.hits === 1
  })
  for (const other of others) await product.post(other)
  if (then !== undefined) await control('POST', 'faults', then)
  await control('DELETE', `faults/${items[0]?.id}`)
}

const shown = (product: TestLandbridge, number: number) => product.get<Shown>(`/api/messages/${number}`)

async function account(product: TestLandbridge): Promise<{ telephone1: string; fax: string }> {
  const [row] = await product.rows<{ telephone1: string; fax: string }>(
    "accounts?$select=telephone1,fax&$filter=accountnumber eq '0000004711'",
  )
  return { telephone1: row?.telephone1 ?? '', fax: row?.fax ?? '' }
}

/** Requests that wrote rows of a table. */
async function writesOf(product: TestLandbridge, table: string): Promise<number> {
  const { items } = await product.dynamics.control<{ items: { method: string; tables: string[] }[] }>('GET', 'requests?limit=500')
  return items.filter(({ method, tables }) => method !== 'GET' && tables.includes(table)).length
}

test('states of a customer that wait behind each other go to Dynamics 365 as one, and each is told what it did', async (t) => {
  const product = await landbridge(t)
  const contact = { PARNR: '0000000001', NAME1: 'Muster' }
  await slow(product, [
    state(2, { TELF1: '2', TELFX: '22' }),
    state(3, { TELF1: '3' }, [contact]),
    state(4, { TELF1: '3', TELFX: '44' }, [{ ...contact, NAMEV: 'Erika' }]),
    state(5, { TELF1: '3', TELFX: '44' }, [{ ...contact, NAMEV: 'Erika' }]),
  ])
  await product.settled()
  assert.deepEqual(await account(product), { telephone1: '3', fax: '44' })
  const [person] = await product.rows<Record<string, string>>('contacts?$select=firstname,lastname')
  assert.deepEqual([person?.firstname, person?.lastname], ['Erika', 'Muster'])
  // The first state, then all others.
  assert.equal(await writesOf(product, 'account'), 2)
  const messages = await Promise.all([1, 2, 3, 4, 5].map((number) => shown(product, number)))
  assert.deepEqual(
    messages.map(({ status, attempts, deliveries }) => [
      status,
      attempts.length,
      deliveries[0]?.operation,
      deliveries[0]?.rows.length,
    ]),
    [
      ['delivered', 1, 'create', 1],
      ['delivered', 1, 'update', 1],
      ['delivered', 1, 'update', 2],
      ['delivered', 1, 'update', 2],
      ['unchanged', 1, 'none', 2],
    ],
  )
  const { rows } = await product.get<{
    rows: { table: string; columns: Record<string, { value: unknown; idoc?: string; messageId: string }> }[]
  }>('/api/objects/business-partner/4711')
  const held = rows.find(({ table }) => table === 'account')
  const ids = await Promise.all(
    [1, 2, 3, 4].map(async (number) => (await product.get<{ id: string }>(`/api/messages/${number}`)).id),
  )
  assert.deepEqual(
    ['name', 'telephone1', 'fax'].map((column) => ids.indexOf(held?.columns[column]?.messageId ?? '') + 1),
    [1, 3, 4],
  )
})

test('when what went together is refused, the first goes alone, and only who is to blame is held', async (t) => {
  const product = await landbridge(t)
  const refusal = { kind: 'error', status: 400, code: '0x80048408', message: 'A plug-in says no.', table: 'account', next: 1 }
  await slow(product, [state(2, { TELF1: '2' }), state(3, { TELF1: '3' }), state(4, { TELF1: '4' })], refusal)
  await product.settled()
  assert.deepEqual(await product.dynamics.control('GET', 'faults'), { items: [] }, 'it was refused')
  assert.deepEqual(
    (await Promise.all([2, 3, 4].map((number) => shown(product, number)))).map(({ status }) => status),
    ['delivered', 'delivered', 'delivered'],
  )
  assert.equal((await account(product)).telephone1, '4')
})

test('a state that cannot be mapped stops itself and those behind it, not those before it', async (t) => {
  const product = await landbridge(t)
  await slow(product, [state(2, { TELF1: '2' }), state(3, { TELF1: '3', JMZAH: 'many' }), state(4, { TELF1: '4' })])
  await product.settled()
  assert.deepEqual(
    (await Promise.all([2, 3, 4].map((number) => shown(product, number)))).map(({ status }) => status),
    ['delivered', 'held', 'waiting'],
  )
})
