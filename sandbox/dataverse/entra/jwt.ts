import { constants, type KeyObject, sign, verify } from 'node:crypto'

export interface Jwt {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
  readonly signed: Buffer
  readonly signature: Buffer
}

/** The compact form (RFC 7515), signed with RS256. */
export function signJwt(header: object, claims: object, key: KeyObject): string {
  const signed = [{ typ: 'JWT', alg: 'RS256', ...header }, claims].map((part) => encode(JSON.stringify(part))).join('.')
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`
}

/** Reads without believing: ask `isSignedBy`. Gives nothing when it is no JWT. */
export function readJwt(text: string): Jwt | undefined {
  const [header = '', claims = '', signature = '', ...more] = text.split('.')
  if (more.length > 0 || signature === '') return undefined
  try {
    const [head, body] = [decode(header), decode(claims)]
    if (!isObject(head) || !isObject(body)) return undefined
    return {
      header: head,
      claims: body,
      signed: Buffer.from(`${header}.${claims}`),
      signature: Buffer.from(signature, 'base64url'),
    }
  } catch {
    return undefined
  }
}

/** Clients of today sign with PS256, older ones with RS256; nothing else is taken, least of all `none`. */
export function isSignedBy({ header, signed, signature }: Jwt, key: KeyObject): boolean {
  if (key.asymmetricKeyType !== 'rsa') return false
  if (header.alg === 'RS256') return verify('sha256', signed, key, signature)
  if (header.alg !== 'PS256') return false
  const padding = constants.RSA_PKCS1_PSS_PADDING
  return verify('sha256', signed, { key, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }, signature)
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64url')
}

function decode(text: string): unknown {
  return JSON.parse(Buffer.from(text, 'base64url').toString())
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
