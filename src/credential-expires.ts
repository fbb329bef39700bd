import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { environmentsOf } from './connect-receivers.ts'
import type { Credential } from './message/alert.ts'
import type { Settings } from './settings/settings.ts'

/** Every credential of the settings whose end is known: for the environments, of the sign-in, of who sends, and for HTTPS. */
export function credentialsThatEnd(settings: Settings): Credential[] {
  const channels = Object.entries(environmentsOf(settings)).map(([name, one]) => ({
    subject: name,
    of: `the channel ${name}`,
    about: { channel: name },
    end: credentialExpires(one),
  }))
  const { name = '' } = settings.signIn ?? {}
  const signIn = { subject: 'sign-in', of: `the sign-in by ${name}`, about: {}, end: signInExpires(settings) }
  const senders = settings.senders.map(({ user, system, certificates = [] }) => ({
    subject: `sender ${user}`,
    of: `the sender ${user} of ${system}`,
    about: {},
    // While one takes over from another, the later end counts.
    end: certificates
      .map(({ validToDate }) => validToDate)
      .sort(byTime)
      .at(-1),
  }))
  const tls = {
    subject: 'tls',
    of: 'HTTPS (tls)',
    about: {},
    end: settings.tls && endOfCertificate(settings.tls.certificatePath),
  }
  return [...channels, signIn, ...senders, tls].flatMap(({ end, ...rest }) => (end === undefined ? [] : [{ ...rest, end }]))
}

/** When the secret or certificate ends by which Landbridge asks the identity provider; nothing when nobody knows. */
export function signInExpires({ signIn }: Pick<Settings, 'signIn'>): Date | undefined {
  if (signIn === undefined) return undefined
  const { certificatePath, credentialExpires } = signIn
  return certificatePath === undefined ? lastMoment(credentialExpires) : endOfCertificate(certificatePath)
}

/**
 * When the first of the credentials of an environment ends: of a secret the end of the day `credentialExpires` says, of a certificate its
 * own; read anew each time, as the file may have been exchanged. Nothing when nobody knows.
 */
export function credentialExpires(environment: Settings['dataverse'] | undefined): Date | undefined {
  if (environment === undefined) return undefined
  const ends = [environment.credential, ...(environment.furtherCredentials ?? [])].map(endOf)
  return ends.filter((end) => end !== undefined).sort(byTime)[0]
}

function endOf(credential: Settings['dataverse']['credential']): Date | undefined {
  if (credential.kind === 'secret') return lastMoment(credential.credentialExpires)
  return credential.kind === 'certificate' ? endOfCertificate(credential.certificatePath) : undefined
}

function endOfCertificate(path: string): Date | undefined {
  try {
    return new X509Certificate(readFileSync(path)).validToDate
  } catch {
    // One that cannot be read pauses the channel, or lets nobody sign in, which is said there.
    return undefined
  }
}

function lastMoment(day: string | undefined): Date | undefined {
  return day === undefined ? undefined : new Date(`${day}T23:59:59Z`)
}

function byTime(one: Date, other: Date): number {
  return one.getTime() - other.getTime()
}
