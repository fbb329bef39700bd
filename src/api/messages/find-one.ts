import type { Sql } from 'postgres'
import { droppedMonths } from '../../store/dropped-months.ts'
import { idOfXi, idsOfIdoc } from '../../store/find-message.ts'
import { timeOf } from '../../store/message-id.ts'
import { Problem } from '../problem.ts'

/**
 * What is asked of the message a person means: by its id, the beginning of it, or its IDoc number, which means the newest that has it.
 * @param read what that is; nothing where there is no such message
 * @throws {Problem} none, or several
 */
export async function findOne<Found>(
  sql: Sql,
  id: string,
  read: (sql: Sql, id: string) => Promise<Found | undefined>,
): Promise<Found> {
  const ids = isIdocNumber(id) ? await idsOfIdoc(sql, id, 5) : [id]
  const [only, another] = ids
  if (another !== undefined) {
    throw new Problem(400, `Messages of several systems have the IDoc number ${id}`, `Use a message id: ${ids.join(', ')}.`)
  }
  const found = only === undefined ? undefined : await read(sql, only)
  if (found === undefined) throw new Problem(404, `There is no message ${id}`, (await goneWith(sql, id)) ?? whatThereIs)
  return found
}

const whatThereIs = 'GET /api/messages and npx landbridge messages list what there is.'

/** Records, the audit log and SAP go on naming messages whose month was dropped. */
async function goneWith(sql: Sql, id: string): Promise<string | undefined> {
  if (isIdocNumber(id)) {
    // Of a number alone nobody knows when it came.
    const last = await lastDropped(sql, new Date())
    return last && `Messages of ${last} and before were dropped; it may have been one of them.`
  }
  const messageId = (await idOfXi(sql, id)) ?? (isMessageId(id) ? id : undefined)
  if (messageId === undefined) return undefined
  const month = yearAndMonth(timeOf(messageId))
  return (await lastDropped(sql, timeOf(messageId))) === month ? `The messages of ${month} were dropped.` : undefined
}

async function lastDropped(sql: Sql, until: Date): Promise<string | undefined> {
  const last = (await droppedMonths(sql, until)).at(-1)
  return last && yearAndMonth(last)
}

function yearAndMonth(time: Date): string {
  return time.toISOString().slice(0, 7)
}

function isIdocNumber(id: string): boolean {
  return /^\d{1,16}$/.test(id)
}

function isMessageId(id: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(id)
}
