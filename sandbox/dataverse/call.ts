import type { IncomingHttpHeaders } from 'node:http'

/** A request as it came, its body read. */
export interface Call {
  readonly method: string
  readonly url: URL
  /** The path as it was written, still percent-encoded, without the query. */
  readonly path: string
  /** Characters of path and query as they were written. */
  readonly targetLength?: number
  readonly headers: IncomingHttpHeaders
  readonly remoteAddress: string
  readonly body: string
}

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly body: string
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body: JSON.stringify(body) }
}

/** An error as the Web API words it. */
export function webApiError(status: number, code: string, message: string, headers: Record<string, string> = {}): Reply {
  return json(status, { error: { code, message } }, { 'odata-version': '4.0', ...headers })
}
