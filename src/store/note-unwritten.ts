import type { ISql as Sql } from 'postgres'

/** What a delivery can be looked for by though nothing of its object was ever written. */
export interface Unwritten {
  readonly messageId: string
  readonly objectKey: string
  /** Words, as a record's (`foundBy`). */
  readonly foundBy: string
}

/** Notes it on the deliveries, in the transaction that holds them. */
export async function noteUnwritten(tx: Sql, unwritten: readonly Unwritten[]): Promise<void> {
  if (unwritten.length === 0) return
  await tx`
    update delivery set found_by = noted.found_by
    from unnest(
      ${unwritten.map(({ messageId }) => messageId)}::uuid[],
      ${unwritten.map(({ objectKey }) => objectKey)}::text[],
      ${unwritten.map(({ foundBy }) => foundBy)}::text[]
    ) as noted (message_id, object_key, found_by)
    where delivery.message_id = noted.message_id and delivery.object_key = noted.object_key`
}
