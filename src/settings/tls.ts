import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { SettingsError } from './settings-error.ts'

/** A port at which Landbridge speaks HTTPS itself, beside the plain one, and asks for client certificates. */
export const tls = z.strictObject({
  port: z.int().min(0).max(65_535),
  /** The address of this machine it listens at; all of them when not said. */
  host: z.string().min(1).optional(),
  /** A PEM file: its certificate first, then those between it and the authority. */
  certificatePath: z.string().min(1),
  /** A PEM file with the private key, where that does not stand in `certificatePath`. */
  keyPath: z.string().min(1).optional(),
})

export type Tls = z.output<typeof tls>

/** What a server shows of itself: texts of PEM. */
export interface ServerCertificate {
  readonly cert: string
  readonly key: string
}

/** @throws {SettingsError} its files cannot be used */
export function assertServerCertificate(tls: Tls | undefined): void {
  try {
    if (tls !== undefined) readServerCertificate(tls)
  } catch (error) {
    throw new SettingsError((error as Error).message)
  }
}

/** Reads the files anew. @throws {Error} a sentence naming the setting and what is wrong with its file */
export function readServerCertificate({ certificatePath, keyPath }: Tls): ServerCertificate {
  const cert = read('certificatePath', certificatePath, 'CERTIFICATE', 'certificate')
  const [setting, file] =
    keyPath === undefined ? (['certificatePath', certificatePath] as const) : (['keyPath', keyPath] as const)
  const key = read(setting, file, 'PRIVATE KEY', 'private key')
  const wrong = (why: string) => new Error(`tls.${setting} names '${file}', ${why}`)
  if (key.includes('ENCRYPTED')) throw wrong('whose private key is encrypted; openssl pkey decrypts it')
  let fits: boolean
  try {
    fits = new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))
  } catch (error) {
    throw wrong(`which cannot be used: ${(error as Error).message}`)
  }
  if (!fits) throw wrong('whose key belongs to another certificate')
  return { cert, key }
}

function read(setting: string, file: string, label: string, what: string): string {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new Error(`tls.${setting} names '${file}', which cannot be read: ${(error as Error).message}`)
  }
  if (new RegExp(`-----BEGIN [A-Z ]*${label}-----`).test(text)) return text
  throw new Error(`tls.${setting} names '${file}', which must be a PEM file with a ${what}: there is none in it`)
}
