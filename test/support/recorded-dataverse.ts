import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { type DataverseOptions, dataverse } from '../../src/channels/dataverse/dataverse.ts'

export interface Asked {
  readonly method: string
  /** Below the API's base address, decoded. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

export interface Told {
  readonly status: number
  readonly headers?: Record<string, string>
  readonly body?: unknown
}

/**
 * A real HTTP server that answers as a Dataverse environment was seen to answer, and a channel that talks to it.
 * `answer` may give nothing to drop the connection. A `$batch` is taken apart: its requests are asked and answered one by one, of a
 * change set up to the first failure; `sent` holds what went over the wire. `answerWhole` may answer to a batch as such.
 */
export async function recordedDataverse(
  t: TestContext,
  answer: (asked: Asked, count: number) => Told | undefined,
  options: Partial<DataverseOptions> & { answerWhole?: (batch: Asked, count: number) => Told | undefined } = {},
) {
  const { answerWhole = () => undefined, ...channelOptions } = options
  const asked: Asked[] = []
  const sent: Asked[] = []
  const one = (request: Asked) => {
    asked.push(request)
    return answer(request, asked.length)
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const whole: Asked = {
      method: request.method ?? '',
      path: decodeURIComponent(request.url?.replace('/api/data/v9.2/', '') ?? ''),
      headers: request.headers,
      text: Buffer.concat(chunks).toString(),
    }
    sent.push(whole)
    const told = whole.path === '$batch' ? (answerWhole(whole, sent.length) ?? answerBatch(whole, one)) : one(whole)
    if (told === undefined) return void request.socket.destroy()
    response.writeHead(told.status, { 'content-type': 'application/json', ...told.headers })
    response.end(told.body === undefined ? undefined : typeof told.body === 'string' ? told.body : JSON.stringify(told.body))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let tokens = 0
  const channel = dataverse({
    url,
    credential: { getToken: async () => ({ token: `token-${++tokens}`, expiresOnTimestamp: Date.now() + 3_600_000 }) },
    ...channelOptions,
  })
  t.after(async () => {
    await channel.close()
    server.closeAllConnections()
    server.close()
  })
  return { channel, asked, sent, server, url }
}

export const error = (status: number, code: string, message: string, headers: Record<string, string> = {}): Told => ({
  status,
  headers,
  body: { error: { code, message } },
})

function answerBatch({ headers, text }: Asked, one: (request: Asked) => Told | undefined): Told | undefined {
  const items = partsOf(headers['content-type'] ?? '', text).map((part) => {
    const [head = '', content = ''] = cut(part)
    const requests = /multipart/.test(head) ? partsOf(head, content) : [part]
    const answers: string[] = []
    for (const request of requests) {
      const [outer = '', inner = ''] = cut(request)
      const told = one(requestIn(inner))
      if (told === undefined) return undefined
      const answered = partText(told, /Content-ID: (\S+)/.exec(outer)?.[1])
      if (/multipart/.test(head) && told.status >= 400) return multipart('changesetresponse', [answered])
      answers.push(answered)
    }
    return /multipart/.test(head) ? multipart('changesetresponse', answers) : answers[0]
  })
  if (items.includes(undefined)) return undefined
  const body = items.map((item) => `--batchresponse\r\n${item}\r\n`).join('')
  return {
    status: 200,
    headers: { 'content-type': 'multipart/mixed; boundary=batchresponse' },
    body: `${body}--batchresponse--\r\n`,
  }
}

function multipart(boundary: string, parts: readonly string[]): string {
  const body = parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')
  return `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n${body}--${boundary}--\r\n`
}

function partText({ status, headers = {}, body }: Told, contentId: string | undefined): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const text = body === undefined ? '' : JSON.stringify(body)
  return `Content-Type: application/http\r\nContent-ID: ${contentId}\r\n\r\nHTTP/1.1 ${status} \r\n${lines.join('')}\r\n${text}`
}

function requestIn(text: string): Asked {
  const [head = '', body = ''] = cut(text)
  const [line = '', ...lines] = head.split('\r\n')
  const [method = '', path = ''] = line.split(' ')
  const headers = Object.fromEntries(
    lines.map((one) => one.split(/: (.*)/s)).map(([name, value]) => [name?.toLowerCase(), value]),
  )
  return { method, path: decodeURIComponent(path.replace('/api/data/v9.2/', '')), headers, text: body.trim() }
}

function partsOf(contentType: string, text: string): string[] {
  const boundary = /boundary="([^"]+)"/.exec(contentType)?.[1]
  return text
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => part.slice(2))
}

function cut(text: string): string[] {
  return text.split(/\r\n\r\n(.*)/s)
}
