import type { ISql as Sql } from 'postgres'
import type { Answer, AnswerChannel, AnsweredObject } from '../message/answer.ts'
import { type DeliveryStatus, deliveryStatuses, isOpen } from '../message/delivery-status.ts'
import type { Operation } from '../message/write.ts'
import { packed } from './packed.ts'

const open = deliveryStatuses.filter((status) => isOpen[status])

/** Says which systems are answered from now on. */
export async function setAnsweredSystems(
  sql: Sql,
  channels: readonly Pick<AnswerChannel, 'system' | 'kind' | 'interfaces'>[],
): Promise<void> {
  const named = channels.map(({ system, kind }) => `${kind} ${system}`)
  await sql`delete from answered_system where not kind || ' ' || system = any(${named})`
  for (const { system, kind, interfaces } of channels) {
    await sql`
      insert into answered_system (system, kind, interfaces) values (${system}, ${kind}, ${[...interfaces]})
      on conflict (system, kind) do update set interfaces = excluded.interfaces`
  }
}

/**
 * Notes that these messages are to be answered, as far as all of their deliveries have ended and their system wants answers. Part
 * of the transaction that ends the deliveries.
 */
export async function queueAnswers(tx: Sql, messages: readonly EndedMessage[]): Promise<void> {
  const alone = messages.filter(({ idoc }) => idoc !== undefined)
  const ids = new Set(messages.filter(({ idoc }) => idoc === undefined).map(({ id }) => id))
  await Promise.all([queueAnswersOfOne(tx, alone), queueAnswersOfMany(tx, [...ids])])
}

/** A message of which a delivery has just ended. */
export interface EndedMessage {
  readonly id: string
  /** Where it is known already that the message is an IDoc and this was its only delivery. */
  readonly idoc?: { readonly system: string; readonly interface: string } | undefined
}

/** Nothing more need be asked. */
async function queueAnswersOfOne(tx: Sql, messages: readonly EndedMessage[]): Promise<void> {
  if (messages.length === 0) return
  await tx`
    insert into answer (message_id, system, kind)
    select id, system, kind
    from unnest(
      string_to_array(${packed(messages.map(({ id }) => id))}, chr(30))::uuid[],
      ${messages.map(({ idoc }) => idoc?.system ?? '')}::text[], ${messages.map(({ idoc }) => idoc?.interface ?? '')}::text[]
    ) as ended (id, system, interface)
    join answered_system using (system)
    where kind = 'idoc' and (cardinality(interfaces) = 0 or interface = any(interfaces))
    ${again(tx)}`
}

async function queueAnswersOfMany(tx: Sql, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  // Two transactions that end the last two deliveries of one message at the same moment would each see the other's still open, and
  // nobody would answer: they go one after the other, in the order of the ids. The second statement sees what
  // was committed while the first one waited. Neither looks at all the deliveries of a message, which may be ten thousand.
  const inTurn = tx`
    select pg_advisory_xact_lock(hashtextextended(shared.message_id::text, 0))
    from (
      select message_id from unnest(${ids}::uuid[]) as ended (message_id)
      where exists (select from delivery where delivery.message_id = ended.message_id offset 1)
      order by message_id
    ) shared`
  const queued = tx`
    insert into answer (message_id, system, kind)
    select id, message.system, kind
    from message
    join answered_system
      on answered_system.system = message.system and kind = case when idoc is null then 'xi' else 'idoc' end
    where id = any(${ids}::uuid[])
      and (idoc is not null or header ? 'AcksWanted')
      and (cardinality(interfaces) = 0 or interface = any(interfaces))
      and not exists (
        select from unnest(${open}::text[]) as open (status)
        where exists (
          -- Also that it is not delivered, or the index of those that are not would not do.
          select from delivery where message_id = id and delivery.status = open.status and delivery.status <> 'delivered'
        )
      )
    ${again(tx)}`
  await Promise.all([inTurn, queued])
}

/** One that ends anew, after a restart, is answered anew. */
function again(tx: Sql) {
  return tx`
    on conflict (message_id) do update set
      version = answer.version + 1, sent_at = null, queued_at = now(), due_at = now(), attempts = 0, reason = null, refused = false,
      given_up = false`
}

/** An answer a system still waits for. */
export interface WaitingAnswer {
  messageId: string
  version: number
  attempts: number
  isDue: boolean
}

/** Those that go out in order: the oldest messages first, without what SAP refuses. */
export async function waitingAnswers(
  tx: Sql,
  { system, kind, mostAtOnce }: Pick<AnswerChannel, 'system' | 'kind' | 'mostAtOnce'>,
): Promise<WaitingAnswer[]> {
  return tx<WaitingAnswer[]>`
    select message_id as "messageId", version, attempts, due_at <= now() as "isDue"
    from answer
    where system = ${system} and kind = ${kind} and sent_at is null and not refused
    order by message_id
    limit ${mostAtOnce}`
}

/**
 * One of those that SAP refused, the one that should be tried again first, what a person wants sent now before all; nothing while none is due.
 * @param onlyWanted no other than that
 */
export async function refusedAnswer(
  tx: Sql,
  { system, kind }: Pick<AnswerChannel, 'system' | 'kind'>,
  { onlyWanted }: { onlyWanted: boolean },
): Promise<WaitingAnswer | undefined> {
  const [answer] = await tx<WaitingAnswer[]>`
    select message_id as "messageId", version, attempts, true as "isDue"
    from answer
    where system = ${system} and kind = ${kind} and sent_at is null and refused and due_at <= now()
      -- Refused, and yet not tried: as a person wants it sent.
      and (attempts = 0 or not ${onlyWanted})
    order by attempts > 0, due_at
    limit 1`
  return answer
}

export async function answersSent(tx: Sql, sent: readonly WaitingAnswer[]): Promise<void> {
  await tx`
    update answer set sent_at = now(), given_up = false, reason = null
    from unnest(${sent.map(({ messageId }) => messageId)}::uuid[], ${sent.map(({ version }) => version)}::integer[]) as done (id, version)
    where message_id = done.id and answer.version = done.version`
}

/** They are sent again after that time. */
export async function answersFailed(
  tx: Sql,
  failed: readonly WaitingAnswer[],
  milliseconds: number,
  reason: string,
): Promise<void> {
  await tx`
    update answer set attempts = attempts + 1, reason = ${reason}, due_at = now() + ${milliseconds} * interval '1 millisecond'
    where message_id = any(${failed.map(({ messageId }) => messageId)}::uuid[])`
}

/** SAP refuses these for what they say: they no longer stand in the order, and are tried again one by one after that time. */
export async function answersRefused(
  tx: Sql,
  refused: readonly WaitingAnswer[],
  milliseconds: number,
  reason: string,
): Promise<void> {
  await tx`
    update answer set
      refused = true, attempts = attempts + 1, reason = ${reason}, due_at = now() + ${milliseconds} * interval '1 millisecond'
    from unnest(${refused.map(({ messageId }) => messageId)}::uuid[], ${refused.map(({ version }) => version)}::integer[]) as done (id, version)
    where message_id = done.id and answer.version = done.version`
}

/** SAP takes what is before these: they go out at once, as if they had not been tried. */
export async function answersGoOn(tx: Sql, waiting: readonly WaitingAnswer[]): Promise<void> {
  await tx`
    update answer set attempts = 0, reason = null, due_at = now()
    where message_id = any(${waiting.map(({ messageId }) => messageId)}::uuid[]) and attempts > 0`
}

/** What there is to say about these messages, in their order. */
export async function readAnswers(sql: Sql, messageIds: readonly string[]): Promise<Answer[]> {
  const rows = await sql<AnswerRow[]>`
    select
      id as "messageId", coalesce(idoc, '') as idoc, header ->> 'MESTYP' as "messageType",
      case when idoc is null then payload end as payload, content_type as "contentType",
      object_key as "objectKey", status, operation, rows, reason, warnings, coalesce(finished_at, received_at) as at
    from message
    join delivery on delivery.message_id = id
    where id = any(${messageIds as string[]}::uuid[])
    order by id, object_key`
  const byMessage = Map.groupBy(rows, ({ messageId }) => messageId)
  return [...byMessage.values()].map((deliveries) => {
    const { messageId, idoc, messageType, payload, contentType } = deliveries[0] as AnswerRow
    const xi = payload === null ? {} : { xi: { payload, contentType } }
    return { messageId, idoc, messageType: messageType ?? '', ...xi, objects: deliveries.map(answeredObject) }
  })
}

interface AnswerRow {
  messageId: string
  idoc: string
  messageType: string | null
  payload: Uint8Array | null
  contentType: string
  objectKey: string
  status: DeliveryStatus
  operation: Operation | null
  rows: { table: string; id: string }[]
  reason: string | null
  warnings: string[]
  at: Date
}

function answeredObject({ objectKey, status, operation, rows, reason, warnings, at }: AnswerRow): AnsweredObject {
  return {
    objectKey,
    isPosted: status !== 'cancelled',
    operation: operation ?? 'none',
    row: rows[0],
    text: reason ?? warnings.join('; '),
    at,
  }
}
