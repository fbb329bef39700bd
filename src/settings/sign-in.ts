import { z } from 'zod'
import { role } from './access.ts'
import { assertCertificate } from './assert-certificate.ts'
import { issuer } from './issuer.ts'
import { type Revealed, reveal, secretReference } from './secret.ts'

const provider = z.strictObject({
  /** As people call it; it stands on the button. */
  name: z.string().min(1).max(50).default('Microsoft'),
  /** `https://login.microsoftonline.com/<tenant id>/v2.0`; where openid-configuration stands. */
  issuer: issuer.refine(
    (text) => !/^https:\/\/login\.microsoftonline\.com\/(common|organizations|consumers)\b/i.test(text),
    'must name your tenant: with this one, administrators of any tenant could give themselves roles',
  ),
  /** Of the app registration. */
  clientId: z.string().min(1),
  clientSecret: secretReference.optional(),
  /** Instead of a secret: a PEM file with the certificate whose public part was uploaded to the app registration, and its private key. */
  certificatePath: z.string().min(1).optional(),
  /** The day that secret ends (app registration, Certificates & secrets), to be warned of it in time. */
  credentialExpires: z.iso.date().optional(),
  /** How Landbridge says that secret, where a provider does not take it the usual way. */
  clientAuthentication: z.enum(['client_secret_post', 'client_secret_basic']).default('client_secret_post'),
  scope: z
    .string()
    .regex(/(^| )openid( |$)/, "must have 'openid' in it")
    .default('openid profile email'),
  /** The claim that lists what somebody is; inside another claim with dots, e.g. `realm_access.roles`. */
  rolesClaim: z.string().min(1).default('roles'),
  /** What the provider's roles or groups are here, e.g. `{ 'sap-team': ['operator'] }`, where they are not Landbridge.Read and so on. */
  appRoles: z.record(z.string(), z.array(role).readonly()).optional(),
})

/** Where people sign in to the monitor instead of with a password: Microsoft Entra ID or another OpenID Connect provider. */
export const signIn = provider.refine(
  ({ clientSecret, certificatePath }) => (clientSecret === undefined) !== (certificatePath === undefined),
  { path: ['clientSecret'], message: 'must be there, or certificatePath in its place; not both' },
)

export type SignIn = Revealed<z.output<typeof signIn>>

/** @throws {SettingsError} its secret is not set, or its certificate cannot be used */
export function revealSignIn(found: z.output<typeof signIn> | undefined): SignIn | undefined {
  if (found === undefined) return undefined
  const { clientSecret, certificatePath } = found
  if (certificatePath !== undefined) assertCertificate('signIn.certificatePath', certificatePath, 'RSA or P-256')
  return { ...found, clientSecret: clientSecret && reveal(clientSecret) } as SignIn
}
