import type { IncomingHttpHeaders } from 'node:http'
import { type Answer, answerOf } from './answer.ts'

/** The answer to one request of a batch, and which one when it says so. */
export interface PartAnswer {
  readonly contentId: string | undefined
  readonly answer: Answer
}

/**
 * The answers of a batch in their order: to a request one, to a change set as many as it has requests, or just that of the request it
 * failed with. Gives nothing when the text is no such answer.
 */
export function readBatch(contentType: string, payload: string): PartAnswer[][] | undefined {
  return partsOf(contentType, payload)?.map(({ headers, content }) => {
    const nested = partsOf(String(headers['content-type'] ?? ''), content)
    if (nested === undefined) return [partAnswer(headers, content)]
    return nested.map((inner) => partAnswer(inner.headers, inner.content))
  })
}

interface Part {
  readonly headers: IncomingHttpHeaders
  readonly content: string
}

function partsOf(contentType: string, text: string): Part[] | undefined {
  const boundary = /^multipart\/mixed\s*;.*boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (boundary === undefined) return undefined
  return `\r\n${text}`
    .split(`\r\n--${boundary}`)
    .slice(1)
    .filter((part) => !part.startsWith('--'))
    .map((part) => split(part.replace(/^\r\n/, '')))
}

function partAnswer(outer: IncomingHttpHeaders, content: string): PartAnswer {
  const [statusLine = '', rest = ''] = cut(content, '\r\n')
  const status = Number(/^HTTP\/\d\.\d (\d{3})/.exec(statusLine)?.[1] ?? 0)
  const { headers, content: payload } = split(rest)
  const contentId = outer['content-id'] ?? headers['content-id']
  return { contentId: contentId === undefined ? undefined : String(contentId), answer: answerOf(status, headers, payload) }
}

/** Headers, an empty line, the rest. There may be no headers at all. */
function split(text: string): Part {
  if (text.startsWith('\r\n')) return { headers: {}, content: text.slice(2) }
  const [head, content] = cut(text, '\r\n\r\n')
  const lines = head.split('\r\n').map((line) => cut(line, ':'))
  return { headers: Object.fromEntries(lines.map(([name, value]) => [name.trim().toLowerCase(), value.trim()])), content }
}

function cut(text: string, at: string): [string, string] {
  const index = text.indexOf(at)
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + at.length)]
}
