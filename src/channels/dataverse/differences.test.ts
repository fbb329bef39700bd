import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Unavailable } from '../../message/errors.ts'
import type { Table } from '../../message/table.ts'
import type { ColumnValue } from '../../message/write.ts'
import type { Answer } from './answer.ts'
import type { ApiRequest } from './api-request.ts'
import { differences } from './differences.ts'
import { RowStates } from './row-states.ts'

const customer = { name: 'account', set: 'accounts', id: 'accountid', key: ['accountnumber'] }
const table: Table = {
  name: 'lb_thing',
  set: 'lb_things',
  id: 'lb_thingid',
  key: ['lb_name'],
  columns: {
    text: { kind: 'text', length: 100 },
    money: { kind: 'decimal', min: '0', max: '1000' },
    weight: { kind: 'decimal', min: '0', max: '1000', places: 4 },
    day: { kind: 'date' },
    moment: { kind: 'dateTime' },
    flag: { kind: 'yesNo' },
    choice: { kind: 'choice', options: { One: 1 } },
    customer: { kind: 'lookup', to: customer },
    ownerid: { kind: 'lookup', to: { name: 'systemuser', set: 'systemusers', id: 'systemuserid', key: [] } },
  },
}
const reference = (key: Record<string, string>): ColumnValue => ({ table: customer, key, optional: false })
const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

const cases: [claim: string, column: string, written: ColumnValue, found: unknown, told?: unknown][] = [
  ['another text', 'text', 'one', 'other', 'other'],
  ['a text that was emptied', 'text', 'one', null, null],
  ['a text with blanks at its ends', 'text', ' one ', 'one'],
  ['an empty text and nothing', 'text', '', null],
  ['what was cleared and is filled', 'text', null, 'by hand', 'by hand'],
  ['money that was rounded', 'money', { decimal: '12.345' }, 12.35],
  ['other money', 'money', { decimal: '12.345' }, 12.36, 12.36],
  ['a number in all its places', 'weight', { decimal: '0.1235' }, 0.1235],
  ['a number that differs in its last place', 'weight', { decimal: '0.1235' }, 0.1236, 0.1236],
  ['a number that is gone', 'weight', { decimal: '0' }, null, null],
  ['a day with a time behind it', 'day', '2026-11-28', '2026-11-28T00:00:00Z'],
  ['another day', 'day', '2026-11-28', '2026-11-29', '2026-11-29'],
  ['the same moment written otherwise', 'moment', '2026-11-28T12:00:00+01:00', '2026-11-28T11:00:00Z'],
  ['another moment', 'moment', '2026-11-28T12:00:00Z', '2026-11-28T11:00:00Z', '2026-11-28T11:00:00Z'],
  ['no and nothing', 'flag', false, null],
  ['yes and no', 'flag', true, false, false],
  ['another option', 'choice', 1, 2, 2],
  ['the same row in other letters', 'customer', reference({ accountnumber: 'AB1' }), { accountnumber: 'ab1' }],
  ['another row', 'customer', reference({ accountnumber: '1' }), { accountnumber: '2' }, '2'],
  ['no row any more', 'customer', reference({ accountnumber: '1' }), null, null],
  ['a column the table no longer has', 'gone', 'one', undefined],
]

for (const [claim, column, written, found, told] of cases) {
  test(`${claim}: ${told === undefined ? 'the same' : 'different'}`, async () => {
    const { send } = answering([{ [table.id]: id(1).toUpperCase(), [column]: found }])
    const [difference] = await differences(at(send), table, [{ id: id(1), columns: { [column]: written } }])
    assert.deepEqual(difference, told === undefined ? undefined : { columns: { [column]: told } })
  })
}

test('an owner is looked for among users', async () => {
  const { send, asked } = answering([{ [table.id]: id(1), owninguser: { employeeid: '7' } }])
  const [difference] = await differences(at(send), table, [{ id: id(1), columns: { ownerid: reference({ employeeid: '8' }) } }])
  assert.deepEqual(difference, { columns: { ownerid: '7' } })
  assert.match(asked[0] ?? '', /\$expand=owninguser\(\$select=employeeid\)/)
})

test('a hundred rows are one request; those that are not there are missing', async () => {
  const { send, asked } = answering([{ [table.id]: id(1), text: 'one' }])
  const rows = Array.from({ length: 250 }, (_, number) => ({ id: id(number + 1), columns: { text: 'one' } }))
  const found = await differences(at(send), table, rows)
  assert.equal(asked.length, 3)
  assert.deepEqual(found.slice(0, 2), [undefined, 'missing'])
  assert.equal(found.length, 250)
})

test('an answer that is no list makes no row missing', async () => {
  const send = async (): Promise<Answer> => ({ status: 200, headers: {}, text: '<html>', body: undefined }) as never
  await assert.rejects(differences(at(send), table, [{ id: id(1), columns: {} }]), Unavailable)
})

const states: [claim: string, isActive: boolean, life: Partial<Table>, options: number[], found: number, told?: string][] = [
  ['left active and active', true, {}, [0, 1], 0],
  ['left active and inactive', true, {}, [0, 1], 1, 'inactive'],
  ['left inactive and active', false, {}, [0, 1], 0, 'active'],
  ['left inactive and inactive', false, {}, [0, 1], 1],
  ['of a table with states of its own', true, {}, [0, 1, 2], 1],
  ['of a table with two states of its own', true, {}, [1, 2], 1],
  ['of a table without states', true, {}, [], 1],
  ['an active product', true, { lifeCycle: 'published' }, [], 0],
  ['a retired product', true, { lifeCycle: 'published' }, [], 1, 'retired'],
  ['a product somebody works on', true, { lifeCycle: 'published' }, [], 3, 'under revision'],
  ['a product that was retired by us', false, { lifeCycle: 'published' }, [], 1],
  ['a product that was retired by us and is a draft', false, { lifeCycle: 'published' }, [], 2, 'draft'],
]

for (const [claim, isActive, life, options, found, told] of states) {
  test(`a row ${claim}: ${told ?? 'the same'}`, async () => {
    const { send, asked } = answering([{ [table.id]: id(1), text: 'one', statecode: found }], options)
    const held = [{ id: id(1), columns: { text: 'one' }, isActive }]
    const [difference] = await differences(at(send), { ...table, ...life }, held)
    assert.deepEqual(difference, told === undefined ? undefined : { columns: {}, state: told })
    // Of a table that has none it must not be asked for: that would be refused.
    const isAsked = options.join() === '0,1' || life.lifeCycle !== undefined
    assert.equal(/statecode/.test(asked.at(-1) ?? ''), isAsked)
  })
}

test('what states a table has is asked once, and again after it could not be told', async () => {
  const { send, asked } = answering([], [0, 1])
  let isFailing = true
  const known = new RowStates({
    send: (request) => (isFailing ? Promise.reject(new Unavailable('not now')) : send(request)),
  })
  await assert.rejects(known.of(table), Unavailable)
  isFailing = false
  await Promise.all([known.of(table), known.of(table)])
  assert.equal((await known.of(table))?.get(1), 'inactive')
  assert.equal(asked.length, 1)
})

function at(send: (request: ApiRequest) => Promise<Answer>) {
  return { sender: { send }, states: new RowStates({ send }) }
}

/** Answers with these rows, and as often as it is asked with the states there are. */
function answering(rows: object[], states: number[] = []) {
  const asked: string[] = []
  const state = { LogicalName: 'statecode', OptionSet: { Options: states.map((Value) => ({ Value })) } }
  const send = async ({ path }: ApiRequest): Promise<Answer> => {
    asked.push(path)
    const value = path.includes('StateAttributeMetadata') ? (states.length === 0 ? [] : [state]) : rows
    return { status: 200, headers: {}, text: '', body: { value } } as never
  }
  return { send, asked }
}
