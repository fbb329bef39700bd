import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Settings } from './settings/settings.ts'

/**
 * When the first of the credentials of an environment ends: of a secret the end of the day `credentialExpires` says, of a certificate its
 * own; read anew each time, as the file may have been exchanged. Nothing when nobody knows.
 */
export function credentialExpires(environment: Settings['dataverse'] | undefined): Date | undefined {
  if (environment === undefined) return undefined
  const ends = [environment.credential, ...(environment.furtherCredentials ?? [])].map(endOf)
  return ends.filter((end) => end !== undefined).sort((a, b) => a.getTime() - b.getTime())[0]
}

function endOf(credential: Settings['dataverse']['credential']): Date | undefined {
  if (credential.kind === 'secret') {
    return credential.credentialExpires === undefined ? undefined : new Date(`${credential.credentialExpires}T23:59:59Z`)
  }
  if (credential.kind !== 'certificate') return undefined
  try {
    return new X509Certificate(readFileSync(credential.certificatePath)).validToDate
  } catch {
    // A certificate that cannot be read pauses the channel, which says so.
    return undefined
  }
}
