import { createHmac, randomBytes } from 'node:crypto'
import type { Sql } from 'postgres'
import { findAccount } from '../store/accounts.ts'
import type { Identity, SettingsUser } from './identity.ts'
import { hashPassword, isPassword } from './password.ts'
import { rolesAmong } from './role.ts'
import { isSameText } from './same-text.ts'

/** Who has this name and this password: a user of the settings, else one of ours; nobody when either is wrong. */
export async function signIn(
  { sql, users }: { readonly sql: Sql; readonly users: readonly SettingsUser[] },
  { name, password }: { readonly name: string; readonly password: string },
): Promise<Identity | undefined> {
  const configured = users.find((user) => isSameText(user.name, name))
  if (configured !== undefined) {
    return isSameText(configured.password, password) ? { name, roles: configured.roles, way: 'settings' } : undefined
  }
  // PostgreSQL's text holds no NUL.
  const account = name.includes('\0') ? undefined : await findAccount(sql, name)
  // An unknown name takes as long as a known one.
  const isRight = await isKept(name, password, account?.password ?? (await nobodys()))
  if (!isRight || account === undefined || account.isDisabled) return undefined
  return { name, roles: rolesAmong(account.roles), way: 'local' }
}

/** Programs send their password with every request; what was right once is known again without another scrypt. */
async function isKept(name: string, password: string, kept: string): Promise<boolean> {
  const mark = createHmac('sha256', ownKey)
    .update(JSON.stringify([name, password, kept]))
    .digest('base64')
  if (knownRight.has(mark)) return true
  if (!(await isPassword(password, kept))) return false
  if (knownRight.size >= 1000) knownRight.clear()
  knownRight.add(mark)
  return true
}

const ownKey = randomBytes(32)
const knownRight = new Set<string>()

let dummy: Promise<string> | undefined

function nobodys(): Promise<string> {
  dummy ??= hashPassword(randomBytes(32).toString('base64url'))
  return dummy
}
