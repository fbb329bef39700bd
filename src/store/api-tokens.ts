import type { ISql as Sql } from 'postgres'

/** A program's key to the API, without the key. */
export interface ApiToken {
  id: string
  name: string
  roles: string[]
  createdAt: Date
  createdBy: string
  expiresAt: Date
  /** When it was last used, to the minute. */
  usedAt: Date | null
}

/** Nothing when a token of that name is still good. */
export async function insertApiToken(
  tx: Sql,
  token: { name: string; hash: Uint8Array; roles: readonly string[]; createdBy: string; days: number },
): Promise<ApiToken | undefined> {
  const { name, hash, roles, createdBy, days } = token
  const [made] = await tx<ApiToken[]>`
    insert into api_token (name, hash, roles, created_by, expires_at)
    select ${name}, ${hash}, ${roles as string[]}, ${createdBy}, now() + make_interval(days => ${days})
    where not exists (select from api_token where name = ${name} and expires_at > now())
    returning ${columns(tx)}`
  return made
}

/** Also those that have expired. */
export async function readApiTokens(sql: Sql): Promise<ApiToken[]> {
  return sql<ApiToken[]>`select ${columns(sql)} from api_token order by name, created_at`
}

/** Nothing when there is no such token, or when it has expired. */
export async function findApiToken(sql: Sql, hash: Uint8Array): Promise<Pick<ApiToken, 'name' | 'roles'> | undefined> {
  const [found] = await sql<(Pick<ApiToken, 'name' | 'roles'> & { isStale: boolean })[]>`
    select name, roles, used_at is null or used_at < now() - interval '1 minute' as "isStale"
    from api_token where hash = ${hash} and expires_at > now()`
  if (found === undefined) return undefined
  const { isStale, ...token } = found
  if (isStale) await sql`update api_token set used_at = now() where hash = ${hash}`
  return token
}

/** Gives its name; nothing when there is none. */
export async function deleteApiToken(tx: Sql, id: string): Promise<string | undefined> {
  const [gone] = await tx<{ name: string }[]>`delete from api_token where id = ${id} returning name`
  return gone?.name
}

function columns(sql: Sql) {
  return sql`
    id, name, roles, created_at as "createdAt", created_by as "createdBy", expires_at as "expiresAt", used_at as "usedAt"`
}
