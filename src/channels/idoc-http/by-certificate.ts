import type { X509Certificate } from 'node:crypto'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { FastifyRequest } from 'fastify'
import { passedOnCertificate } from './passed-on-certificate.ts'
import { RequestRefused } from './request-refused.ts'
import type { Sender } from './sender.ts'

/** How a proxy passes on the certificates of its clients. */
export interface PassedOn {
  /** In lower case. */
  readonly header: string
  /** Whether this is an address of such a proxy; from anybody else the header counts for nothing. */
  isProxy(address: string): boolean
}

/**
 * Tells senders by client certificates that are known one by one, so that no authority has to be trusted, and one that vouches for itself
 * does as well as any. That the client has the key to it, the TLS handshake has proved, ours or that of the proxy.
 */
export class ByCertificate {
  readonly #known: Map<string, Sender[]>
  readonly #passedOn: PassedOn | undefined
  /** What was read last on each connection; it comes with every document. */
  readonly #read = new WeakMap<Socket, Presented>()

  constructor(senders: readonly Sender[], passedOn: PassedOn | undefined) {
    const each = senders.flatMap((sender) =>
      (sender.certificates ?? []).map(({ fingerprint256 }) => ({ fingerprint256, sender })),
    )
    const grouped = Map.groupBy(each, ({ fingerprint256 }) => fingerprint256)
    this.#known = new Map([...grouped].map(([print, found]) => [print, found.map(({ sender }) => sender)]))
    this.#passedOn = passedOn
  }

  /**
   * The senders that the client certificate of a request speaks for, at least one; nothing when it came without.
   * @throws {RequestRefused} 401 it is nobody's, or not valid today, or the header cannot be read
   */
  behind(request: FastifyRequest): readonly Sender[] | undefined {
    const presented = this.#presented(request)
    if (presented === undefined) return undefined
    const { certificate, senders, from, to } = presented
    if (senders === undefined) throw refused(`${nameOf(certificate)} is in the settings of no sender here`)
    const now = Date.now()
    if (now > to) throw refused(`${nameOf(certificate)} ended on ${certificate.validTo}`, senders)
    if (now < from) throw refused(`${nameOf(certificate)} is not valid before ${certificate.validFrom}`, senders)
    return senders
  }

  #presented({ raw, raw: { socket } }: FastifyRequest): Presented | undefined {
    const header = this.#passedOn?.isProxy(socket.remoteAddress ?? '') ? headerOf(raw, this.#passedOn.header) : undefined
    const before = this.#read.get(socket)
    if (before !== undefined && before.header === header) return before
    const certificate = header === undefined ? ownOf(socket) : passedOn(header)
    if (certificate === undefined) return undefined
    const senders = this.#known.get(certificate.fingerprint256)
    const [from, to] = [certificate.validFromDate.getTime(), certificate.validToDate.getTime()]
    const presented = { header, certificate, senders, from, to }
    this.#read.set(socket, presented)
    return presented
  }
}

interface Presented {
  /** As it came from the proxy; nothing when it is that of the connection. */
  readonly header: string | undefined
  readonly certificate: X509Certificate
  readonly senders: readonly Sender[] | undefined
  /** Milliseconds. */
  readonly from: number
  readonly to: number
}

/** @throws {RequestRefused} 401 it came twice: the proxy added its own to one of the client */
function headerOf({ headersDistinct }: FastifyRequest['raw'], name: string): string | undefined {
  const [value, ...further] = headersDistinct[name] ?? []
  if (further.length > 0) throw refused(`The header ${name} came more than once; the proxy must replace what its clients send`)
  return value
}

function passedOn(header: string): X509Certificate | undefined {
  try {
    return passedOnCertificate(header)
  } catch {
    throw refused('What the proxy passed on as client certificate cannot be read')
  }
}

function ownOf(socket: Socket): X509Certificate | undefined {
  return socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined
}

function nameOf({ subject, fingerprint256 }: X509Certificate): string {
  return `The client certificate ${subject.replaceAll('\n', ', ')} (SHA-256 ${fingerprint256})`
}

function refused(why: string, claimed: readonly Sender[] = []): RequestRefused {
  return new RequestRefused(
    401,
    `${why}; see senders in the settings of Landbridge, and the SSL certificate of the RFC destination (SM59, STRUST).`,
    { claimed },
  )
}
