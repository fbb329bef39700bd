import type { ISql as Sql } from 'postgres'

/** A browser that is signed in, as of now. */
export interface Session {
  name: string
  way: 'settings' | 'local' | 'oidc'
  roles: string[]
  expiresAt: Date
}

/** Eight hours without a request end a session, and a day in any case. */
export async function insertSession(
  tx: Sql,
  session: { hash: Uint8Array; name: string; way: Session['way']; roles: readonly string[] },
): Promise<{ expiresAt: Date }> {
  await tx`delete from session where expires_at < now()`
  const [made] = await tx<[{ expiresAt: Date }]>`
    insert into session (hash, name, way, roles, expires_at)
    values (${session.hash}, ${session.name}, ${session.way}, ${session.roles as string[]}, now() + interval '8 hours')
    returning expires_at as "expiresAt"`
  return made
}

/** Nothing when it has expired, or when the user is gone or disabled. The roles of a user of ours are those of this moment. */
export async function findSession(sql: Sql, hash: Uint8Array): Promise<Session | undefined> {
  const [found] = await sql<(Session & { isStale: boolean })[]>`
    select
      session.name, way, coalesce(account.roles, session.roles) as roles, expires_at as "expiresAt",
      seen_at < now() - interval '1 minute' as "isStale"
    from session
    left join account_user account on way = 'local' and account.name = session.name
    where hash = ${hash} and expires_at > now() and (way <> 'local' or not account.is_disabled)`
  if (found === undefined) return undefined
  const { isStale, ...session } = found
  if (isStale) await touch(sql, hash)
  return session
}

export async function deleteSession(sql: Sql, hash: Uint8Array): Promise<void> {
  await sql`delete from session where hash = ${hash}`
}

async function touch(sql: Sql, hash: Uint8Array): Promise<void> {
  await sql`
    update session
    set seen_at = now(), expires_at = least(now() + interval '8 hours', created_at + interval '1 day')
    where hash = ${hash}`
}
