/** One thing a request does to one table. */
export interface Operation {
  readonly method: string
  /** Logical name of the table; for what is no table the first part of the path, e.g. `WhoAmI`, `$batch`. */
  readonly table: string
}

/**
 * What a request of the Web API does; a batch does each thing its parts do, and is a `POST` of `$batch` itself.
 * `tableOf` knows the table of an entity set.
 */
export function operationsOf(
  request: { method: string; path: string; body: string },
  tableOf: (entitySet: string) => string | undefined,
): Operation[] {
  const operation = (method: string, path: string): Operation => {
    const segment = firstSegment(path)
    return { method, table: tableOf(segment) ?? segment }
  }
  const own = operation(request.method, request.path)
  if (own.table !== '$batch') return [own]
  const parts = [...request.body.matchAll(requestLine)].map(([, method = '', address = '']) =>
    operation(method, address.replace(/^.*?\/api\/data\/v[\d.]+\//, '')),
  )
  return [own, ...parts]
}

/** The first line of a batch's part (RFC 9112, 3): a value in JSON cannot look like it, it holds no line break. */
const requestLine = /^(GET|POST|PATCH|PUT|DELETE) (\S+) HTTP\/1\.1\r?$/gm

function firstSegment(path: string): string {
  return decoded(/^\/?([^/(?]*)/.exec(path)?.[1] ?? '')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
