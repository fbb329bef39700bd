import { type BinaryLike, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

/** What is kept of a password: `scrypt$N$r$p$salt$hash`, base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, strength)
  return ['scrypt', strength.N, strength.r, strength.p, salt.toString('base64url'), hash.toString('base64url')].join('$')
}

/** Whether a password is the one that was kept; a hash of another strength than today's is understood too. */
export async function isPassword(password: string, kept: string): Promise<boolean> {
  const [kind, N, r, p, salt = '', hash = ''] = kept.split('$')
  if (kind !== 'scrypt') return false
  const expected = Buffer.from(hash, 'base64url')
  const given = await derive(password, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) })
  return expected.length === given.length && timingSafeEqual(given, expected)
}

// OWASP's password storage cheat sheet: 32 MiB, three rounds.
const strength = { N: 2 ** 15, r: 8, p: 3 }

function derive(password: BinaryLike, salt: Buffer, options: { N: number; r: number; p: number }): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const limits: ScryptOptions = { ...options, maxmem: 256 * options.N * options.r }
  // The same letters may be typed in several ways (RFC 8265, 4.2.2: NFC).
  scrypt(typeof password === 'string' ? password.normalize('NFC') : password, salt, 32, limits, (error, key) =>
    error === null ? resolve(key) : reject(error),
  )
  return promise
}
