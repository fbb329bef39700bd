import type { Sql } from 'postgres'
import type { CrmLookup } from '../../mapping/crm-description.ts'
import { stripped } from '../../mapping/rules/field.ts'
import { isDecimal, isReference } from '../../message/exact-json.ts'
import type { Column } from '../../message/table.ts'
import type { ColumnValue } from '../../message/write.ts'
import { readRecordOfRow } from '../../store/object-key-of-row.ts'
import type { Dataset } from './dataset.ts'

/** The row by business names, as far as messages wrote it: exact decimals as text, choices by name, other rows by business key. */
export async function rowView(sql: Sql, dataset: Dataset, id: string): Promise<Record<string, Shown>> {
  const { crm, table } = dataset
  const columns = (await readRecordOfRow(sql, { interface: dataset.interface.name, table: table.name, id }))?.columns ?? {}
  const values = Object.entries(crm.fields).flatMap(([name, to]) => {
    const columnName = typeof to === 'string' ? to : to.column
    const value = columns[columnName]?.value
    const column = table.columns[columnName]
    return value === undefined || column === undefined ? [] : [[name, shown(value, column, to)] as const]
  })
  return Object.fromEntries(values)
}

type Shown = string | number | boolean | null | undefined

function shown(value: ColumnValue, column: Column, to: string | CrmLookup): Shown {
  if (value === null) return null
  if (isDecimal(value)) return value.decimal
  if (isReference(value)) return typeof to === 'string' ? undefined : referred(value.key[to.by], to)
  if (column.kind === 'choice') return Object.entries(column.options).find(([, number]) => number === value)?.[0]
  return value
}

function referred(key: string | undefined, { length }: CrmLookup): string | undefined {
  return length === undefined || key === undefined ? key : stripped(key)
}
