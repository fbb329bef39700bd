import type { ISql as Sql } from 'postgres'
import type { Claim } from './claim.ts'

/**
 * Locks the lanes of these claims until the transaction ends and gives the claims that are still held; with a lost one the
 * caller must do nothing. First statement of every transaction that settles claims; sorted, as enqueue locks them.
 */
export async function lockStillHeld(tx: Sql, claims: readonly Claim[]): Promise<Claim[]> {
  if (claims.length === 0) return []
  const lanes = await tx<{ token: string; objectKey: string }[]>`
    select lane.claimed_by as token, lane.object_key as "objectKey"
    from unnest(
      ${claims.map(({ objectKey }) => objectKey)}::text[], ${claims.map(({ token }) => token)}::text[]
    ) as claim (object_key, token)
    join lane on lane.object_key = claim.object_key and lane.claimed_by = claim.token
    order by lane.object_key
    for update of lane`
  const held = new Set(lanes.map(({ token, objectKey }) => `${token} ${objectKey}`))
  return claims.filter(({ token, objectKey }) => held.has(`${token} ${objectKey}`))
}
