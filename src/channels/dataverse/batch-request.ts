import { randomUUID } from 'node:crypto'
import { exactJson } from '../../message/exact-json.ts'
import type { ApiRequest } from './api-request.ts'

/** A request, or a change set: requests that are done all or none. */
export type Unit = readonly ApiRequest[]

/** Operations of one `$batch`; those of change sets count. */
export const mostOperations = 1000

export interface BatchRequest {
  readonly contentType: string
  readonly text: string
}

/**
 * A `$batch` of these units, in their order (Microsoft: "Execute batch operations using the Web API"). Every line ends with CRLF, the
 * last boundary as well, and a request without a body still has its empty line; anything else is not read.
 * `root` is the path of the API, `contentId` names a request that has no name of its own.
 */
export function writeBatch(units: readonly Unit[], root: string, contentId: (request: ApiRequest) => string): BatchRequest {
  const boundary = `batch_${randomUUID()}`
  const parts = units.map((unit) =>
    unit.length === 1 ? part(unit[0] as ApiRequest, root, contentId) : changeSet(unit, root, contentId),
  )
  return { contentType: `multipart/mixed; boundary="${boundary}"`, text: multipart(boundary, parts) }
}

function changeSet(unit: Unit, root: string, contentId: (request: ApiRequest) => string): string {
  const boundary = `changeset_${randomUUID()}`
  const parts = unit.map((request) => part(request, root, contentId))
  return `Content-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n${multipart(boundary, parts)}`
}

function part(request: ApiRequest, root: string, contentId: (request: ApiRequest) => string): string {
  const { method, path, headers: own = {}, manner = {}, body } = request
  const headers = { ...manner, ...own }
  const lines = [
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    `Content-ID: ${contentId(request)}`,
    '',
    // `$1` stands for the row another request of the change set creates: no address below the root.
    `${method} ${path.startsWith('$') ? path : root + path} HTTP/1.1`,
    ...(body === undefined ? [] : ['Content-Type: application/json']),
    ...Object.entries(headers).map(([name, value]) => `${spelled[name] ?? name}: ${value}`),
    '',
    body === undefined ? '' : exactJson(body),
  ]
  return `${lines.join('\r\n')}\r\n`
}

/** Headers within a batch are spelled as in Microsoft's examples, for readers that look for the words. */
const spelled: Record<string, string> = { 'if-match': 'If-Match', prefer: 'Prefer' }

function multipart(boundary: string, parts: readonly string[]): string {
  return `${parts.map((text) => `--${boundary}\r\n${text}`).join('')}--${boundary}--\r\n`
}
