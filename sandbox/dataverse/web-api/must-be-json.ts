import { bytesType } from '../bytes.ts'
import { Problem } from './problem.ts'
import type { WebApiRequest } from './request.ts'

/** A body that says it is something else is not read, unless it is a file for a column of one row. @throws {Problem} 415 */
export function mustBeJson({ headers, body, path }: WebApiRequest): void {
  // What nearly everybody says, thousands of times a second.
  if (headers['content-type'] === 'application/json') return
  const [type = ''] = (headers['content-type'] ?? '').toLowerCase().split(';')
  if (body === '' || type === '' || /^(application|text)\/json$/.test(type.trim())) return
  if (type === bytesType && /\)\/\w+\/?$/.test(path)) return
  throw noJson(type)
}

/** Only a file column takes a file. @throws {Problem} 415 */
export function mustBeNoFile({ headers }: WebApiRequest): void {
  if (headers['content-type'] === bytesType) throw noJson(bytesType)
}

function noJson(type: string): Problem {
  return new Problem(415, '', `The request entity's media type '${type.trim()}' is not supported for this resource.`)
}
