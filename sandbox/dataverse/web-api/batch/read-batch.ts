import { badPayloadOf, badUrl, type Problem } from '../problem.ts'

/** One request within a batch. */
export interface Part {
  readonly contentId: string | undefined
  readonly method: string
  /** As it was written: absolute, rooted or relative. */
  readonly address: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Its body is lost, because the batch ends too early. */
  readonly isCutOff?: boolean
}

/** A request by itself, or a change set: requests that are done all or none. */
export type Item = Part | readonly Part[]

/**
 * Reads a multipart body strictly, as the real service does: CRLF at the end of every line. Is there none behind the last boundary, as
 * published clients end a batch, then the body of the last request is lost, unless that is within a change set or tells its
 * length (Microsoft: "Troubleshoot Dataverse Web API client errors"). @throws {Problem}
 */
export function readBatch(contentType: string, body: string): Item[] {
  try {
    const { parts, rest } = partsOf(contentType, body)
    const items = parts.map((text) => itemOf(text, boundaryOf(contentType)))
    const last = items.at(-1)
    if (last === undefined || isChangeSet(last) || rest.length > 1 || !losesBody(last)) return items
    return [...items.slice(0, -1), { ...last, isCutOff: true }]
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    const [, method, address] = /(?<!\r)\n/.test(body) ? (/^([A-Z]+) (\S+)/m.exec(body) ?? []) : []
    if (method === undefined || address === undefined) throw unreadableBody('$batch')
    // Only its line ends are wrong: it is answered as a batch whose first request lost its body.
    return [{ contentId: undefined, method, address, headers: {}, body: '', isCutOff: true }]
  }
}

function losesBody({ method, headers }: Part): boolean {
  return !['GET', 'DELETE'].includes(method) && headers['content-length'] === undefined
}

/** What a request is answered whose body is lost. */
export function lostBody({ address }: Pick<Part, 'address'>): Problem {
  const [, set = '$batch'] = /^\S*?([A-Za-z]\w*)(?=[(?]|$)/.exec(address.replace(/^https?:\/\/[^/]+/, '')) ?? []
  return unreadableBody(set)
}

function unreadableBody(set: string): Problem {
  return badPayloadOf(set, 'Stream was not readable.', 'System.ArgumentException')
}

function itemOf(text: string, boundary: string | undefined): Item {
  const { headers, content } = sectionOf(text)
  const type = headers['content-type'] ?? ''
  if (!type.startsWith('multipart/mixed')) return requestOf(headers['content-id'], content, boundary)
  return partsOf(type, content).parts.map((inner) => {
    const section = sectionOf(inner)
    return requestOf(section.headers['content-id'], section.content, boundaryOf(type))
  })
}

export function isChangeSet(item: Item): item is readonly Part[] {
  return Array.isArray(item)
}

/** What stands between the boundaries, and what comes behind the last one. */
function partsOf(contentType: string, body: string): { parts: string[]; rest: string } {
  const boundary = RegExp.escape(boundaryOf(contentType) ?? unreadable())
  const found = [...body.matchAll(new RegExp(`(?:^|\\r\\n)--${boundary}(--)?[ \\t]*(?=\\r\\n|$)`, 'g'))]
  const last = found.findIndex(([, isLast]) => isLast !== undefined)
  const end = found[last] ?? unreadable()
  const parts = found.slice(0, last).map((one, at) => body.slice(endOf(one), found[at + 1]?.index).replace(/^\r\n/, ''))
  return { parts, rest: body.slice(endOf(end)) }
}

function endOf({ index, 0: text }: RegExpExecArray): number {
  return index + text.length
}

function boundaryOf(contentType: string): string | undefined {
  return /boundary="?([^";]+)"?/i.exec(contentType)?.[1]
}

function sectionOf(text: string): { headers: Record<string, string>; content: string } {
  const [, head = '', content = ''] = /^((?:[^\r\n]+\r\n)+)\r\n(.*)$/s.exec(text) ?? unreadable()
  return { headers: headersOf(head), content }
}

/** The line end before the boundary may be the empty line that ends the headers. */
function requestOf(contentId: string | undefined, text: string, boundary: string | undefined): Part {
  if (/^[A-Z]+ [^\r\n]+(?:\r\n[^\r\n]+)*$/.test(text)) throw headerExpected(`--${boundary}`)
  const [, method = '', address = '', head = '', body = ''] =
    /^([A-Z]+) ([^\r\n]+?)(?: HTTP\/1\.[01])?\r\n((?:[^\r\n]+\r\n)*)\r\n(.*)$/s.exec(`${text}\r\n`) ?? unreadable()
  return { contentId, method, address, headers: headersOf(head), body: body.trim() }
}

/** Without an empty line behind the headers the boundary is read as one of them (reported of the real service). */
function headerExpected(line: string): Problem {
  return badUrl(
    `The message header '${line}' is invalid. The header value must be of the format '<header name>: <header value>'.`,
  )
}

function headersOf(text: string): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const line of text.split('\r\n')) {
    if (line === '') continue
    const end = line.includes(':') ? line.indexOf(':') : line.length
    headers[line.slice(0, end).trim().toLowerCase()] = line.slice(end + 1).trim()
  }
  return headers
}

class Unreadable extends Error {}

function unreadable(): never {
  throw new Unreadable()
}
