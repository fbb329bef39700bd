import { t } from './words.ts'

/** An error the API told of, with the next step (RFC 9457). */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly status: number
  readonly detail: string

  constructor(status: number, title: string, detail: string) {
    super(title)
    this.status = status
    this.detail = detail
  }
}

let onSignedOut: () => void = () => {}

/** What is done when the session has ended. */
export function whenSignedOut(act: () => void): void {
  onSignedOut = act
}

export function get<T>(path: string): Promise<T> {
  return ask<T>('GET', path)
}

/** @param body sent as JSON; text and files as what `type` says, a file to the byte */
export function send<T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  type = 'text/xml',
): Promise<T> {
  return ask<T>(method, path, body, type)
}

/** What stands behind a path for these, without those that are not given. */
export function queryOf(given: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams(Object.entries(given).filter((one): one is [string, string] => one[1] !== undefined))
  return query.size === 0 ? '' : `?${query}`
}

/** The bytes, such as a payload's, and what they are said to be. */
export async function bytes(path: string): Promise<{ content: Uint8Array; contentType: string }> {
  const answer = await request('GET', path)
  return { content: new Uint8Array(await answer.arrayBuffer()), contentType: answer.headers.get('content-type') ?? '' }
}

async function ask<T>(method: string, path: string, body?: unknown, type?: string): Promise<T> {
  const answer = await request(method, path, body, type)
  return answer.status === 204 ? (undefined as T) : ((await answer.json()) as T)
}

async function request(method: string, path: string, body?: unknown, type = 'text/xml'): Promise<Response> {
  const headers = new Headers({ 'x-requested-with': 'landbridge' })
  const isDocument = typeof body === 'string' || body instanceof Blob
  if (body !== undefined) headers.set('content-type', isDocument ? type : 'application/json')
  const sent = isDocument ? body : JSON.stringify(body)
  const answer = await fetch(`/api${path}`, { method, headers, ...(body === undefined ? {} : { body: sent }) }).catch((error) => {
    throw new ApiError(
      0,
      t('Landbridge does not answer'),
      t('{text}. Is it running? It is asked again.', { text: (error as Error).message }),
    )
  })
  if (answer.ok) return answer
  if (answer.status === 401) onSignedOut()
  const problem = (await answer.json().catch(() => ({}))) as { title?: string; detail?: string }
  throw new ApiError(answer.status, problem.title ?? `HTTP ${answer.status}`, problem.detail ?? '')
}
