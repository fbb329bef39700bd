import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Reply } from '../request.ts'

/** The answer to a batch. */
export function multipart(status: number, parts: readonly string[]): Reply {
  const boundary = `batchresponse_${randomUUID()}`
  return {
    status,
    headers: { 'content-type': `multipart/mixed; boundary=${boundary}`, 'odata-version': '4.0' },
    body: `${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`,
  }
}

/** The answer to one request of it. */
export function writePart({ status, headers, body }: Reply, contentId: string | undefined): string {
  const lines = [
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    ...(contentId === undefined ? [] : [`Content-ID: ${contentId}`]),
    '',
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...(status >= 400 ? [`REQ_ID: ${randomUUID()}`] : []),
    ...Object.entries(headers).map(([name, value]) => `${spelled[name] ?? name}: ${status < 400 ? streamed(value) : value}`),
    '',
    body,
  ]
  return lines.join('\r\n')
}

/** What is shown within a batch is written piece by piece, and says so (recorded from the real service). */
function streamed(value: string): string {
  return value === 'application/json; odata.metadata=minimal' ? `${value}; odata.streaming=true` : value
}

/** Clients search batches for names as the real service spells them. */
const spelled: Record<string, string> = {
  'content-type': 'Content-Type',
  'odata-version': 'OData-Version',
  'odata-entityid': 'OData-EntityId',
  'preference-applied': 'Preference-Applied',
  location: 'Location',
  etag: 'ETag',
  'retry-after': 'Retry-After',
}
