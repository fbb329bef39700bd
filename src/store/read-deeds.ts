import type { ISql as Sql } from 'postgres'
import { correctedMark } from '../message/corrected-mark.ts'
import { type NamedMessage, nameMessages } from './named-messages.ts'

/** What a person or a program did to a message. */
export interface DeedView {
  /** ISO time. */
  at: string
  who: string
  action: string
  reason?: string
  detail?: string
}

export async function readDeeds(sql: Sql, messageId: string): Promise<DeedView[]> {
  const deeds = await sql<{ at: Date; who: string; action: string; reason: string | null; detail: string | null }[]>`
    select at, who, action, reason, detail from audit where message_id = ${messageId} order by id`
  return deeds.map(({ at, reason, detail, ...deed }) => ({
    ...deed,
    at: at.toISOString(),
    ...(reason !== null && { reason }),
    ...(detail !== null && { detail }),
  }))
}

/** The message a corrected one was made from, told by its identity, and those that were made from it, told by what was done to it. */
export async function readKin(
  sql: Sql,
  identity: string,
  deeds: readonly DeedView[],
): Promise<{ replaces?: NamedMessage; replacedBy?: NamedMessage[] }> {
  const later = deeds.flatMap(({ action, detail }) => (action === 'edit' ? (/[0-9a-f-]{36}$/.exec(detail ?? '') ?? []) : []))
  const cut = identity.lastIndexOf(correctedMark)
  if (cut === -1 && later.length === 0) return {}
  const [before] =
    cut === -1
      ? []
      : await sql<{ id: string }[]>`select message_id as id from message_identity where identity = ${identity.slice(0, cut)}`
  const names = await nameMessages(sql, [...later, ...(before === undefined ? [] : [before.id])])
  const replaces = before && names.get(before.id)
  const replacedBy = later.flatMap((id) => names.get(id) ?? [])
  return { ...(replaces && { replaces }), ...(replacedBy.length > 0 && { replacedBy }) }
}
