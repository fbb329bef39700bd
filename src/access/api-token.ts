import { randomBytes } from 'node:crypto'
import type { Sql } from 'postgres'
import { findApiToken } from '../store/api-tokens.ts'
import type { Identity } from './identity.ts'
import { rolesAmong } from './role.ts'
import { sha256 } from './same-text.ts'

const beginning = 'landbridge_'

/** A new key for a program. It begins so that people and scanners of secrets know what they have found. */
export function newApiToken(): string {
  return `${beginning}${randomBytes(32).toString('base64url')}`
}

/** Whether it looks like one of ours; others are for another issuer. */
export function isApiToken(token: string): boolean {
  return token.startsWith(beginning)
}

/** Which program that is; nobody when it is no token of ours, was revoked or has expired. */
export async function apiTokenIdentity(sql: Sql, token: string): Promise<Identity | undefined> {
  const found = await findApiToken(sql, sha256(token))
  return found && { name: `token/${found.name}`, roles: rolesAmong(found.roles), way: 'token' }
}
