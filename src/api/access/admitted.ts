import type { SettingsUser } from '../../access/identity.ts'
import type { ProviderSettings } from '../../access/oidc/provider-settings.ts'
import type { TokenIssuer } from '../bearer-token.ts'

/** Who may use the API, by the settings. */
export interface Admitted {
  readonly users: readonly SettingsUser[]
  /** Whose access tokens are taken as well. */
  readonly oauth?: TokenIssuer | undefined
  /** Where people sign in as well; it takes the public address. */
  readonly signIn?: ProviderSettings | undefined
  /** The address people know Landbridge by; nothing where the settings do not say. */
  readonly publicUrl?: string | undefined
  readonly demo?: boolean | undefined
}
