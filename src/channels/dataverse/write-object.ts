import { IntegrationError, Rejected } from '../../message/errors.ts'
import { isReference } from '../../message/exact-json.ts'
import type { ObjectResult, ObjectWrites, RowResult, Write } from '../../message/write.ts'
import { writeRow } from './write-row.ts'
import type { Connection } from './written.ts'

/** Writes the rows of one object in order and stops at the first error; tells which rows were written. Never throws. */
export async function writeObject(connection: Connection, object: ObjectWrites): Promise<ObjectResult> {
  const rows: RowResult[] = []
  const warnings: string[] = []
  try {
    for (const given of object.writes) {
      const write = object.match === 'check' ? withoutKeys(given) : given
      const { row, warnings: said } = await writeRow(connection, write, object.match)
      if (row !== undefined) rows.push(row)
      warnings.push(...said)
    }
    return { rows, warnings }
  } catch (error) {
    return { rows, warnings, error: asIntegrationError(error) }
  }
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
