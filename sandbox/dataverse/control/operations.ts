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
  const named = new Map<string, string>()
  let contentId = ''
  const parts: Operation[] = []
  for (const [, id, method = '', address = ''] of request.body.matchAll(contentIdOrRequestLine)) {
    if (id !== undefined) contentId = id
    else {
      const { table } = operation(method, address.replace(/^.*?\/api\/data\/v[\d.]+\//, ''))
      // What another part made is of that part's table.
      const known = /^\$\d/.test(table) ? (named.get(table) ?? '$content-id') : table
      named.set(`$${contentId}`, known)
      parts.push({ method, table: known })
    }
  }
  return [own, ...parts]
}

/** What a batch's part is named by, or its first line (RFC 9112, 3): a value in JSON cannot look like it, it holds no line break. */
const contentIdOrRequestLine = /^content-id: *(\S+?)\r?$|^(GET|POST|PATCH|PUT|DELETE) (\S+) HTTP\/1\.1\r?$/gim

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
