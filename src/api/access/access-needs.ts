import type { Sql } from 'postgres'
import type { IdentityProvider } from '../../access/oidc/identity-provider.ts'
import type { Admitted } from './admitted.ts'
import type { Passwords } from './passwords.ts'

/** What is needed to know who somebody is. */
export interface AccessNeeds extends Admitted {
  readonly sql: Sql
  readonly passwords: Passwords
  /** So long the database may take to say who somebody is. */
  readonly milliseconds?: number | undefined
  /** Where people sign in as well; nothing where the settings name none. */
  readonly provider?: IdentityProvider | undefined
}
