import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { reveal, secretReference } from './secret.ts'
import { SettingsError } from './settings-error.ts'

/** Who may send, for which logical system (SNDPRN), and what that is told by: a password, client certificates, or either. */
export const sender = z
  .strictObject({
    system: z.string().min(1),
    user: z.string().min(1),
    password: secretReference.optional(),
    /** Files with the certificates themselves (STRUST, Export certificate: base64 or binary); several while one takes over from another. */
    certificates: z.array(z.string().min(1)).min(1).optional(),
  })
  .refine(({ password, certificates }) => password !== undefined || certificates !== undefined, {
    path: ['password'],
    message: "must be secret('NAME_OF_VARIABLE'), or certificates must name files with client certificates",
  })

export interface RevealedSender {
  readonly system: string
  readonly user: string
  readonly password?: string
  readonly certificates?: readonly X509Certificate[]
}

/** @throws {SettingsError} its secret is not set, or a certificate cannot be read */
export function revealSender(
  { system, user, password, certificates = [] }: z.output<typeof sender>,
  index: number,
): RevealedSender {
  return {
    system,
    user,
    ...(password === undefined ? {} : { password: reveal(password) }),
    certificates: certificates?.flatMap((file, at) => readCertificates(`senders.${index}.certificates.${at}`, file)) ?? [],
  }
}

const oneOfPem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

function readCertificates(setting: string, file: string): X509Certificate[] {
  try {
    const bytes = readFileSync(file)
    const pem = bytes.toString('latin1').match(oneOfPem)
    return (pem ?? [bytes]).map((one) => new X509Certificate(one))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const why = code?.startsWith('ERR_OSSL') ? 'there is none in it' : message
    throw new SettingsError(`${setting} names '${file}', which must be a file with a certificate, as STRUST exports it: ${why}`)
  }
}
