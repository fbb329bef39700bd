import type { Sql } from 'postgres'
import { findMessages } from '../../store/find-messages.ts'
import { type MessageDetail, readMessage } from '../../store/read-message.ts'
import { Problem } from '../problem.ts'

/**
 * The message a person means: by its id, the beginning of it, or its IDoc number.
 * @param most so many of its deliveries and attempts; all when not given, which of some documents are tens of thousands
 * @throws {Problem} none, or several
 */
export async function findOne(sql: Sql, id: string, most?: number): Promise<MessageDetail> {
  const ids = /^\d{1,16}$/.test(id) ? await idsOfIdoc(sql, id) : [id]
  const [only, another] = ids
  if (another !== undefined) {
    throw new Problem(400, `Several messages have the IDoc number ${id}`, `Use a message id: ${ids.join(', ')}.`)
  }
  const found = only === undefined ? undefined : await readMessage(sql, only, most)
  if (found === undefined)
    throw new Problem(404, `There is no message ${id}`, 'GET /api/messages and npx landbridge messages list what there is.')
  return found
}

/** Of the same number newest first; two systems, or two clients of one, may use the same. */
async function idsOfIdoc(sql: Sql, idoc: string): Promise<string[]> {
  const { items } = await findMessages(sql, { idoc, limit: 5 })
  return items.map((message) => message.id)
}
