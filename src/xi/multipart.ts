import { randomUUID } from 'node:crypto'
import { Rejected } from '../message/errors.ts'

/** One part of a multipart body. */
export interface Part {
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>
  /** Its bytes, out of base64 or quoted-printable where they were sent so. */
  readonly content: Uint8Array
}

const maxParts = 200

/**
 * The parts of a multipart body, in order (RFC 2046, 5.1.1; line ends may lack their carriage return, as some gateways send them).
 * @throws {Rejected} with the line: it does not begin, does not end, or has more parts than anybody sends
 */
export function partsOf(body: Uint8Array, boundary: string): Part[] {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const parts: Part[] = []
  let delimiter = nextDelimiter(bytes, boundary, 0)
  if (!delimiter)
    throw new Rejected(`The message has no part: the boundary ${boundary} of its Content-Type stands nowhere in it.`)
  while (!delimiter.isLast) {
    const next = nextDelimiter(bytes, boundary, delimiter.end)
    if (!next) {
      throw new Rejected(
        `The message breaks off: its part at line ${lineOf(bytes, delimiter.start)} is not followed by the boundary ${boundary}.`,
      )
    }
    if (parts.length === maxParts) throw new Rejected(`The message has more than ${maxParts} parts.`)
    parts.push(partOf(bytes, delimiter.end, next.start))
    delimiter = next
  }
  return parts
}

/** A multipart/related body of these parts, the first of which is its start; their bytes as they are. */
export function joinParts(parts: readonly Part[]): { payload: Uint8Array; contentType: string } {
  const boundary = `landbridge_${randomUUID()}`
  const pieces = parts.flatMap(({ headers, content }) => {
    const kept = [...headers].filter(([name]) => name !== 'content-transfer-encoding')
    const head = kept.map(([name, value]) => `${name}: ${value}\r\n`).join('')
    return [Buffer.from(`--${boundary}\r\n${head}\r\n`, 'latin1'), content, Buffer.from('\r\n')]
  })
  const payload = Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)])
  return { payload, contentType: `multipart/related; boundary=${boundary}; type="text/xml"` }
}

/** The boundary of a body that begins with it, for one that came without its Content-Type. */
export function boundaryAtStart(body: Uint8Array): string | undefined {
  return /^\s*--([^\s-].*?)[ \t]*\r?\n/.exec(Buffer.from(body.subarray(0, 256)).toString('latin1'))?.[1]
}

interface Delimiter {
  /** Where the line end before it begins, which is not the part's. */
  readonly start: number
  readonly end: number
  readonly isLast: boolean
}

function nextDelimiter(bytes: Buffer, boundary: string, from: number): Delimiter | undefined {
  const dashes = Buffer.from(`--${boundary}`, 'latin1')
  for (let at = bytes.indexOf(dashes, from); at !== -1; at = bytes.indexOf(dashes, at + 1)) {
    if (at !== 0 && bytes[at - 1] !== 0x0a) continue
    const after = at + dashes.length
    const rest = /^(--)?[ \t]*(?:\r?\n|$)/.exec(bytes.toString('latin1', after, after + 256))
    if (!rest) continue
    const start = at === 0 ? 0 : at - (bytes[at - 2] === 0x0d ? 2 : 1)
    return { start: Math.max(start, from), end: after + rest[0].length, isLast: rest[1] !== undefined }
  }
  return undefined
}

function partOf(bytes: Buffer, start: number, end: number): Part {
  const { headers, contentStart } = headersOf(bytes, start, end)
  const content = bytes.subarray(contentStart, end)
  const coding = headers.get('content-transfer-encoding')?.toLowerCase()
  if (coding === 'base64') return { headers, content: Buffer.from(content.toString('latin1'), 'base64') }
  if (coding === 'quoted-printable') return { headers, content: fromQuotedPrintable(content) }
  if (coding === undefined || ['binary', '8bit', '7bit'].includes(coding)) return { headers, content }
  throw new Rejected(
    `The part at line ${lineOf(bytes, start)} has the Content-Transfer-Encoding ${coding}, which cannot be read here; send it as binary.`,
  )
}

/** Up to the empty line; a line that begins with a blank goes on the one before (RFC 5322, 2.2.3). */
function headersOf(bytes: Buffer, start: number, end: number): { headers: Map<string, string>; contentStart: number } {
  const headers = new Map<string, string>()
  let name = ''
  for (let at = start; at < end; ) {
    const lineEnd = bytes.indexOf(0x0a, at)
    const stop = lineEnd === -1 || lineEnd >= end ? end : lineEnd
    const line = bytes.toString('latin1', at, stop).replace(/\r$/, '')
    at = Math.min(stop + 1, end)
    if (line === '') return { headers, contentStart: at }
    const colon = line.indexOf(':')
    if (/^[ \t]/.test(line)) headers.set(name, `${headers.get(name) ?? ''} ${line.trim()}`)
    else if (colon === -1)
      throw new Rejected(`Line ${lineOf(bytes, at - 1)} of the message is no header of a part: it has no colon.`)
    else {
      name = line.slice(0, colon).trim().toLowerCase()
      headers.set(name, line.slice(colon + 1).trim())
    }
  }
  return { headers, contentStart: end }
}

function fromQuotedPrintable(content: Buffer): Buffer {
  const text = content
    .toString('latin1')
    .replaceAll(/[ \t]*=\r?\n/g, '')
    .replaceAll(/=([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(text, 'latin1')
}

function lineOf(bytes: Buffer, at: number): number {
  let line = 1
  for (let end = bytes.indexOf(0x0a); end !== -1 && end < at; end = bytes.indexOf(0x0a, end + 1)) line++
  return line
}
