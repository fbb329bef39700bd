import { type IntegrationError, Misconfigured } from '../../message/errors.ts'
import type { RowReader } from '../../message/row-reader.ts'
import type { Table } from '../../message/table.ts'
import type { ObjectResult, ObjectWrites, Receiver, Reference } from '../../message/write.ts'
import { check, type Finding } from './check.ts'
import { findRow } from './find-row.ts'
import { inTurn } from './in-turn.ts'
import { readRow } from './read-row.ts'
import { References } from './references.ts'
import { WebApi, type WebApiOptions } from './web-api.ts'
import { writeObject } from './write-object.ts'

export interface DataverseOptions extends WebApiOptions {
  /** Column and value of the enabled user who owns rows whose owner is unknown or disabled. */
  readonly fallbackOwner?: Readonly<Record<string, string>> | undefined
}

export interface Dataverse extends Receiver, RowReader {
  /** The connection itself, for `provision`. */
  readonly api: WebApi
  /** Looks whether these tables can be written: one finding a line, for `landbridge check`. */
  check(tables: readonly Table[]): Promise<Finding[]>
}

/**
 * Receiver channel `dataverse`: writes rows to Dynamics 365 through the Dataverse Web API. Objects go in parallel, at
 * most `maxConcurrency` at a time over all calls; the rows of one object go one after the other.
 */
export function dataverse(options: DataverseOptions): Dataverse {
  const api = new WebApi(options)
  const connection = { api, references: new References(api, ownerOf(options)) }
  const takeTurn = inTurn(options.maxConcurrency ?? 16)
  return {
    api,
    write: (objects) => writeAll(objects, (object) => writeObject(connection, object), takeTurn),
    check: (tables) => check(api, tables),
    find: (table, key) => findRow(api, table, key),
    read: (table, id, columns) => readRow(api, table, id, columns),
    close: () => api.close(),
  }
}

/** Once the channel proves to be set up wrongly, objects still waiting for their turn are not even tried. */
async function writeAll(
  objects: readonly ObjectWrites[],
  write: (object: ObjectWrites) => Promise<ObjectResult>,
  takeTurn: ReturnType<typeof inTurn>,
): Promise<ObjectResult[]> {
  let misconfigured: IntegrationError | undefined
  return await Promise.all(
    objects.map((object) =>
      takeTurn(async () => {
        if (misconfigured !== undefined) return { rows: [], warnings: [], error: misconfigured }
        const result = await write(object)
        if (result.error instanceof Misconfigured) misconfigured = result.error
        return result
      }),
    ),
  )
}

function ownerOf({ fallbackOwner }: DataverseOptions): Reference[] {
  return fallbackOwner === undefined ? [] : [{ table: users, key: fallbackOwner, optional: false }]
}

const users = { name: 'systemuser', set: 'systemusers', id: 'systemuserid', key: [] }
