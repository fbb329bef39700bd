import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'

export interface Caught {
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** A server that keeps what is posted to it, and answers with `status`, which a test may change. */
export async function httpCatcher(t: TestContext): Promise<{ url: string; caught: Caught[]; status: number }> {
  const catcher = { url: '', caught: [] as Caught[], status: 202 }
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk)
    response.writeHead(catcher.status).end('said the catcher')
    catcher.caught.push({ headers: request.headers, text: Buffer.concat(chunks).toString('utf8') })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  catcher.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`
  return catcher
}
