import { isUtf8 } from 'node:buffer'
import type { Fragment, ISql as Sql } from 'postgres'
import type { NewMessage } from './insert-messages.ts'
import { timeOf } from './message-id.ts'
import { packed, separator } from './packed.ts'

/**
 * The `with` queries that store messages which most likely never came before, for the statement that does all the rest with them. The
 * last one, `before`, has one row when their identities are taken; the statement fails with `cameBefore` where one was already.
 */
export function insertNewMessages(sql: Sql, messages: readonly NewMessage[]): Fragment {
  const all = <T>(of: (message: NewMessage) => T) => messages.map(of)
  return sql`
    arrived as materialized (
      select * from unnest(
        string_to_array(${packed(all(({ messageId }) => messageId))}, chr(30))::uuid[],
        ${all(({ arrival }) => arrival.identity)}::text[],
        ${all(({ arrival }) => arrival.interface)}::text[],
        ${all(({ arrival }) => arrival.channel)}::text[],
        ${all(({ arrival }) => arrival.system)}::text[],
        ${all(({ arrival }) => arrival.idoc ?? null)}::text[],
        ${all(({ arrival }) => arrival.type)}::text[],
        ${all(({ arrival }) => arrival.version)}::text[],
        ${all(({ arrival }) => arrival.contentType)}::text[],
        string_to_array(${packed(all(({ arrival }) => JSON.stringify(arrival.document.header)))}, chr(30)),
        string_to_array(${packed(all(({ arrival }) => textOf(arrival.payload)))}, chr(30)),
        string_to_array(${packed(all(({ messageId }) => timeOf(messageId).toISOString()))}, chr(30))::timestamptz[]
      ) as arrived (
        id, identity, interface, channel, system, idoc, type, version, content_type, header, payload, received_at
      )
    ), identified as (
      insert into message_identity (identity, message_id)
      select identity, id from arrived order by identity collate "C"
      returning identity
    ), stored as (
      insert into message (
        id, identity, interface, channel, system, idoc, type, version, content_type, header, payload, received_at
      )
      select
        id, identity, interface, channel, system, idoc, type, version, content_type, header::jsonb,
        convert_to(payload, 'UTF8'), received_at
      from arrived
    ), before as materialized (
      select count(*) from identified
    )`
}

/** Whether these can go so: payloads are texts then, of a size that one statement may have. */
export function canGoAtOnce(messages: readonly NewMessage[]): boolean {
  let bytes = 0
  for (const { arrival } of messages) bytes += arrival.payload.length
  return bytes <= mostBytes && messages.every(({ arrival }) => isPlainText(arrival.payload))
}

/** Whether the statement failed because one of the messages came before. */
export function cameBefore(error: unknown): boolean {
  return error instanceof Error && 'constraint_name' in error && error.constraint_name === 'message_identity_pkey'
}

/** Beyond that the client's buffers would grow for good. */
const mostBytes = 1024 * 1024

/** PostgreSQL knows no NUL in a text; the other byte is what texts are told apart by. No document is empty. */
function isPlainText(payload: Uint8Array): boolean {
  return isUtf8(payload) && !payload.includes(0) && !payload.includes(separator.charCodeAt(0))
}

function textOf({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('utf8')
}
