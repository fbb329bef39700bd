import { createHash } from 'node:crypto'
import type { Reply } from '../web-api/request.ts'
import { exceededReply } from './exceeded.ts'
import type { Limits } from './limits.ts'
import { Usage } from './usage.ts'

/** One request on the server that has it. */
export interface Turn {
  /** The server's number, from 1; nothing when there are no limits. */
  readonly server: number | undefined
  /** Why the request is turned away, if it is. */
  readonly refused: Reply | undefined
  /** Counts one operation of a batch; gives the answer to it when there is no room for it. */
  readonly spend: (() => Reply | undefined) | undefined
  /** What the server says of its limits. */
  headers(): Record<string, string>
  /** The request is answered; to be called once. */
  end(): void
}

/**
 * The web servers of an environment, each with limits of its own. The affinity cookie leads back to the same server; who
 * sends none comes to one after the other. Without limits nothing is counted or refused.
 */
export class ServiceProtection {
  readonly #now: () => number
  readonly #atStart: Limits | undefined
  #limits: Limits | undefined
  #servers: { readonly cookie: string; readonly usages: Map<string, Usage> }[] = []
  #lastServer = -1

  /** `now` gives milliseconds that only grow. */
  constructor(limits?: Limits, now: () => number = () => performance.now()) {
    this.#now = now
    this.#atStart = limits
    this.set(limits)
  }

  get limits(): Limits | undefined {
    return this.#limits
  }

  /** From now on, with nothing used yet. */
  set(limits: Limits | undefined): void {
    this.#limits = limits
    const count = limits?.servers ?? 1
    this.#servers = Array.from({ length: count }, (_, index) => ({ cookie: cookieOf(index), usages: new Map() }))
  }

  /** Back to what it was at the start. */
  reset(): void {
    this.set(this.#atStart)
  }

  /** What each user has left on each server; servers count from 1. */
  left(): { server: number; user: string; requests: number; milliseconds: number }[] {
    return this.#servers.flatMap(({ usages }, index) =>
      [...usages].map(([user, usage]) => ({ server: index + 1, user, ...usage.left(this.#now()) })),
    )
  }

  /** A request begins. `cookie` is its header; a batch spends later when its operations count one by one. */
  enter({ user, cookie, isBatch }: { user: string; cookie: string | undefined; isBatch: boolean }): Turn {
    const limits = this.#limits
    const index = this.#serverOf(cookie)
    const server = this.#servers[index]
    if (limits === undefined || server === undefined) return unlimited
    const usage = server.usages.get(user) ?? new Usage(limits)
    server.usages.set(user, usage)
    const startedAt = this.#now()
    const countsEach = isBatch && limits.batch === 'each'
    const refusal = usage.enter(startedAt, countsEach ? 0 : 1)
    const replyTo = (found: typeof refusal) => found && exceededReply(found.exceeded, limits, found.retryAfter)
    return {
      server: index + 1,
      refused: replyTo(refusal),
      spend: countsEach ? () => replyTo(usage.spend(this.#now(), 1)) : undefined,
      headers: () => headersOf(server.cookie, limits.dopHint, usage.left(this.#now())),
      end: () => {
        if (refusal === undefined) usage.leave(this.#now(), this.#now() - startedAt)
      },
    }
  }

  #serverOf(cookie: string | undefined): number {
    const [, wanted] = /(?:^|;\s*)ARRAffinity=([^;]+)/.exec(cookie ?? '') ?? []
    const known = this.#servers.findIndex((server) => server.cookie === wanted)
    if (known >= 0) return known
    this.#lastServer = (this.#lastServer + 1) % this.#servers.length
    return this.#lastServer
  }
}

function cookieOf(index: number): string {
  return createHash('sha256').update(`server ${index}`).digest('hex')
}

/** As recorded from the real service: seconds with two decimals and a comma at the thousands. */
function headersOf(cookie: string, dopHint: number, left: { requests: number; milliseconds: number }): Record<string, string> {
  return {
    'x-ms-dop-hint': String(dopHint),
    'x-ms-ratelimit-time-remaining-xrm-requests': seconds.format(left.milliseconds / 1000),
    'x-ms-ratelimit-burst-remaining-xrm-requests': String(left.requests),
    'set-cookie': `ARRAffinity=${cookie}; path=/; secure; HttpOnly`,
  }
}

const seconds = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

const plenty = headersOf(cookieOf(0), 4, { requests: 7999, milliseconds: 1_200_000 })

const unlimited: Turn = { server: undefined, refused: undefined, spend: undefined, headers: () => plenty, end: () => {} }
