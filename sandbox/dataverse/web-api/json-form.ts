import type { Environment } from '../environment.ts'
import { rawJson } from './raw-json.ts'
import type { Reply, WebApiRequest } from './request.ts'
import { numberIn, parseBody } from './values.ts'

/**
 * The request with its numbers as they are read here: with `IEEE754Compatible=true` in its Content-Type decimals and long numbers
 * stand in quotes, and only so (OData JSON Format 4.0, 3.2).
 */
export function withPlainNumbers(environment: Environment, request: WebApiRequest): WebApiRequest {
  const { headers, body } = request
  if (body === '' || !isCompatible(headers['content-type'])) return request
  return { ...request, body: rewritten(body, exactColumns(environment), swapped) ?? body }
}

/** The answer as the client's Accept wants it: decimals in quotes, or without what describes the data (`odata.metadata=none`). */
export function inWantedForm(environment: Environment, { headers }: WebApiRequest, reply: Reply): Reply {
  const accept = headers.accept ?? ''
  const isBare = /;\s*odata\.metadata=none/i.test(accept)
  const type = reply.headers['content-type'] ?? ''
  if ((!isBare && !isCompatible(accept)) || !type.startsWith('application/json') || reply.status >= 400) return reply
  const described = isBare ? type.replace('metadata=minimal', 'metadata=none') : type
  const exact = isCompatible(accept) ? exactColumns(environment) : new Set<string>()
  const names = new Set([...exact, ...(isBare ? descriptions : [])])
  const body = rewritten(reply.body, names, (value, name) => {
    if (descriptions.includes(name)) return undefined
    return numberIn(value) ?? value
  })
  return {
    ...reply,
    headers: { ...reply.headers, 'content-type': isCompatible(accept) ? `${described}; IEEE754Compatible=true` : described },
    body: body ?? reply.body,
  }
}

function isCompatible(type: string | undefined): boolean {
  return /;\s*ieee754compatible=true/i.test(type ?? '')
}

/** Names of all columns whose numbers a binary float may spoil. */
function exactColumns({ tables }: Environment): ReadonlySet<string> {
  const columns = tables.flatMap((table) => [...table.columns.values()])
  return new Set(columns.filter(({ type }) => ['decimal', 'money', 'bigint'].includes(type)).map(({ name }) => name))
}

/** JSON with the values of these members changed, all other numbers as they were written; nothing when it is no JSON. */
function rewritten(
  json: string,
  names: ReadonlySet<string>,
  change: (value: unknown, name: string) => unknown,
): string | undefined {
  try {
    return JSON.stringify(parseBody(json), (name, value) => {
      const found = names.has(name) ? change(value, name) : value
      const number = typeof found === 'object' ? numberIn(found) : undefined
      return number === undefined ? found : rawJson(number)
    })
  } catch {
    return undefined
  }
}

/** A quoted number becomes one, a bare one is wrong: as a text it is refused. */
function swapped(value: unknown): unknown {
  const bare = numberIn(value)
  if (bare !== undefined) return bare
  return typeof value === 'string' && /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value) ? { number: value } : value
}

/** What links and counts are not. */
const descriptions = ['@odata.context', '@odata.etag']
