import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import { fromColumns } from '../from-columns.ts'
import type { Values } from './row-values.ts'

/** Amounts have a currency, the environment's own when none is given, and each a twin in that of the environment. */
export function settleMoney(environment: Environment, table: TableDefinition, values: Values): void {
  const amounts = amountsOf(table)
  const hasAmount = amounts.some(({ name }) => values[name] !== undefined)
  if (hasAmount && table.columns.has('transactioncurrencyid') && values.transactioncurrencyid === undefined) {
    const base = environment.firstOf('organization')?.values.basecurrencyid
    if (base !== undefined) values.transactioncurrencyid = base
  }
  if (values.transactioncurrencyid !== undefined && table.columns.has('exchangerate')) values.exchangerate = '1.000000000000'
  for (const { name, twin } of amounts) {
    if (twin === undefined) continue
    const amount = values[name]
    // All exchange rates of the sandbox are 1.
    if (amount !== undefined) values[twin] = amount
    else if (values[twin] !== undefined) delete values[twin]
  }
}

/** Columns of money, and the twin of each if it has one. */
const amountsOf = fromColumns(({ columns }) =>
  [...columns.values()]
    .filter(({ name, type }) => type === 'money' && !name.endsWith('_base'))
    .map(({ name }) => ({ name, twin: columns.has(`${name}_base`) ? `${name}_base` : undefined })),
)
