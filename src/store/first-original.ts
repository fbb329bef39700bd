import type { ISql as Sql } from 'postgres'
import { correctedMark } from '../message/corrected-mark.ts'

/** The identity of what came from SAP, of a corrected copy as well, and of a copy of that. */
export function firstIdentity(identity: string): string {
  return identity.split(correctedMark)[0] as string
}

/** The id of what came from SAP, of a corrected copy as well; the message itself where that is gone. */
export async function firstOriginal(sql: Sql, { id, identity }: { id: string; identity: string }): Promise<string> {
  if (!identity.includes(correctedMark)) return id
  const [first] = await sql<{ id: string }[]>`
    select message_id as id from message_identity where identity = ${firstIdentity(identity)}`
  return first?.id ?? id
}
