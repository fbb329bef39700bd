import type { Role } from '../role.ts'

/** An OpenID Connect provider and what Landbridge is to it. */
export interface ProviderSettings {
  /** As people call it. */
  readonly name: string
  readonly issuer: string
  readonly clientId: string
  /** Either this or a certificate. */
  readonly clientSecret?: string | undefined
  /** A PEM file with the certificate and its private key. */
  readonly certificatePath?: string | undefined
  /** How the secret is said. */
  readonly clientAuthentication: 'client_secret_post' | 'client_secret_basic'
  readonly scope: string
  /** The claim that lists roles; inside another claim with dots, `realm_access.roles`. */
  readonly rolesClaim: string
  /** What the provider's roles are here, where they are not called Landbridge.Read and so on. */
  readonly appRoles?: Readonly<Record<string, readonly Role[]>> | undefined
}
