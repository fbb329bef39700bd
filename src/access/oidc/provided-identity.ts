import type { IDToken } from 'openid-client'
import { rolesOfAppRoles } from '../app-roles.ts'
import type { Role } from '../role.ts'
import type { ProviderSettings } from './provider-settings.ts'

/** Somebody as a provider knows them. */
export interface ProvidedIdentity {
  /** As they sign in there: `erika@contoso.com`. */
  readonly name: string
  /** What they are called and their id, which stays theirs when the name goes to somebody else; for the audit log. */
  readonly description: string
  /** Those of Landbridge; none when nobody gave them any. */
  readonly roles: readonly Role[]
}

type Claims = Pick<ProviderSettings, 'rolesClaim' | 'appRoles'>

export function providedIdentity(claims: IDToken, { rolesClaim, appRoles }: Claims): ProvidedIdentity {
  const { name, oid, sub } = claims
  const id = typeof oid === 'string' ? `oid ${clean(oid)}` : `sub ${clean(sub)}`
  return {
    name: userNameIn(claims) ?? clean(sub),
    description: typeof name === 'string' ? `${clean(name)} (${id})` : id,
    roles: rolesOfAppRoles(textsIn(claimAt(claims, rolesClaim)), appRoles),
  }
}

/** Whether the ID token says all there is to know. That of Microsoft Entra ID, which names its tenant, always does. */
export function isComplete(claims: IDToken, { rolesClaim }: Claims): boolean {
  return claims.tid !== undefined || (claimAt(claims, rolesClaim) !== undefined && userNameIn(claims) !== undefined)
}

function userNameIn({ preferred_username: user, upn, email }: IDToken): string | undefined {
  const found = [user, upn, email].find((claim) => typeof claim === 'string' && clean(claim) !== '')
  return typeof found === 'string' ? clean(found) : undefined
}

/** Names of claims may have dots themselves (`https://contoso.com/roles`), so the whole name comes first. */
function claimAt(claims: IDToken, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path]
  return path.split('.').reduce<unknown>((inside, name) => {
    return typeof inside === 'object' && inside !== null && Object.hasOwn(inside, name)
      ? (inside as Record<string, unknown>)[name]
      : undefined
  }, claims)
}

function textsIn(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string')
}

/** Without what does not show or turns the line around; people choose such names themselves at some providers. */
function clean(text: string): string {
  return text.replaceAll(/\p{C}/gu, '').trim().slice(0, 200)
}
