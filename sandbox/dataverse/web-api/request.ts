/** A request of the Web API, below /api/data/v9.2/. */
export interface WebApiRequest {
  readonly method: string
  /** Still percent-encoded, without the query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
  /** e.g. `https://localhost:8443` */
  readonly origin: string
  /** That of the address, e.g. `9.1`; 9.2 when there is none. Links are of the same version. */
  readonly version?: string | undefined
  /** The systemuser who asks. */
  readonly userId: string
  /** The application user, when somebody else is whom it asks for. */
  readonly callerId?: string | undefined
  /** It came within a batch. */
  readonly isPart?: boolean | undefined
  /** Asked before each request of a batch is done; gives the answer to it when it is not to be done. */
  readonly beforePart?: ((part: { method: string; address: string }) => Reply | undefined) | undefined
}

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export function baseOf({ origin, version = '9.2' }: Pick<WebApiRequest, 'origin' | 'version'>): string {
  return `${origin}/api/data/v${version}/`
}

/** The address asked for, without its query. */
export function wholeAddress(request: Pick<WebApiRequest, 'origin' | 'version' | 'path'>): string {
  return `${baseOf(request)}${request.path.replace(/^\//, '')}`
}

/** What the client prefers (RFC 7240), e.g. `return=representation`. */
export function prefers({ headers }: WebApiRequest, name: string): string | undefined {
  for (const preference of (headers.prefer ?? '').split(/[,;](?=(?:[^"]*"[^"]*")*[^"]*$)/)) {
    const [key = '', value = ''] = preference.trim().split('=')
    if (key.toLowerCase() === name) return value.replaceAll('"', '')
  }
  return undefined
}

/** How many rows the client prefers on a page. A number that cannot be met is passed over, as OData has it of preferences. */
export function preferredPageSize(request: WebApiRequest): number | undefined {
  const wanted = prefers(request, 'odata.maxpagesize') ?? ''
  return /^0*[1-9]\d*$/.test(wanted) ? Number(wanted) : undefined
}

/** Says which of these wishes were followed, each with the value it was given. */
export function preferenceApplied(request: WebApiRequest, ...names: readonly string[]): Record<string, string> {
  const applied = names.flatMap((name) => {
    const value = prefers(request, name)
    if (value === undefined || (name === 'odata.maxpagesize' && preferredPageSize(request) === undefined)) return []
    return [`${name}=${name === 'odata.include-annotations' ? `"${value}"` : value}`]
  })
  return applied.length === 0 ? {} : { 'preference-applied': applied.join(',') }
}

export function jsonReply(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; odata.metadata=minimal', 'odata-version': '4.0', ...headers },
    body: JSON.stringify(body),
  }
}

export function emptyReply(headers: Record<string, string> = {}): Reply {
  return { status: 204, headers: { 'odata-version': '4.0', ...headers }, body: '' }
}
