import type { ISql as Sql } from 'postgres'
import type { Claim } from './claim.ts'

/** Puts the end of claims off to `seconds` from now; gives those that were still held. */
export async function renew(sql: Sql, claims: readonly Claim[], seconds: number): Promise<Claim[]> {
  if (claims.length === 0) return []
  const renewed = await sql<{ token: string; objectKey: string }[]>`
    with held as materialized (
      select lane.object_key
      from lane
      join json_to_recordset(${sql.json(claims as never)}::json) as claim ("objectKey" text, token text)
        on lane.object_key = claim."objectKey" and lane.claimed_by = claim.token
      order by lane.object_key
      for update of lane
    )
    update lane
    set due_at = clock_timestamp() + make_interval(secs => ${seconds})
    from held
    where lane.object_key = held.object_key
    returning lane.claimed_by as token, lane.object_key as "objectKey"`
  const held = new Set(renewed.map(({ token, objectKey }) => `${token} ${objectKey}`))
  return claims.filter(({ token, objectKey }) => held.has(`${token} ${objectKey}`))
}
