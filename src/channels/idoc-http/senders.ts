import { hash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { RequestRefused } from './request-refused.ts'

/** A logical system that may send, and the user it signs in with. */
export interface Sender {
  readonly system: string
  readonly user: string
  readonly password: string
}

/** Everybody who may send, and how often their passwords are guessed at: one for all channels, so that a guess counts at all of them. */
export class Senders {
  readonly #known: readonly { readonly sender: Sender; readonly digest: Buffer }[]
  readonly #guesses: Guesses

  constructor(senders: readonly Sender[], guesses: Guesses) {
    this.#known = senders.map((sender) => ({ sender, digest: digest(`${sender.user}:${sender.password}`) }))
    this.#guesses = guesses
  }

  /**
   * The senders that the header `Authorization: Basic …` of a request speaks for, at least one.
   * @throws {RequestRefused} 401 user or password are wrong or missing; 429 after too many wrong ones, right or not
   */
  behind({ ip, headers }: FastifyRequest): readonly Sender[] {
    const credentials = credentialsIn(headers.authorization)
    if (credentials === undefined) throw wrong()
    const [user = ''] = credentials.split(':', 1)
    const seconds = this.#guesses.wait(ip, user)
    // Not looked at any more: else the right one could still be found among thousands.
    if (seconds > 0) throw tooMany(ip, seconds)
    const given = digest(credentials)
    // Takes as long for a near miss as for a far one, so that nobody can feel their way to a password.
    const found = this.#known.filter((known) => timingSafeEqual(given, known.digest))
    if (found.length === 0) {
      // SAP that has the old password sends it with every document; that guesses nothing, and must not keep the new one out.
      this.#guesses.failed(ip, user, given.toString('base64'))
      throw wrong()
    }
    this.#guesses.succeeded(ip, user)
    return found.map(({ sender }) => sender)
  }
}

/** Counts wrong passwords by the address they came from and the name they were for. */
interface Guesses {
  /** Seconds until another one is looked at; 0 when it is now. */
  wait(address: string, name: string): number
  failed(address: string, name: string, guess: string): void
  succeeded(address: string, name: string): void
}

/** RFC 7617: `user:password`. */
function credentialsIn(authorization = ''): string | undefined {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=_-]+) *$/i.exec(authorization) ?? []
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8')
}

function wrong(): RequestRefused {
  return new RequestRefused(401, 'User or password is wrong or missing; see the logon data of the RFC destination (SM59).')
}

function tooMany(address: string, seconds: number): RequestRefused {
  const sentence = `Too many different passwords from ${address} were wrong; passwords from there are not looked at for ${seconds} seconds. Check the logon data of the RFC destination (SM59), then send again.`
  return new RequestRefused(429, sentence, { retryAfter: seconds * 1000 })
}

function digest(text: string): Buffer {
  return hash('sha256', text, 'buffer')
}
