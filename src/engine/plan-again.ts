import type { LoadedInterface } from '../interfaces/load.ts'
import type { AgainRequest } from '../mapping/again.ts'
import type { MappedWrite } from '../mapping/map-object.ts'
import { Gathered } from '../message/gathered.ts'
import type { Table } from '../message/table.ts'
import type { ColumnValue } from '../message/write.ts'
import type { WrittenRecord } from '../store/written-record.ts'
import { ownState } from './own-state.ts'
import type { Work } from './read-work.ts'
import { withoutClearing } from './reduce.ts'

/**
 * The rows of an object as the records say, whole, to be written whatever Dynamics 365 holds now; a row that is gone is created again, one
 * that SAP deactivated is deactivated, and one that it did not is active again. Columns that another object wrote later are left to it. What SAP deleted stays deleted, and what the
 * interface no longer writes is left alone.
 */
export function planAgain(
  found: LoadedInterface,
  { receiver }: AgainRequest,
  { records, overwritten }: Pick<Work, 'records' | 'overwritten'>,
) {
  const there = records.filter((record) => record.receiver === receiver && record.state !== 'deleted')
  const places = new Map(found.tables.map((table, place) => [table.name, { table, place }]))
  const mapped = there
    .flatMap((record) => ({ record, ...places.get(record.table) }))
    .filter((one): one is Placed => one.table !== undefined)
    .toSorted((one, other) => one.place - other.place)
    .map(({ record, table }) => ({
      record,
      write: writeAgain(table, record, overwritten?.get(record)),
      activates: ownState(found, record) === 'active',
    }))
  return {
    records: there,
    mapped: mapped.map(({ write }) => write),
    writes: mapped.map(({ record, write, activates }) => ({
      ...write,
      whole: withoutClearing(write.columns),
      id: record.id,
      activates,
    })),
  }
}

interface Placed {
  readonly record: WrittenRecord
  readonly table: Table
  readonly place: number
}

function writeAgain(table: Table, record: WrittenRecord, overwritten: ReadonlySet<string> | undefined): MappedWrite {
  const columns = new Gathered<ColumnValue>()
  const sources = new Gathered<string>()
  for (const [name, { value, source }] of Object.entries(record.columns)) {
    if (table.columns[name] === undefined || overwritten?.has(name)) continue
    columns.add(name, value)
    sources.add(name, source)
  }
  return {
    table,
    operation: record.state === 'inactive' ? 'deactivate' : 'upsert',
    key: record.rowKey,
    columns: columns.done(),
    sources: sources.done(),
    reactivates: false,
  }
}
