import type { Role } from './role.ts'

/** Somebody who was recognised: a person or a program. */
export interface Identity {
  /** Stands in the audit log. */
  readonly name: string
  readonly roles: readonly Role[]
  /** How they are known: by the settings, by a user of ours, by an identity provider, by an API token, by another issuer's token. */
  readonly way: 'settings' | 'local' | 'oidc' | 'token' | 'bearer'
}

/** A user of the settings. */
export interface SettingsUser {
  readonly name: string
  readonly password: string
  readonly roles: readonly Role[]
}
