import { isCrmRequest } from '../mapping/crm.ts'
import type { MappedWrite } from '../mapping/map-object.ts'
import { ByRow } from '../message/by-row.ts'
import { isDecimal, isReference } from '../message/exact-json.ts'
import { Gathered } from '../message/gathered.ts'
import { rowKeyText } from '../message/row-key.ts'
import type { ColumnValue, Write } from '../message/write.ts'
import type { WrittenRecord } from '../store/written-record.ts'
import type { Work } from './read-work.ts'

/**
 * What is left of a write when the record's columns are taken away: the write to send, `unchanged` when Dynamics 365
 * already holds all of it, `superseded` when a newer document of the same system wrote the row.
 * Age is judged row by row: change-pointer IDocs are partial, so an older one may still hold the only news of a contact.
 * A request of the CRM API is sent as it is: who asks has been told what Dynamics 365 holds now, which the record may not know.
 */
export function reduce(
  mapped: MappedWrite,
  { message, records }: Pick<Work, 'message' | 'records'>,
): Write | 'unchanged' | 'superseded' {
  const record = recordOf(mapped, records)
  const isRequest = isCrmRequest(message)
  if (isRequest && (record === undefined || record.state === 'deleted')) return mapped
  if (isRequest && record !== undefined) return { ...mapped, whole: wholeRow(mapped, record), id: record.id }
  if (record !== undefined && record.system === message.system && record.version > message.version) return 'superseded'
  if (record === undefined || record.state === 'deleted') {
    return { ...mapped, columns: withoutClearing(mapped.columns) }
  }
  const columns = { ...changedColumns(mapped, record), ...reactivation(mapped, record) }
  if (Object.keys(columns).length === 0 && isAsWanted(mapped, record)) return 'unchanged'
  return { ...mapped, columns, whole: wholeRow(mapped, record), id: record.id }
}

export function recordOf(write: Pick<Write, 'table' | 'key'>, records: readonly WrittenRecord[]): WrittenRecord | undefined {
  return records.length === 0 ? undefined : byRow(records).find({ table: write.table.name, key: write.key })
}

/** Made once for all rows of an object. */
function byRow(records: readonly WrittenRecord[]): ByRow<WrittenRecord> {
  const known = madeOf.get(records)
  if (known !== undefined) return known
  const made = new ByRow(records, ({ table, rowKey }) => ({ table, key: rowKey }))
  madeOf.set(records, made)
  return made
}

const madeOf = new WeakMap<readonly WrittenRecord[], ByRow<WrittenRecord>>()

/** What we never wrote is not ours to clear. */
export function withoutClearing(columns: Write['columns']): Write['columns'] {
  const filled = new Gathered<ColumnValue>()
  for (const name in columns) if (columns[name] !== null) filled.add(name, columns[name] as ColumnValue)
  return filled.done()
}

function changedColumns(mapped: MappedWrite, record: WrittenRecord): Record<string, ColumnValue> {
  const changed: Record<string, ColumnValue> = {}
  for (const name in mapped.columns) {
    const value = mapped.columns[name] as ColumnValue
    if (!isSame(value, record.columns[name]?.value ?? null)) changed[name] = value
  }
  return changed
}

function reactivation(mapped: MappedWrite, record: WrittenRecord): Record<string, ColumnValue> {
  const isBack = mapped.operation === 'upsert' && mapped.reactivates && record.state === 'inactive'
  return isBack ? { statecode: 0, statuscode: 1 } : {}
}

function isAsWanted(mapped: MappedWrite, record: WrittenRecord): boolean {
  if (mapped.operation === 'delete') return false
  return mapped.operation === 'upsert' || record.state === 'inactive'
}

/** Everything known of a row. */
export function wholeRow(mapped: MappedWrite, record: WrittenRecord): Write['columns'] {
  const held = Object.entries(record.columns).map(([name, column]) => [name, column.value])
  return withoutClearing({ ...Object.fromEntries(held), ...mapped.columns })
}

/** Whether two values of one column mean the same in Dynamics 365. */
export function isSame(left: ColumnValue, right: ColumnValue): boolean {
  if (isDecimal(left) && isDecimal(right)) return left.decimal === right.decimal
  if (isReference(left) && isReference(right)) {
    return left.table.name === right.table.name && rowKeyText(left.key) === rowKeyText(right.key)
  }
  return left === right
}
