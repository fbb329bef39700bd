import { hash, timingSafeEqual } from 'node:crypto'

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
  const given = digest(Buffer.from(encoded, 'base64').toString('utf8'))
  // Takes as long for a near miss as for a far one, so that nobody can feel their way to a password.
  return senders.filter((sender) => timingSafeEqual(given, digestOf(sender)))
}

function digestOf(sender: Sender): Buffer {
  const known = digests.get(sender)
  if (known !== undefined) return known
  const made = digest(`${sender.user}:${sender.password}`)
  digests.set(sender, made)
  return made
}

const digests = new WeakMap<Sender, Buffer>()

function digest(text: string): Buffer {
  return hash('sha256', text, 'buffer')
}
