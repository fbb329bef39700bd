import type { IncomingHttpHeaders } from 'node:http'

/** An answer as it came. */
export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly payload: string
}

/** What the Web API answered, with the code and text of its error body when it is one. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
  readonly code: string | undefined
  readonly text: string
  /** It has a body that is no JSON: a page of something on the way, or the beginning of an answer. */
  readonly isForeign: boolean
}

export function answerOf(status: number, headers: IncomingHttpHeaders, payload: string): Answer {
  const body = parse(payload)
  const error = isObject(body) && isObject(body.error) ? body.error : {}
  return {
    status,
    headers,
    body,
    // `code` is sometimes empty or 0x0; then the HTTP status is all there is.
    code: typeof error.code === 'string' && !/^(0x0+)?$/.test(error.code) ? error.code : undefined,
    text: typeof error.message === 'string' ? error.message.trim() : firstLine(payload),
    isForeign: payload !== '' && body === undefined,
  }
}

/** Whether what was asked for was done. A proxy's page, a login's too, may come with 200 and says nothing of the kind. */
export function isSuccess({ status, isForeign }: Answer): boolean {
  return status >= 200 && status < 300 && !isForeign
}

/** It comes from something before Dataverse, or from a Dataverse that serves nobody: no request is to blame. */
export function isOfTheWay({ status, isForeign }: Answer): boolean {
  return status >= 502 || (status === 500 && isForeign)
}

/** The service's own name for this request, by which Microsoft's support finds it; a part of a batch has one of its own. */
export function requestIdOf({ headers }: Answer): string | undefined {
  return [headers['x-ms-service-request-id'], headers.req_id].flat().find((id) => id !== undefined && id !== '')
}

/** The API itself says that there is no such thing; a page that something on the way answers with 404 does not. */
export function saysNotFound({ status, body }: Answer): boolean {
  return status === 404 && isObject(body) && isObject(body.error)
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parse(payload: string): unknown {
  if (payload === '') return undefined
  try {
    return JSON.parse(payload)
  } catch {
    return undefined
  }
}

function firstLine(payload: string): string {
  return (
    payload
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 200) || '(empty answer)'
  )
}
