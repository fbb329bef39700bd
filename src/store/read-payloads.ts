import type { ISql as Sql } from 'postgres'

/** A stored message as it came, with what is needed to read it again. */
export interface StoredPayload {
  id: string
  payload: Uint8Array
  contentType: string
  system: string
  version: string
  interface: string
  receivedAt: Date
}

/** The payloads of these messages, in no particular order; a message that retention has dropped, or whose payload it has removed, is not among them. */
export async function readPayloads(sql: Sql, messageIds: readonly string[]): Promise<StoredPayload[]> {
  if (messageIds.length === 0) return []
  return sql<StoredPayload[]>`
    select id, payload, content_type as "contentType", system, version, interface, received_at as "receivedAt"
    from message
    where id = any(${messageIds as string[]}::uuid[]) and payload is not null`
}
