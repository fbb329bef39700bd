import type { ColumnFacts } from '../../column-facts.ts'
import type { TableDefinition } from '../../definition.ts'
import type { Environment } from '../../environment.ts'
import { companionsOf } from './file-column.ts'
import { amounts, limits, type NewColumn } from './new-column.ts'

/** Adds a column, and those that come along with one of its type. */
export function putColumn(environment: Environment, table: TableDefinition, { facts, label }: NewColumn): void {
  environment.definitions.addColumn(table.name, facts, label)
  if (facts.type === 'money') addTwin(environment, table, facts)
  for (const companion of companionsOf(facts)) environment.definitions.addColumn(table.name, companion, companion.column)
}

/** Every amount has a twin in the currency of the environment, and its table a currency. */
function addTwin(environment: Environment, table: TableDefinition, { column, schemaName = column }: ColumnFacts): void {
  const twin = {
    schemaName: `${schemaName}_Base`,
    column: `${column}_base`,
    type: 'money',
    detail: limits(undefined, undefined, amounts),
    required: '',
    writable: 'no',
  }
  environment.definitions.addColumn(table.name, twin, `${column} (Base)`)
  if (table.columns.has('transactioncurrencyid')) return
  const detail = `transactioncurrencyid=transactioncurrency/transactioncurrency_${table.name}`
  const currency = { column: 'transactioncurrencyid', type: 'lookup', detail, required: '', writable: '' }
  environment.definitions.addColumn(table.name, currency, 'Currency')
  const rate = { column: 'exchangerate', type: 'decimal', detail: '1E-10..100000000000/10', required: '', writable: 'no' }
  environment.definitions.addColumn(table.name, rate, 'Exchange Rate')
}
