import type { ISql as Sql } from 'postgres'

/** Somebody who signs in with a password of ours. */
export interface Account {
  name: string
  roles: string[]
  isDisabled: boolean
  createdAt: Date
  createdBy: string
}

/** With what is kept of the password; nothing when there is no such user. */
export async function findAccount(sql: Sql, name: string): Promise<(Account & { password: string }) | undefined> {
  const [account] = await sql<(Account & { password: string })[]>`
    select name, password, roles, is_disabled as "isDisabled", created_at as "createdAt", created_by as "createdBy"
    from account_user where name = ${name}`
  return account
}

/** False when there is one of that name already. */
export async function insertAccount(
  tx: Sql,
  account: { name: string; password: string; roles: readonly string[]; createdBy: string },
): Promise<boolean> {
  const { count } = await tx`
    insert into account_user (name, password, roles, created_by)
    values (${account.name}, ${account.password}, ${account.roles as string[]}, ${account.createdBy})
    on conflict do nothing`
  return count === 1
}

/** Changes what is given; false when there is no such user. With a new password, or disabled, they are signed out everywhere. */
export async function updateAccount(
  tx: Sql,
  name: string,
  { password, roles, isDisabled }: { password?: string; roles?: readonly string[]; isDisabled?: boolean },
): Promise<boolean> {
  const { count } = await tx`
    update account_user set
      password = coalesce(${password ?? null}, password),
      roles = coalesce(${(roles as string[]) ?? null}, roles),
      is_disabled = coalesce(${isDisabled ?? null}, is_disabled)
    where name = ${name}`
  if (password !== undefined || isDisabled === true) await tx`delete from session where name = ${name} and way = 'local'`
  return count === 1
}

/** All of them, by name. */
export async function readAccounts(sql: Sql): Promise<Account[]> {
  return sql<Account[]>`
    select name, roles, is_disabled as "isDisabled", created_at as "createdAt", created_by as "createdBy"
    from account_user order by name`
}

/** They are signed out everywhere. False when there is no such user. */
export async function deleteAccount(tx: Sql, name: string): Promise<boolean> {
  await tx`delete from session where name = ${name} and way = 'local'`
  const { count } = await tx`delete from account_user where name = ${name}`
  return count === 1
}
