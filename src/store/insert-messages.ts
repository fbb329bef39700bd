import type { ISql as Sql } from 'postgres'
import type { Arrival } from '../message/arrival.ts'
import { copyRows, jsonb, timestamptz, uuid } from './copy-rows.ts'
import { newMessageId, timeOf } from './message-id.ts'

/**
 * Stores arrivals as messages, in the order given, and gives each one's id. A document that came before, in an earlier
 * packet or in this one, by its identity, is `repeated` and has the first one's id. Part of the caller's transaction.
 */
export async function insertMessages(
  sql: Sql,
  arrivals: readonly KnownArrival[],
): Promise<{ messageId: string; repeated: boolean }[]> {
  const firsts = firstOfEachIdentity(arrivals)
  const known = await takeIdentities(sql, firsts)
  const fresh = firsts.filter(({ messageId, arrival }) => known.get(arrival.identity) === messageId)
  await copyMessages(sql, fresh)
  const firstArrivals = new Set(fresh.map(({ arrival }) => arrival))
  return arrivals.map((arrival) => ({
    messageId: known.get(arrival.identity) ?? neverMissing(arrival.identity),
    repeated: !firstArrivals.has(arrival),
  }))
}

/** An arrival whose interface is known. */
export type KnownArrival = Arrival & { readonly interface: string }

/** An arrival with the id of the message it becomes if it did not come before. */
export interface NewMessage {
  readonly messageId: string
  readonly arrival: KnownArrival
}

/** One for each identity, in the order of the first ones. */
export function firstOfEachIdentity(arrivals: readonly KnownArrival[]): NewMessage[] {
  const firsts = new Map<string, NewMessage>()
  for (const arrival of arrivals) {
    if (!firsts.has(arrival.identity)) firsts.set(arrival.identity, { messageId: newMessageId(), arrival })
  }
  return [...firsts.values()]
}

/**
 * The message id that each identity belongs to: the one offered, or the one it had before. Inserting an identity that another
 * transaction is just inserting waits until that one is over. They go in sorted, so two packets never wait for each other;
 * the second statement sees what was committed while the first one waited.
 */
async function takeIdentities(sql: Sql, firsts: readonly NewMessage[]): Promise<Map<string, string>> {
  if (firsts.length === 0) return new Map()
  const identities = firsts.map(({ arrival }) => arrival.identity)
  const taken = await sql<{ identity: string }[]>`
    insert into message_identity (identity, message_id)
    select identity, message_id
    from unnest(${identities}::text[], ${firsts.map(({ messageId }) => messageId)}::uuid[]) as offered (identity, message_id)
    order by identity collate "C"
    on conflict (identity) do nothing
    returning identity`
  const isTaken = new Set(taken.map(({ identity }) => identity))
  const known = new Map(firsts.map(({ messageId, arrival }) => [arrival.identity, messageId]))
  const repeated = identities.filter((identity) => !isTaken.has(identity))
  if (repeated.length === 0) return known
  const earlier = await sql<{ identity: string; messageId: string }[]>`
    update message_identity
    set repeated = repeated + 1
    from (
      select identity from message_identity where identity = any(${repeated}::text[]) order by identity collate "C" for update
    ) came_again
    where message_identity.identity = came_again.identity
    returning message_identity.identity, message_id as "messageId"`
  for (const { identity, messageId } of earlier) known.set(identity, messageId)
  return known
}

/** Nothing else goes out on the connection while the rows do. */
async function copyMessages(sql: Sql, rows: readonly NewMessage[]): Promise<void> {
  if (rows.length === 0) return
  await copyRows(
    sql`
      copy message (
        id, identity, interface, channel, system, idoc, type, version, content_type, header, payload, received_at
      ) from stdin (format binary)`,
    rows.map(({ messageId, arrival }) => [
      uuid(messageId),
      arrival.identity,
      arrival.interface,
      arrival.channel,
      arrival.system,
      arrival.idoc ?? null,
      arrival.type,
      arrival.version,
      arrival.contentType,
      jsonb(arrival.document.header),
      arrival.payload,
      // The time inside the id, so that a search by time is a search by id.
      timestamptz(timeOf(messageId)),
    ]),
  )
}

function neverMissing(identity: string): never {
  throw new Error(`The identity ${identity} was neither inserted nor found; is a retention run deleting it at this moment?`)
}
