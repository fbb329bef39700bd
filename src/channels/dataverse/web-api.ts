import type { TokenCredential } from '@azure/identity'
import type { Logger } from 'pino'
import { Agent, request as httpRequest } from 'undici'
import type { IntegrationError } from '../../message/errors.ts'
import { exactJson } from '../../message/exact-json.ts'
import { type Answer, answerOf } from './answer.ts'
import { isOneOf } from './codes.ts'
import { connectionError } from './connection-error.ts'
import { errorOf } from './error-of.ts'
import { Pause } from './pause.ts'
import type { Subject } from './row-name.ts'
import { Token } from './token.ts'
import { trustedAuthorities } from './trust-ca.ts'

export interface WebApiOptions {
  /** The environment, e.g. https://contoso.crm4.dynamics.com */
  readonly url: string
  readonly credential: TokenCredential
  /** What the token is asked for; `<url>/.default` when absent. */
  readonly scope?: string | undefined
  readonly apiVersion?: string | undefined
  readonly maxConcurrency?: number | undefined
  readonly timeoutMs?: number | undefined
  /** PEM text of a private certificate authority to trust besides the public ones. */
  readonly ca?: string | undefined
  readonly log?: Pick<Logger, 'debug' | 'warn'> | undefined
  /** Called after each request, for metrics. */
  readonly onRequest?: ((request: RequestMade) => void) | undefined
}

export interface RequestMade {
  readonly method: string
  readonly table: string | undefined
  /** 0 when there was no answer. */
  readonly status: number
  readonly milliseconds: number
}

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below the API's base address, e.g. `accounts(…)`; already percent-encoded. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON; decimals stay exact. */
  readonly body?: unknown
  readonly subject: Subject
  /** Error codes the caller knows what to do with; such an answer is returned, not thrown. */
  readonly expected?: readonly string[]
}

/** One connection to the Web API of one environment: token, keep-alive, pauses; no cookies, they would pin us to one server. */
export class WebApi {
  readonly host: string
  readonly #base: string
  readonly #options: WebApiOptions
  readonly #token: Token
  readonly #agent: Agent
  readonly #pause = new Pause()

  constructor(options: WebApiOptions) {
    const { origin, host } = new URL(options.url)
    const timeout = options.timeoutMs ?? 120_000
    const ca = trustedAuthorities(options.ca)
    this.host = host
    this.#base = `${origin}/api/data/${options.apiVersion ?? 'v9.2'}/`
    this.#options = options
    this.#token = new Token(options.credential, options.scope ?? `${origin}/.default`)
    this.#agent = new Agent({
      connections: options.maxConcurrency ?? 16,
      headersTimeout: timeout,
      bodyTimeout: timeout,
      connect: { timeout: Math.min(timeout, 10_000), ...(ca === undefined ? {} : { ca }) },
    })
  }

  /** Gives the answer when it is a success or an expected error; throws an IntegrationError otherwise. */
  async send(request: ApiRequest): Promise<Answer> {
    this.#pause.check()
    const token = await this.#token.get().catch((error) => this.#fail(error))
    let answer = await this.#exchange(request, token)
    // A token may be withdrawn before its time; a second refusal is no accident.
    if (answer.status === 401) {
      answer = await this.#exchange(request, await this.#token.renew(token).catch((error) => this.#fail(error)))
    }
    if (answer.status >= 200 && answer.status < 300) return answer
    if (isOneOf(answer.code, request.expected ?? [])) return answer
    return this.#fail(errorOf(answer, request.subject))
  }

  close(): Promise<void> {
    return this.#agent.close()
  }

  async #exchange(request: ApiRequest, token: string): Promise<Answer> {
    const startedAt = performance.now()
    let status = 0
    try {
      const response = await httpRequest(this.#base + request.path, {
        dispatcher: this.#agent,
        method: request.method,
        headers: this.#headers(request, token),
        body: request.body === undefined ? null : exactJson(request.body),
      })
      const payload = await response.body.text()
      this.#pause.reached()
      status = response.statusCode
      return answerOf(status, response.headers, payload)
    } catch (error) {
      return this.#fail(connectionError(error, this.host))
    } finally {
      const milliseconds = performance.now() - startedAt
      const made = { method: request.method, table: request.subject.table, status, milliseconds }
      this.#options.log?.debug({ ...made, path: request.path }, 'dataverse request')
      this.#options.onRequest?.(made)
    }
  }

  #headers(request: ApiRequest, token: string): Record<string, string> {
    return {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      'odata-version': '4.0',
      'odata-maxversion': '4.0',
      // Keeps caches on the way from answering; it does not mean "create only".
      'if-none-match': 'null',
      'user-agent': 'Landbridge',
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...request.headers,
    }
  }

  #fail(error: IntegrationError): never {
    this.#pause.heed(error)
    throw error
  }
}
