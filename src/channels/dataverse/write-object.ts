import { IntegrationError, Rejected } from '../../message/errors.ts'
import { isReference } from '../../message/exact-json.ts'
import type { ObjectResult, ObjectWrites, RowResult, Write } from '../../message/write.ts'
import { type Opened, openRow } from './open-row.ts'
import { writeRow } from './write-row.ts'
import type { Connection } from './written.ts'

/** Writes the rows of one object in order and stops at the first error; tells which rows were written. Never throws. */
export async function writeObject(connection: Connection, object: ObjectWrites): Promise<ObjectResult> {
  const rows: RowResult[] = []
  const warnings: string[] = []
  try {
    const opened: { row: RowResult; close: Opened['close'] }[] = []
    for (const given of object.writes) {
      const write = object.match === 'check' ? withoutKeys(given) : given
      const open = isToOpen(write) ? await openRow(connection, write) : undefined
      const { row, warnings: said } = await writeRow(connection, open?.write ?? write, object.match)
      if (row !== undefined) rows.push(row)
      if (row !== undefined && open !== undefined) opened.push({ row, close: open.close })
      warnings.push(...said)
    }
    for (const { row, close } of opened) {
      const { isMoved, warnings: said } = await close(row.id)
      if (isMoved && row.operation === 'none') rows[rows.indexOf(row)] = { ...row, operation: 'update' }
      warnings.push(...said)
    }
    return { rows, warnings }
  } catch (error) {
    return { rows, warnings, error: asIntegrationError(error) }
  }
}

function isToOpen({ table, operation }: Write): boolean {
  return table.closing !== undefined && operation === 'upsert'
}

/** Where the environment has no alternate keys, a row that is referred to cannot be bound by one: it is looked for. */
function withoutKeys(write: Write): Write {
  const bare = (columns: Write['columns']) =>
    Object.fromEntries(
      Object.entries(columns).map(([name, value]) => [
        name,
        isReference(value) ? { ...value, table: { ...value.table, key: [] } } : value,
      ]),
    )
  return { ...write, columns: bare(write.columns), ...(write.whole === undefined ? {} : { whole: bare(write.whole) }) }
}

/** A fault of ours is held for a person: nothing is lost, and nothing is repeated for ever. */
function asIntegrationError(error: unknown): IntegrationError {
  if (error instanceof IntegrationError) return error
  return new Rejected(`The dataverse channel failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
}
