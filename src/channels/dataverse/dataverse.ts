import type { TokenCredential } from '@azure/identity'
import type { Finding } from '../../message/finding.ts'
import type { RowComparer, RowReader } from '../../message/row-reader.ts'
import type { Table } from '../../message/table.ts'
import type { Receiver, Reference } from '../../message/write.ts'
import { check } from './check.ts'
import { differences } from './differences.ts'
import type { Standing } from './lines.ts'
import { headersOf, type Manner } from './manner.ts'
import { Outbox } from './outbox.ts'
import { once, type Trying } from './patiently.ts'
import { readRow } from './read-row.ts'
import { References } from './references.ts'
import { RowFinder } from './row-finder.ts'
import { RowStates } from './row-states.ts'
import { WebApi, type WebApiOptions } from './web-api.ts'
import { writeObject } from './write-object.ts'
import type { Connection } from './written.ts'

export interface DataverseOptions extends WebApiOptions {
  /** Objects of one `$batch`; 100 when absent. */
  readonly batchSize?: number | undefined
  /** Further application users: requests go to whichever is free, as the limits of Dynamics 365 are each user's own. */
  readonly furtherCredentials?: readonly TokenCredential[] | undefined
  readonly dailyRequests?: number | undefined
  /** Interfaces whose rows are written in another than the usual way, by name. */
  readonly manners?: Readonly<Record<string, Manner>> | undefined
  /** Whether many rows of a table may go as one bulk message; true when absent. */
  readonly hasBulk?: boolean | undefined
  /** Column and value of the enabled user who owns rows whose owner is unknown or disabled. */
  readonly fallbackOwner?: Readonly<Record<string, string>> | undefined
}

export interface Dataverse extends Receiver, RowReader, RowComparer {
  /** The connection itself, for `provision`. */
  readonly api: WebApi
  /** Looks whether these tables can be written: one finding a line, for `landbridge check`. */
  check(tables: readonly Table[], trying?: Trying): Promise<Finding[]>
  /** How much of Dynamics 365 is in use, and why nothing is sent just now. */
  standing(): Standing
}

/**
 * Receiver channel `dataverse`: writes rows to Dynamics 365 through the Dataverse Web API. What many objects need at the same moment
 * goes as one `$batch`, the rows of an object as one change set in it.
 */
export function dataverse(options: DataverseOptions): Dataverse {
  const api = new WebApi(options)
  const further = (options.furtherCredentials ?? []).map((credential) => new WebApi({ ...options, credential }))
  const connections = [api, ...further]
  const { maxConcurrency = 16, batchSize = 100, hasBulk = true } = options
  const outbox = new Outbox(connections, { maxConcurrency, batchSize, hasBulk, dailyRequests: options.dailyRequests })
  const finder = new RowFinder(outbox)
  const states = new RowStates(outbox)
  const references = new References(finder, ownerOf(options))
  const connection = { outbox, finder, states, references, manners: mannersOf(options) }
  return {
    api,
    write: (objects) => Promise.all(objects.map((object) => writeObject(connection, object))),
    check: (tables, trying = once) => check(api, tables, { further, trying }),
    find: async (table, key) => (await finder.find(table, key))?.id,
    read: (table, id, columns) => readRow(outbox, table, id, columns, withOptionNames),
    differences: (table, rows) => differences({ sender: outbox, states }, table, rows),
    standing: () => outbox.standing(),
    close: async () => {
      await Promise.all(connections.map((connection) => connection.close()))
    },
  }
}

/** The names of options beside their numbers, for people and programs. */
const withOptionNames = { prefer: 'odata.include-annotations="OData.Community.Display.V1.FormattedValue"' }

function mannersOf({ manners = {} }: DataverseOptions): Connection['manners'] {
  return new Map(Object.entries(manners).map(([name, manner]) => [name, headersOf(manner)]))
}

function ownerOf({ fallbackOwner }: DataverseOptions): Reference[] {
  return fallbackOwner === undefined ? [] : [{ table: users, key: fallbackOwner, optional: false }]
}

const users = { name: 'systemuser', set: 'systemusers', id: 'systemuserid', key: [] }
