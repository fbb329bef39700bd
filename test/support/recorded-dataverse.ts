import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { dataverse } from '../../src/channels/dataverse/dataverse.ts'
import type { WebApiOptions } from '../../src/channels/dataverse/web-api.ts'

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
 * `answer` may give nothing to drop the connection.
 */
export async function recordedDataverse(
  t: TestContext,
  answer: (asked: Asked, count: number) => Told | undefined,
  options: Partial<WebApiOptions> = {},
) {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const one: Asked = {
      method: request.method ?? '',
      path: decodeURIComponent(request.url?.replace('/api/data/v9.2/', '') ?? ''),
      headers: request.headers,
      text: Buffer.concat(chunks).toString(),
    }
    asked.push(one)
    const told = answer(one, asked.length)
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
    ...options,
  })
  t.after(async () => {
    await channel.close()
    server.closeAllConnections()
    server.close()
  })
  return { channel, asked, server, url }
}

export const error = (status: number, code: string, message: string, headers: Record<string, string> = {}): Told => ({
  status,
  headers,
  body: { error: { code, message } },
})
