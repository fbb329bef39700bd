import { hash, timingSafeEqual } from 'node:crypto'
import type { Socket } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { ByCertificate, type PassedOn } from './by-certificate.ts'
import { RequestRefused } from './request-refused.ts'
import type { Sender } from './sender.ts'

/** Everybody who may send, and how often their passwords are guessed at: one for all channels, so that a guess counts at all of them. */
export class Senders {
  readonly #all: readonly Sender[]
  readonly #known: readonly { readonly sender: Sender; readonly digest: Buffer }[]
  readonly #guesses: Guesses
  readonly #byCertificate: ByCertificate
  /** What was let in last on each connection; SAP sends it again with every document. */
  readonly #letIn = new WeakMap<Socket, LetIn>()

  constructor(senders: readonly Sender[], guesses: Guesses, passedOn?: PassedOn) {
    this.#all = senders
    this.#known = senders.flatMap((sender) =>
      sender.password === undefined ? [] : [{ sender, digest: digest(`${sender.user}:${sender.password}`) }],
    )
    this.#guesses = guesses
    this.#byCertificate = new ByCertificate(senders, passedOn)
  }

  /**
   * The senders that a request speaks for, at least one: by its header `Authorization: Basic …`, without one by its client certificate.
   * @throws {RequestRefused} 401 user, password or certificate are wrong or missing; 429 after too many wrong passwords, right or not
   */
  behind(request: FastifyRequest): readonly Sender[] {
    // SAP shows its certificate to whoever asks for one; the password is what somebody set.
    const byCertificate = request.headers.authorization === undefined && this.#byCertificate.behind(request)
    return byCertificate || this.#byPassword(request)
  }

  #byPassword({ ip, headers: { authorization }, raw: { socket } }: FastifyRequest): readonly Sender[] {
    const before = this.#letIn.get(socket)
    // How long this comparison takes helps nobody to guess: it is with what the same address sent on the same connection. Where a proxy
    // mixes several clients on it, who guesses is still counted, and is refused in the end whether this is the right one or not.
    if (before !== undefined && before.ip === ip && before.authorization === authorization) {
      this.#refuseGuesses(ip, before.user, before.senders)
      return before.senders
    }
    const letIn = this.#check(ip, authorization)
    this.#letIn.set(socket, letIn)
    return letIn.senders
  }

  #check(ip: string, authorization: string | undefined): LetIn {
    const credentials = credentialsIn(authorization)
    if (credentials === undefined) throw wrong()
    const [user = ''] = credentials.split(':', 1)
    const claimed = this.#all.filter((sender) => sender.user === user)
    this.#refuseGuesses(ip, user, claimed)
    const given = digest(credentials)
    // Takes as long for a near miss as for a far one, so that nobody can feel their way to a password.
    const found = this.#known.filter((known) => timingSafeEqual(given, known.digest))
    if (found.length === 0) {
      // SAP that has the old password sends it with every document; that guesses nothing, and must not keep the new one out.
      this.#guesses.failed(ip, user, given.toString('base64'))
      throw wrong(claimed)
    }
    this.#guesses.succeeded(ip, user)
    return { ip, authorization, user, senders: found.map(({ sender }) => sender) }
  }

  /** Passwords are not looked at any more then: else the right one could still be found among thousands. */
  #refuseGuesses(ip: string, user: string, claimed: readonly Sender[]): void {
    const seconds = this.#guesses.wait(ip, user)
    if (seconds > 0) throw tooMany(ip, seconds, claimed)
  }
}

/** A header that was found to be right, the address it came from, and whom it speaks for. */
interface LetIn {
  readonly ip: string
  readonly authorization: string | undefined
  readonly user: string
  readonly senders: readonly Sender[]
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

function wrong(claimed: readonly Sender[] = []): RequestRefused {
  const sentence = 'User or password is wrong or missing; see the logon data of the RFC destination (SM59).'
  return new RequestRefused(401, sentence, { claimed })
}

function tooMany(address: string, seconds: number, claimed: readonly Sender[]): RequestRefused {
  const sentence = `Too many different passwords from ${address} were wrong; passwords from there are not looked at for ${seconds} seconds. Check the logon data of the RFC destination (SM59), then send again.`
  return new RequestRefused(429, sentence, { retryAfter: seconds * 1000, claimed })
}

function digest(text: string): Buffer {
  return hash('sha256', text, 'buffer')
}
