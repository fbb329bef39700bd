import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, identity } from '../../test/support/customers.ts'
import { row } from './row.ts'
import { constant, lookup } from './rules/combine.ts'
import { alpha, date, decimal, field, flag, whole } from './rules/field.ts'
import { text } from './tables.ts'

const key = { accountnumber: alpha('KUNNR', 10) }
const currency = { name: 'transactioncurrency', set: 'transactioncurrencies', id: 'transactioncurrencyid', key: [] } as const

// What stands below a @ts-expect-error must not compile: `npm test` fails when it does.
test('a column that the table does not declare does not compile', () => {
  // @ts-expect-error the table has no such column
  assert.ok(row(account, { key, columns: { name: field('NAME1'), nosuchcolumn: field('NAME2') } }))
})

test('a rule of the wrong type does not compile', () => {
  const wrong = row(account, {
    key,
    columns: {
      // @ts-expect-error a text column takes no whole number
      name: whole('NAME1'),
      // @ts-expect-error a choice takes the name of an option, not its number
      terms: constant(1),
      // @ts-expect-error a whole number is no text
      employees: field('JMZAH'),
      // @ts-expect-error an exact number must not become a float
      sales: whole('UMSA1'),
      // @ts-expect-error a yes or no is no text
      blocked: field('AUFSD'),
      // @ts-expect-error a date is no text as it was sent
      since: field('ERDAT'),
      // @ts-expect-error a reference is no text
      zone: lookup(identity, key),
      // @ts-expect-error a lookup takes rows of its own table only
      parent: lookup(currency, key),
    },
  })
  assert.equal(wrong.table, account)
  // @ts-expect-error a key is text
  assert.ok(row(account, { key: { accountnumber: whole('KUNNR') }, columns: {} }))
})

test('a rule of the type of each column compiles', () => {
  const columns = {
    name: field('NAME1'),
    terms: constant('Net 30'),
    employees: whole('JMZAH'),
    sales: decimal('UMSA1'),
    blocked: flag('AUFSD'),
    since: date('ERDAT'),
    parent: lookup(identity, key),
  }
  assert.deepEqual(row(account, { key, columns }).columns, columns)
})

test('a text column is a column of ours only when it has a label', () => {
  assert.deepEqual(text(10), { kind: 'text', length: 10 })
  assert.deepEqual(text(10, { label: 'Language' }), { kind: 'text', length: 10, custom: 'Language' })
})
