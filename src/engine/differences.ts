import type { Sql } from 'postgres'
import type { LoadedInterface } from '../interfaces/load.ts'
import { partsOf } from '../message/object-key.ts'
import type { ForeignValue, HeldRow, RowDifference, RowState } from '../message/row-difference.ts'
import type { RowComparer } from '../message/row-reader.ts'
import type { ColumnValue } from '../message/write.ts'
import { readOverwritten } from '../store/overwritten.ts'
import { readRecords } from '../store/records.ts'
import type { WrittenRecord } from '../store/written-record.ts'
import type { Interfaces } from './interfaces.ts'
import { ownState } from './own-state.ts'

/** A row that Dynamics 365 holds otherwise than it was written. */
export interface Difference {
  readonly objectKey: string
  readonly receiver: string
  readonly table: string
  readonly key: Readonly<Record<string, string>>
  /** GUID. */
  readonly id: string
  /** The row is not there any more. */
  readonly isMissing: boolean
  /** Of a row that is there. */
  readonly columns: Readonly<Record<string, DifferentColumn>>
  /** Of a row that was deactivated or activated there. */
  readonly state?: { readonly written: 'active' | 'inactive'; readonly found: RowState }
}

export interface DifferentColumn {
  readonly written: ColumnValue
  /** What Dynamics 365 holds. */
  readonly found: ForeignValue
  /** The field it came from, and the message. */
  readonly source: string
  readonly messageId: string
}

interface Needs {
  readonly sql: Sql
  readonly interfaces: Interfaces
  readonly comparerOf: (receiver: string) => RowComparer | undefined
}

/**
 * What people or programs changed, deactivated or deleted in Dynamics 365 of the rows of these objects. What was just being written meanwhile
 * would look the same: what differs is compared once more with the records as they are then. Of a column that two objects write the later
 * one counts.
 * @throws {IntegrationError} Dynamics 365 cannot be asked
 */
export async function findDifferences(needs: Needs, objectKeys: readonly string[]): Promise<Difference[]> {
  const first = await compareOnce(needs, objectKeys)
  if (first.length === 0) return []
  return await compareOnce(needs, [...new Set(first.map(({ objectKey }) => objectKey))])
}

async function compareOnce({ sql, interfaces, comparerOf }: Needs, objectKeys: readonly string[]): Promise<Difference[]> {
  const records = (await readRecords(sql, objectKeys)).filter(({ state }) => state !== 'deleted')
  const overwritten = await readOverwritten(sql, records)
  const groups = Map.groupBy(records, ({ receiver, objectKey, table }) =>
    JSON.stringify([receiver, partsOf(objectKey).interfaceName, table]),
  )
  const found = await Promise.all(
    [...groups].map(async ([name, rows]) => {
      const [receiver, interfaceName, tableName] = JSON.parse(name) as [string, string, string]
      const [comparer, owner] = [comparerOf(receiver), interfaces.get(interfaceName)]
      const table = owner?.tables.find((one) => one.name === tableName)
      // An environment or a table that nobody writes any more is compared with nothing.
      if (comparer === undefined || owner === undefined || table === undefined) return []
      const held = rows.map((record) => heldRow(owner, record, overwritten.get(record)))
      const differences = await comparer.differences(table, held)
      return rows.flatMap((record, index) => {
        const difference = differences[index]
        return difference === undefined ? [] : [told(record, difference)]
      })
    }),
  )
  return found.flat()
}

function heldRow(owner: LoadedInterface, record: WrittenRecord, overwritten: ReadonlySet<string> | undefined): HeldRow {
  const own = Object.entries(record.columns).filter(([name]) => !overwritten?.has(name))
  const state = ownState(owner, record)
  return {
    id: record.id,
    columns: Object.fromEntries(own.map(([name, { value }]) => [name, value])),
    ...(state !== undefined && { isActive: state === 'active' }),
  }
}

function told(record: WrittenRecord, difference: RowDifference): Difference {
  const { objectKey, receiver, table, rowKey, id, columns } = record
  const row = { objectKey, receiver, table, key: rowKey, id }
  if (difference === 'missing') return { ...row, isMissing: true, columns: {} }
  const different = Object.entries(difference.columns).flatMap(([name, found]) => {
    const column = columns[name]
    return column === undefined
      ? []
      : [[name, { written: column.value, found, source: column.source, messageId: column.messageId }] as const]
  })
  const { state: found } = difference
  const written = record.state === 'inactive' ? 'inactive' : 'active'
  return {
    ...row,
    isMissing: false,
    columns: Object.fromEntries(different),
    ...(found !== undefined && { state: { written, found } }),
  }
}
