import type { ColumnDefinition, TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import type { Values } from './row-values.ts'

/** Amounts have a currency, the environment's own when none is given, and each a twin in that of the environment. */
export function settleMoney(environment: Environment, table: TableDefinition, values: Values): void {
  const amounts = amountsOf(table)
  const base = environment.rowsOf('organization')[0]?.values.basecurrencyid
  const hasAmount = amounts.some(({ name }) => values[name] !== undefined)
  if (hasAmount && table.columns.has('transactioncurrencyid') && base !== undefined) values.transactioncurrencyid ??= base
  if (values.transactioncurrencyid !== undefined && table.columns.has('exchangerate')) values.exchangerate = '1.000000000000'
  for (const { name } of amounts) {
    if (!table.columns.has(`${name}_base`)) continue
    const amount = values[name]
    if (amount === undefined) delete values[`${name}_base`]
    // All exchange rates of the sandbox are 1.
    else values[`${name}_base`] = amount
  }
}

/** Looked for once, and again when a column was added. */
function amountsOf(table: TableDefinition): readonly ColumnDefinition[] {
  const known = amounts.get(table)
  if (known?.of === table.columns.size) return known.columns
  const columns = [...table.columns.values()].filter(({ name, type }) => type === 'money' && !name.endsWith('_base'))
  amounts.set(table, { of: table.columns.size, columns })
  return columns
}

const amounts = new WeakMap<TableDefinition, { of: number; columns: readonly ColumnDefinition[] }>()
