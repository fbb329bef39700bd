import { z } from 'zod'
import { assertCertificate } from './assert-certificate.ts'
import { type Revealed, reveal, secretReference } from './secret.ts'

const authorityHost = z.url({ protocol: /^https$/ }).optional()
const id = z.string().min(1)

/** How Landbridge signs in to Dynamics 365. */
export const credential = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('secret'),
    tenantId: id,
    clientId: id,
    clientSecret: secretReference,
    /** The day the secret ends (Microsoft Entra admin center, App registrations, Certificates & secrets), to be warned of it in time. */
    credentialExpires: z.iso.date().optional(),
    authorityHost,
  }),
  z.strictObject({ kind: z.literal('certificate'), tenantId: id, clientId: id, certificatePath: id, authorityHost }),
  z.strictObject({ kind: z.literal('managed-identity'), clientId: z.string().optional() }),
  z.strictObject({ kind: z.literal('workload-identity'), tenantId: id, clientId: id, tokenFilePath: id, authorityHost }),
])

export type Credential = Revealed<z.output<typeof credential>>

/** @param setting that holds it @throws {SettingsError} its secret is not set, or its certificate cannot be used */
export function revealCredential(found: z.output<typeof credential>, setting: string): Credential {
  if (found.kind === 'certificate') assertCertificate(`${setting}.certificatePath`, found.certificatePath, 'RSA')
  return found.kind === 'secret' ? { ...found, clientSecret: reveal(found.clientSecret) } : found
}
