import { Unavailable } from '../../message/errors.ts'
import type { Write } from '../../message/write.ts'
import { isObject } from './answer.ts'
import { codes } from './codes.ts'
import { createRow } from './create-row.ts'
import { findRow } from './find-row.ts'
import { byId } from './row-address.ts'
import { rowName } from './row-name.ts'
import type { Sent } from './send-columns.ts'
import { updateById } from './update-by-id.ts'
import { type Connection, type Written, written } from './written.ts'

/** States of a row with a life cycle, as products have it (Microsoft, table "Product": statecode). */
const states = { active: 0, retired: 1, draft: 2, underRevision: 3 } as const

const publish = { statecode: states.active, statuscode: 1 }
const revise = { statecode: states.underRevision, statuscode: 3 }
const retire = { statecode: states.retired, statuscode: 2 }

/**
 * Writes a row that is published: a new one is created as a draft and published, an active one is taken under revision, changed
 * and published again. Whatever step a try ended with, the next one begins at the state it finds.
 */
export async function writePublished(connection: Connection, write: Write): Promise<Written> {
  const found = await findState(connection, write)
  if (write.operation === 'deactivate') return await retireRow(connection, write, found)
  const columns = withoutState(found === undefined ? (write.whole ?? write.columns) : write.columns)
  if (found === undefined) {
    const created = await createRow(connection, write, columns)
    if (created?.row === undefined) throw unsettled(write)
    await move(connection, write, created.row.id, publish)
    return created
  }
  const sent = await change(connection, write, found, columns)
  return written(write, found.id, 'update', sent)
}

interface Found {
  readonly id: string
  readonly state: number
}

async function findState({ api }: Connection, { table, key, id }: Write): Promise<Found | undefined> {
  const known = id ?? (await findRow(api, table, key))
  if (known === undefined) return undefined
  const { body, status } = await api.send({
    method: 'GET',
    path: `${byId(table, known)}?$select=statecode`,
    subject: { table: table.name, key },
    expected: [codes.objectDoesNotExist],
  })
  if (status < 300 && isObject(body)) return { id: known, state: Number(body.statecode) }
  // The row we remembered is gone; perhaps somebody made it anew.
  return undefined
}

async function change(
  connection: Connection,
  write: Write,
  { id, state }: Found,
  columns: Write['columns'],
): Promise<Sent | undefined> {
  if (Object.keys(columns).length === 0 && state === states.active) return undefined
  if (state === states.retired) await move(connection, write, id, publish)
  if (state === states.active || state === states.retired) await move(connection, write, id, revise)
  const sent = Object.keys(columns).length === 0 ? undefined : await updateById(connection, write, id, columns)
  await move(connection, write, id, publish)
  return sent
}

/** What is to be changed is changed before, as a retired row takes no change. */
async function retireRow(connection: Connection, write: Write, found: Found | undefined): Promise<Written> {
  if (found === undefined) {
    const name = rowName({ table: write.table.name, key: write.key })
    return { warnings: [`Dynamics 365 has no ${name}, so there was nothing to deactivate`] }
  }
  if (found.state === states.retired) return written(write, found.id, 'deactivate')
  const sent = await change(connection, write, found, withoutState(write.columns))
  await move(connection, write, found.id, retire)
  return written(write, found.id, 'deactivate', sent)
}

async function move(connection: Connection, write: Write, id: string, to: Write['columns']): Promise<void> {
  if ((await updateById(connection, write, id, to)) === undefined) throw unsettled(write)
}

function withoutState(columns: Write['columns']): Write['columns'] {
  return Object.fromEntries(Object.entries(columns).filter(([name]) => name !== 'statecode' && name !== 'statuscode'))
}

function unsettled({ table, key }: Write): Unavailable {
  return new Unavailable(
    `${rowName({ table: table.name, key })} is being created or deleted by others at this moment. It is tried again`,
  )
}
