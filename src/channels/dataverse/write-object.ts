import { IntegrationError, Rejected } from '../../message/errors.ts'
import type { ObjectResult, ObjectWrites, RowResult } from '../../message/write.ts'
import { writeRow } from './write-row.ts'
import type { Connection } from './written.ts'

/** Writes the rows of one object in order and stops at the first error; tells which rows were written. Never throws. */
export async function writeObject(connection: Connection, object: ObjectWrites): Promise<ObjectResult> {
  const rows: RowResult[] = []
  const warnings: string[] = []
  try {
    for (const write of object.writes) {
      const { row, warnings: said } = await writeRow(connection, write, object.match)
      if (row !== undefined) rows.push(row)
      warnings.push(...said)
    }
    return { rows, warnings }
  } catch (error) {
    return { rows, warnings, error: asIntegrationError(error) }
  }
}

/** A fault of ours is held for a person: nothing is lost, and nothing is repeated for ever. */
function asIntegrationError(error: unknown): IntegrationError {
  if (error instanceof IntegrationError) return error
  return new Rejected(`The dataverse channel failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
}
