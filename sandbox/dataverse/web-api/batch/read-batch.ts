import { badPayloadOf, Problem } from '../problem.ts'

/** One request within a batch. */
export interface Part {
  readonly contentId: string | undefined
  readonly method: string
  /** As it was written: absolute, rooted or relative. */
  readonly address: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A request by itself, or a change set: requests that are done all or none. */
export type Item = Part | readonly Part[]

/**
 * Reads a multipart body strictly, as the real service does: CRLF at the end of every line, after the last boundary as
 * well, and an empty line after the headers of a request without a body. @throws {Problem}
 */
export function readBatch(contentType: string, body: string): Item[] {
  try {
    return itemsOf(contentType, body)
  } catch (error) {
    throw error instanceof Unreadable ? new UnreadableBatch(contentType, body) : error
  }
}

/** It has no lines as they must be. */
export class UnreadableBatch extends Problem {
  override name = 'UnreadableBatch'
  /** Its boundary is in it: only line ends are wrong, or missing. */
  readonly isBatch: boolean

  constructor(contentType: string, body: string) {
    const [, set = '$batch'] = /^[A-Z]+ \S*?([A-Za-z]\w*)(?=[(?\s]|$)/m.exec(body.replace(/https?:\/\/[^/\s]+/g, '')) ?? []
    const { status, code, message } = badPayloadOf(set, 'Stream was not readable.', 'System.ArgumentException')
    super(status, code, message)
    const boundary = boundaryOf(contentType)
    this.isBatch = boundary !== undefined && body.includes(`--${boundary}`)
  }
}

function itemsOf(contentType: string, body: string): Item[] {
  return partsOf(contentType, body).map((text) => {
    const [, head = '', content = ''] = /^((?:[^\r\n]+\r\n)+)\r\n(.*)$/s.exec(text) ?? unreadable()
    const headers = headersOf(head)
    const type = headers['content-type'] ?? ''
    if (!type.startsWith('multipart/mixed')) return requestOf(headers['content-id'], content)
    return partsOf(type, `${content}\r\n`).map((inner) => {
      const [, innerHead = '', request = ''] = /^((?:[^\r\n]+\r\n)+)\r\n(.*)$/s.exec(inner) ?? unreadable()
      return requestOf(headersOf(innerHead)['content-id'], request)
    })
  })
}

export function isChangeSet(item: Item): item is readonly Part[] {
  return Array.isArray(item)
}

function partsOf(contentType: string, body: string): string[] {
  const boundary = boundaryOf(contentType) ?? unreadable()
  const lines = `\r\n${body}`.split(`\r\n--${boundary}`)
  const end = lines.pop()
  if (!end?.startsWith('--\r\n')) unreadable()
  return lines.slice(1).map((part) => (part.startsWith('\r\n') ? part.slice(2) : unreadable()))
}

function boundaryOf(contentType: string): string | undefined {
  return /boundary="?([^";]+)"?/i.exec(contentType)?.[1]
}

function requestOf(contentId: string | undefined, text: string): Part {
  const [, method = '', address = '', head = '', body = ''] =
    /^([A-Z]+) (.+?)(?: HTTP\/1\.[01])?\r\n((?:[^\r\n]+\r\n)*)\r\n(.*)$/s.exec(`${text}\r\n`) ?? unreadable()
  return { contentId, method, address, headers: headersOf(head), body: body.trim() }
}

function headersOf(text: string): Record<string, string> {
  const lines = text.split('\r\n').filter((line) => line !== '')
  return Object.fromEntries(
    lines.map((line) => {
      const [name = '', value = ''] = line.split(/:(.*)/s)
      return [name.trim().toLowerCase(), value.trim()]
    }),
  )
}

class Unreadable extends Error {}

function unreadable(): never {
  throw new Unreadable()
}
