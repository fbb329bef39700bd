import type { ColumnValue, Operation, Write } from '../../message/write.ts'
import type { ApiRequest } from './api-request.ts'
import type { Found } from './find-row.ts'
import { byId, byKey } from './row-address.ts'

export type Columns = Readonly<Record<string, ColumnValue>>

/** Where a row is: here, with this GUID; wherever its alternate key says; or nowhere yet. */
export type Place = ({ readonly kind: 'row' } & Found) | { readonly kind: 'key' } | { readonly kind: 'nowhere' }

/** One request on the way to the row as it is wanted. */
export interface Step extends Pick<ApiRequest, 'method' | 'path' | 'headers' | 'bulk'> {
  readonly columns?: Columns
  /** True for the one that creates the row, and may be referred to. */
  readonly isCreation?: boolean
}

/** What is to be done to a row, all within one change set. */
export interface Steps {
  readonly own: readonly Step[]
  /** What comes after the other rows of the object. */
  readonly last?: readonly Step[]
  /** `upsert`: the answer tells which it was. */
  readonly operation: Operation | 'upsert'
  /** There is no such row, and there ought not to be one. */
  readonly isAbsent?: boolean
}

/** Creates the row or changes it, as its place wants it. */
export function upsert(write: Write, place: Place, columns: Columns): Steps {
  const { table, key } = write
  if (place.kind === 'nowhere') return { own: [creation(write, columns)], operation: 'create' }
  if (place.kind === 'row') {
    if (Object.keys(columns).length === 0) return { own: [], operation: 'none' }
    return { own: [{ ...update(write, place, columns), bulk: 'UpdateMultiple' }], operation: 'update' }
  }
  const path = `${byKey(table, key, table.columns)}?$select=${table.id}`
  const headers = { prefer: 'return=representation' }
  return { own: [{ method: 'PATCH', path, headers, columns, bulk: 'UpsertMultiple' }], operation: 'upsert' }
}

/** Without If-Match a PATCH by GUID would create the row anew, with that GUID and these few columns only. */
export function update({ table }: Write, { id }: Found, columns: Columns): Step {
  return { method: 'PATCH', path: byId(table, id), headers: { 'if-match': '*' }, columns }
}

/** A new row, its key columns included. */
export function creation({ table, key }: Write, columns: Columns): Step {
  const keys = Object.entries(key).map(([column, value]) => [column, typed(table.columns[column]?.kind, value)])
  return { method: 'POST', path: table.set, columns: { ...columns, ...Object.fromEntries(keys) }, isCreation: true }
}

/** Keys are kept as text; a number column wants a number. */
function typed(kind: string | undefined, value: string): ColumnValue {
  if (kind === 'whole' || kind === 'choice') return Number(value)
  return kind === 'decimal' ? { decimal: value } : value
}
