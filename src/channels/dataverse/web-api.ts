import type { TokenCredential } from '@azure/identity'
import type { Logger } from 'pino'
import { type Dispatcher, request as httpRequest } from 'undici'
import type { IntegrationError, Unavailable } from '../../message/errors.ts'
import { exactJson } from '../../message/exact-json.ts'
import type { OutboundProxy } from '../../message/outbound-proxy.ts'
import { Allowance } from './allowance.ts'
import { type Answer, answerOf, isOfTheWay, type Reply } from './answer.ts'
import { apiAgent } from './api-agent.ts'
import { type ApiRequest, isTaken, type Sender } from './api-request.ts'
import { connectionError } from './connection-error.ts'
import { errorOf } from './error-of.ts'
import { Pause } from './pause.ts'
import { Token } from './token.ts'

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
  readonly proxy?: OutboundProxy | undefined
  readonly log?: Pick<Logger, 'debug' | 'warn'> | undefined
  /** Called after each request, for metrics. */
  readonly onRequest?: ((request: RequestMade) => void) | undefined
}

export interface RequestMade {
  readonly method: string
  /** The table it is about; `$batch` for many at once. */
  readonly table: string | undefined
  /** 0 when there was no answer. */
  readonly status: number
  readonly milliseconds: number
}

/** A request as it goes over the wire. */
interface HttpRequest {
  readonly method: ApiRequest['method']
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly text: string | undefined
  /** Table, for those who count requests. */
  readonly about: string | undefined
}

/** One connection to the Web API of one environment: token, keep-alive, pauses; no cookies, they would pin us to one server. */
export class WebApi implements Sender {
  readonly host: string
  /** Path of the API, which the requests of a batch begin with. */
  readonly root: string
  /** How many requests the service still allows. */
  readonly allowance = new Allowance()
  readonly #origin: string
  readonly #options: WebApiOptions
  readonly #token: Token
  readonly #agent: Dispatcher
  readonly #pause = new Pause()

  constructor(options: WebApiOptions) {
    const { origin, host } = new URL(options.url)
    this.host = host
    this.root = `/api/data/${options.apiVersion ?? 'v9.2'}/`
    this.#origin = origin
    this.#options = options
    this.#token = new Token(options.credential, options.scope ?? `${origin}/.default`)
    this.#agent = apiAgent({
      connections: options.maxConcurrency ?? 16,
      timeout: options.timeoutMs ?? 120_000,
      ca: options.ca,
      proxy: options.proxy,
    })
  }

  async send(request: ApiRequest): Promise<Answer> {
    const { status, headers, payload } = await this.ask(asHttp(request))
    const answer = answerOf(status, headers, payload)
    if (isTaken(answer, request)) return answer
    return this.#fail(errorOf(answer, request.subject))
  }

  /** Gives whatever is answered. @throws {IntegrationError} when there is no answer, no token, or the connection is paused */
  async ask(request: HttpRequest): Promise<Reply> {
    const pause = this.pause()
    if (pause !== undefined) throw pause
    const token = await this.#token.get().catch((error) => this.#fail(error))
    const reply = await this.#exchange(request, token)
    // A token may be withdrawn before its time; a second refusal is no accident.
    if (reply.status !== 401) return reply
    return await this.#exchange(request, await this.#token.renew(token).catch((error) => this.#fail(error)))
  }

  /** Why, and for how long, the connection is to be left alone; nothing when it may be used. */
  pause(): Unavailable | undefined {
    return this.#pause.standing()
  }

  /** An error that came with the answer to one of many: it may ask to leave the whole connection alone. */
  heed(error: IntegrationError): void {
    this.#pause.heed(error)
  }

  close(): Promise<void> {
    return this.#agent.close()
  }

  async #exchange(request: HttpRequest, token: string): Promise<Reply> {
    const startedAt = performance.now()
    let status = 0
    this.allowance.sent(startedAt)
    try {
      const response = await httpRequest(this.#origin + this.root + request.path, {
        dispatcher: this.#agent,
        method: request.method,
        headers: { ...this.#headers(token), ...request.headers },
        body: request.text ?? null,
      })
      const payload = await response.body.text()
      this.#pause.reached()
      this.allowance.heed(response.headers)
      status = response.statusCode
      const answer = status >= 500 ? answerOf(status, response.headers, payload) : undefined
      if (answer !== undefined && isOfTheWay(answer)) this.#pause.failed(errorOf(answer, {}))
      else this.#pause.succeeded()
      return { status, headers: response.headers, payload }
    } catch (error) {
      const failure = connectionError(error, this.host, request.method !== 'GET')
      this.#pause.failed(failure)
      return this.#fail(failure)
    } finally {
      const milliseconds = performance.now() - startedAt
      const made = { method: request.method, table: request.about, status, milliseconds }
      this.#options.log?.debug({ ...made, path: request.path }, 'dataverse request')
      this.#options.onRequest?.(made)
    }
  }

  #headers(token: string): Record<string, string> {
    return {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      'odata-version': '4.0',
      'odata-maxversion': '4.0',
      // Keeps caches on the way from answering; it does not mean "create only".
      'if-none-match': 'null',
      'user-agent': 'Landbridge',
    }
  }

  #fail(error: IntegrationError): never {
    this.#pause.heed(error)
    throw error
  }
}

/** A request that goes by itself. */
export function asHttp({ method, path, headers: own = {}, manner = {}, body, subject }: ApiRequest): HttpRequest {
  const headers = { ...manner, ...own }
  if (body === undefined) return { method, path, headers, text: undefined, about: subject.table }
  return {
    method,
    path,
    headers: { 'content-type': 'application/json', ...headers },
    text: exactJson(body),
    about: subject.table,
  }
}
