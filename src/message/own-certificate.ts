import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'

/** What Landbridge proves by who it is, in place of a secret. */
export interface OwnCertificate {
  readonly certificate: X509Certificate
  readonly key: KeyObject
}

/** Which keys whoever is asked takes: Microsoft's library for Dynamics 365 signs with RSA only. */
export type KeyKinds = 'RSA' | 'RSA or P-256'

/** A certificate and its private key, from the text of a PEM file. @throws {Error} saying why nobody can sign in by them */
export function ownCertificate(pem: string, kinds: KeyKinds): OwnCertificate {
  // What OpenSSL says of these, nobody understands.
  if (!pem.includes('BEGIN CERTIFICATE')) throw new Error('there is no certificate in it')
  if (!pem.includes('PRIVATE KEY')) throw new Error('there is no private key in it')
  if (pem.includes('ENCRYPTED')) throw new Error('its private key is encrypted; openssl pkey decrypts it')
  const certificate = new X509Certificate(pem)
  const key = createPrivateKey(pem)
  if (!certificate.checkPrivateKey(key)) throw new Error('its key belongs to another certificate')
  if (!isTaken(key, kinds))
    throw new Error(
      `its key is ${nameOf(key)}; it must be ${kinds === 'RSA' ? '' : 'of the curve P-256, or '}RSA of 2048 bits at least`,
    )
  return { certificate, key }
}

/** The sentence about the file that `setting` names, when it cannot be read or `ownCertificate` refuses it. */
export function unusableCertificate(setting: string, file: string, { message }: Error): string {
  return `${setting} names '${file}', which must be a PEM file with a certificate and its private key: ${message}`
}

/** RFC 7518, 3.3 and 3.5, asks for 2048 bits. */
function isTaken({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject, kinds: KeyKinds): boolean {
  if (type === 'rsa') return (details?.modulusLength ?? 0) >= 2048
  return kinds === 'RSA or P-256' && details?.namedCurve === 'prime256v1'
}

function nameOf({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): string {
  if (type === 'ec') return `of the curve ${details?.namedCurve}`
  return type === 'rsa' ? `RSA of ${details?.modulusLength} bits` : `${type}`
}
