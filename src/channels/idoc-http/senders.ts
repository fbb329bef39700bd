import { createHash, timingSafeEqual } from 'node:crypto'

/** A logical system that may send, and the user it signs in with. */
export interface Sender {
  readonly system: string
  readonly user: string
  readonly password: string
}

/** The senders a header `Authorization: Basic …` speaks for; none when user or password are wrong. */
export function sendersBehind(authorization: string | undefined, senders: readonly Sender[]): Sender[] {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=_-]+) *$/i.exec(authorization ?? '') ?? []
  if (encoded === undefined) return []
  const given = Buffer.from(encoded, 'base64').toString('utf8')
  return senders.filter(({ user, password }) => isSame(given, `${user}:${password}`))
}

/** Takes as long for a near miss as for a far one, so that nobody can feel their way to a password. */
function isSame(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
