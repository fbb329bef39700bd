import type { ISql as Sql } from 'postgres'
import { idsBeginningWith, xiIdentity } from './message-id.ts'
import type { MessageRow } from './message-view.ts'

/** A message without its payload and what became of it. */
export interface FoundMessage extends MessageRow {
  contentType: string
  /** Size of the payload; 0 when it was removed. */
  bytes: number
  /** After how many days the payload was removed; null while it is there. */
  keptDays: number | null
  /** How often the same document came again. */
  repeatedCount: number
}

/** The message with this id or of this XI message id, or the only one whose id begins so; nothing when there is none or several. */
export async function findMessage(sql: Sql, id: string): Promise<FoundMessage | undefined> {
  const ids = idsBeginningWith(id)
  if (ids === undefined) return undefined
  const [row, another] = await sql<FoundMessage[]>`
    select
      id, message.identity, interface, channel, system, idoc, type, received_at as "receivedAt",
      content_type as "contentType", coalesce(length(payload), 0) as bytes, kept_days as "keptDays", coalesce(repeated, 0) as "repeatedCount"
    from message
    left join message_identity on message_identity.identity = message.identity
    where id = any(array(
      (select id from message where id between ${ids.from} and ${ids.to} order by id limit 2)
      union all
      select message_id from message_identity where identity = ${xiIdentity(id) ?? null}
    ))
    limit 2`
  return another === undefined ? row : undefined
}

/**
 * Of the messages with this IDoc number, with or without leading zeros, the newest of each system and client, as each of those counts for
 * itself. What has the number twice there is a corrected copy, or was edited in SAP and sent again: the newest counts.
 */
export async function idsOfIdoc(sql: Sql, idoc: string, most: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id
    from (
      select distinct on (sender) (string_to_array(identity, '/'))[2:3] as sender, id
      from message
      where id = any(array(select id from message where ltrim(idoc, '0') = ${idoc.replace(/^0+/, '')} and idoc is not null))
      order by sender, id desc
    ) newest
    order by id desc
    limit ${most}`
  return rows.map(({ id }) => id)
}

/** The id that the message of this XI message id has, or had; nothing when none ever came, or it is no such id. */
export async function idOfXi(sql: Sql, xiMessageId: string): Promise<string | undefined> {
  const identity = xiIdentity(xiMessageId)
  if (identity === undefined) return undefined
  const [row] = await sql<{ id: string }[]>`select message_id as id from message_identity where identity = ${identity}`
  return row?.id
}
