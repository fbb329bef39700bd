import type { ISql as Sql } from 'postgres'
import type { Claim } from './claim.ts'

/**
 * Locks the lanes of these claims until the transaction ends and gives the claims that are still held; with a lost one the
 * caller must do nothing. First statement of every transaction that settles claims; sorted, as enqueue locks them.
 */
export async function lockStillHeld(tx: Sql, claims: readonly Claim[]): Promise<Claim[]> {
  if (claims.length === 0) return []
  const lanes = await tx<{ token: string; objectKey: string }[]>`
    select claimed_by as token, object_key as "objectKey"
    from lane
    where (object_key, claimed_by) in (
      select "objectKey", token
      from json_to_recordset(${tx.json(claims as never)}::json) as claim ("objectKey" text, token text)
    )
    order by object_key
    for update`
  const held = new Set(lanes.map(({ token, objectKey }) => `${token} ${objectKey}`))
  return claims.filter(({ token, objectKey }) => held.has(`${token} ${objectKey}`))
}
