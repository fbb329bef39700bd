import { Rejected } from '../../message/errors.ts'
import type { Table, TableIdentity } from '../../message/table.ts'
import type { Sender } from './api-request.ts'
import { rowsOf } from './read-answer.ts'
import { readRow } from './read-row.ts'
import { whereKey } from './row-address.ts'
import { rowName } from './row-name.ts'

export type SoughtTable = TableIdentity & Partial<Pick<Table, 'columns' | 'lifeCycle' | 'closing'>>

/** A row that is there. */
export interface Found {
  readonly id: string
  /** Its `statecode` and `statuscode`, of tables whose rows cannot be changed in every state. */
  readonly state?: number
  readonly status?: number
  /** It was not changed since it was created; where that was asked for. */
  readonly isNew?: boolean
}

/** The row with these key values, or nothing. Two such rows are a mess a person must clear. */
export async function findRow(
  sender: Sender,
  table: SoughtTable,
  key: Readonly<Record<string, string>>,
  select = selected(table),
): Promise<Found | undefined> {
  const subject = { table: table.name, key }
  const path = whereKey(table, key, select, table.columns)
  const rows = rowsOf(await sender.send({ method: 'GET', path, subject }), subject)
  if (rows.length > 1) {
    throw new Rejected(
      `Dynamics 365 has more than one ${rowName(subject)}; merge or delete the others, then restart the message`,
      {
        fact: 'Dynamics 365 has more than one row of this key',
      },
    )
  }
  return rows[0] && foundRow(table, rows[0])
}

/** The same by its GUID. */
export async function findById(
  sender: Sender,
  table: SoughtTable,
  id: string,
  select = selected(table),
): Promise<Found | undefined> {
  const row = await readRow(sender, table, id, select)
  return row && foundRow(table, { ...row, [table.id]: id })
}

/** The columns that tell what is to be known of a row that is looked for. */
export function selected(table: SoughtTable): string[] {
  const hasStates = table.lifeCycle !== undefined || table.closing !== undefined
  return hasStates ? selectedWithState(table) : [table.id]
}

/** The same with the state the row is in. */
export function selectedWithState(table: SoughtTable): string[] {
  return [table.id, 'statecode', 'statuscode']
}

/** The columns that tell a row that was just created from one that was changed. */
export function selectedOfWritten(table: SoughtTable): string[] {
  return [table.id, 'createdon', 'modifiedon']
}

export function foundRow(table: SoughtTable, row: Record<string, unknown>): Found {
  const { statecode: state, statuscode: status, createdon, modifiedon } = row
  const isNew = createdon === undefined ? {} : { isNew: createdon === modifiedon }
  const states = typeof state === 'number' && typeof status === 'number' ? { state, status } : {}
  return { id: String(row[table.id]), ...states, ...isNew }
}
