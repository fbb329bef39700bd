import type { X509Certificate } from 'node:crypto'
import { isSignedBy, type Jwt, readJwt } from './jwt.ts'
import {
  assertionForAnother,
  assertionOfAnother,
  assertionOutOfTime,
  malformedAssertion,
  unknownCertificate,
  wrongSignature,
} from './refusal.ts'

interface Expected {
  readonly clientId: string
  readonly certificates: readonly X509Certificate[]
  /** Addresses an assertion may be made out to: the token endpoint's, as clients know it. */
  readonly audiences: readonly string[]
}

/** Throws a Refusal unless the assertion proves that the app holds the key of one of the certificates. */
export function checkAssertion(assertion: string, { clientId, certificates, audiences }: Expected): void {
  const jwt = readJwt(assertion)
  if (jwt === undefined) throw malformedAssertion()
  const { iss, sub, aud, exp, nbf } = jwt.claims
  if (iss !== clientId || sub !== clientId) throw assertionOfAnother()
  const thumbprint = thumbprintOf(jwt)
  const certificate = certificates.find((known) => thumbprint !== '' && thumbprints(known).includes(thumbprint))
  if (certificate === undefined) throw unknownCertificate(thumbprint, clientId)
  if (!isSignedBy(jwt, certificate.publicKey)) throw wrongSignature(thumbprint, clientId)
  if (typeof aud !== 'string' || !audiences.includes(aud)) throw assertionForAnother(String(aud))
  checkTime(exp, nbf)
}

/** Entra forgives five minutes between two clocks. */
const skew = 300

function checkTime(exp: unknown, nbf: unknown): void {
  const now = Date.now() / 1000
  if (typeof exp !== 'number') throw malformedAssertion()
  const isTooEarly = typeof nbf === 'number' && now < nbf - skew
  if (isTooEarly || now > exp + skew) throw assertionOutOfTime(new Date(), new Date(exp * 1000))
}

/** In capital hexadecimal digits: of the SHA-256 hash, or of SHA-1 as older clients send it. */
function thumbprintOf({ header }: Jwt): string {
  const sent = header['x5t#S256'] ?? header.x5t
  return typeof sent === 'string' ? Buffer.from(sent, 'base64url').toString('hex').toUpperCase() : ''
}

function thumbprints({ fingerprint256, fingerprint }: X509Certificate): string[] {
  return [fingerprint256, fingerprint].map((text) => text.replaceAll(':', ''))
}
