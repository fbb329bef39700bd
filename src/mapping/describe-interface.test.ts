import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, customers, identity } from '../../test/support/customers.ts'
import { describeInterface } from './describe-interface.ts'
import { extendRow } from './extend-interface.ts'
import { row } from './row.ts'
import { constant, lookup } from './rules/combine.ts'
import { field } from './rules/field.ts'
import { moment } from './rules/moment.ts'
import { dateTime, money, table, text } from './tables.ts'

const described = describeInterface(customers())
const [accounts, contacts] = described.rows

test('an interface is described by what it takes and what it is found by', () => {
  assert.deepEqual(
    [described.name, described.title, described.receives, described.objectKey],
    ['customer', 'Customer → Account', 'IDocs of message type DEBMAS', 'KUNNR without leading zeros'],
  )
})

test('a row is described by its table, its segment and its end', () => {
  const ends = described.rows.map(({ table, each, deletedWhen, onDeletion }) => [table, each, deletedWhen, onDeletion])
  assert.deepEqual(ends, [
    ['account', 'E1KNA1M', 'LOEVM is X', 'deactivate'],
    ['contact', 'E1KNVKM', undefined, 'deactivate'],
  ])
})

test('columns are described target first, those of the key before the others, each source with its segment', () => {
  assert.deepEqual(
    accounts?.columns.map(({ column, isKey, kind, sources, valueMappings }) => [column, isKey, kind, sources, valueMappings]),
    [
      ['accountnumber', true, 'text, 20 characters', ['E1KNA1M/KUNNR'], []],
      ['name', false, 'text, 20 characters', ['E1KNA1M/NAME1', 'E1KNA1M/NAME2'], []],
      ['city', false, 'text, 80 characters', ['E1KNA1M/ORT01'], []],
      ['terms', false, 'choice', ['E1KNVVM/ZTERM', 'E1KNB1M/ZTERM'], ['terms']],
      ['employees', false, 'whole number, 0 to 100000', ['E1KNA1M/JMZAH'], []],
      ['sales', false, 'decimal number, 3 places', ['E1KNA1M/UMSA1'], []],
      ['blocked', false, 'yes or no', ['E1KNA1M/AUFSD'], []],
      ['since', false, 'date', ['E1KNA1M/ERDAT'], []],
      ['zone', false, 'text, 10 characters', ['E1KNVVM/BZIRK'], []],
      ['sender', false, 'text, 10 characters', ['EDI_DC40/SNDPRN'], []],
      ['parent', false, 'lookup to account', ['E1KNVPM[PARVW=1A]/KUNN2'], []],
    ],
  )
})

test('a column says what its rule does', () => {
  const from = accounts?.columns.find(({ column }) => column === 'terms')?.from
  assert.equal(from, 'first of E1KNVVM/ZTERM, E1KNB1M/ZTERM by value mapping terms')
})

test('a source of an enclosing segment names that one', () => {
  const column = contacts?.columns.find(({ column }) => column === 'account')
  assert.deepEqual(column?.sources, ['E1KNA1M/KUNNR'])
})

test('a column of ours has its label, and one that the table does not declare says so', () => {
  const stock = table(
    { name: 'lb_stock', set: 'lb_stocks', id: 'lb_stockid', key: ['lb_key'] },
    { lb_key: text(100, { label: 'Stock Key' }), lb_asof: dateTime(), lb_value: money('0', '1') },
  )
  const columns = { lb_asof: moment('DATUM', 'UZEIT') }
  const undeclared = {
    ...row(stock, { key: { lb_key: constant('1') }, columns }),
    columns: { ...columns, lb_other: constant(1) },
  }
  const [stocks] = describeInterface({ ...customers(), rows: [undeclared] }).rows
  assert.deepEqual(
    stocks?.columns.map(({ column, kind, label, sources }) => [column, kind, label, sources]),
    [
      ['lb_key', 'text, 100 characters', 'Stock Key', []],
      ['lb_asof', 'date and time', undefined, ['E1KNA1M/DATUM', 'E1KNA1M/UZEIT']],
      ['lb_other', 'not declared', undefined, []],
    ],
  )
})

test('a row that another interface creates says what it waits for', () => {
  const accountRow = row(account, {
    key: { accountnumber: field('KUNNR') },
    columns: {},
    waitsFor: lookup(identity, { accountnumber: field('KUNNR') }),
  })
  const [waiting] = describeInterface({ ...customers(), rows: [extendRow(accountRow, {}, {})] }).rows
  assert.equal(waiting?.waitsFor, 'account where accountnumber is KUNNR')
  assert.equal(accounts?.waitsFor, undefined)
})
