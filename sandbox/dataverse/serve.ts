import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { Tls } from './ca.ts'
import { type Call, json, type Reply } from './call.ts'
import { answerOfControl, type Control } from './control/control.ts'
import { isFromHere } from './control/is-from-here.ts'
import { answerOfEntra, type Entra } from './entra/entra.ts'
import { BodyTooLarge, readBody } from './read-body.ts'

interface Needs {
  readonly tls: Tls
  readonly entra: Entra
  readonly control: Control
  /** Answers below `/api/data/`; gives nothing when the connection is to be dropped. */
  readonly webApi: (call: Call) => Promise<Reply | undefined>
  readonly page: (call: Call) => Reply
}

/** The sandbox's one port: the Web API, the token endpoint, what steers it, and its page. */
export function serve(needs: Needs): Server {
  // Clients keep connections; one that closes just as the next request comes would look like a fault nobody asked for.
  const server = createServer({ key: needs.tls.key, cert: needs.tls.cert, keepAliveTimeout: 120_000 })
  server.on('request', async (request, response) => {
    try {
      const reply = await answer(needs, await callOf(request))
      if (reply === undefined) request.socket.destroy()
      else finish(response, reply)
    } catch (error) {
      finish(response, failure(error))
    }
  })
  return server
}

async function answer(needs: Needs, call: Call): Promise<Reply | undefined> {
  if (call.path.startsWith('/api/data/')) return needs.webApi(call)
  const isOurs = call.path === '/' || call.path.startsWith('/_sandbox/')
  if (!isOurs) return answerOfEntra(needs.entra, call) ?? nothingAt(call)
  if (!isFromHere(call)) return json(403, { error: 'Only a program or the page of this machine may do this' })
  if (call.path === '/' && call.method === 'GET') return needs.page(call)
  return answerOfControl(needs.control, call) ?? nothingAt(call)
}

function nothingAt({ method, path }: Call): Reply {
  return json(404, { error: `There is nothing at ${method} ${path}` })
}

async function callOf(request: IncomingMessage): Promise<Call> {
  const { method = '', headers, socket } = request
  const target = request.url ?? '/'
  return {
    method,
    url: new URL(`https://${headers.host ?? 'localhost'}${target}`),
    path: target.split('?', 1)[0] ?? '/',
    headers,
    remoteAddress: socket.remoteAddress ?? '',
    body: await readBody(request),
  }
}

function failure(error: unknown): Reply {
  if (error instanceof BodyTooLarge) return json(413, { error: error.message }, { connection: 'close' })
  if (error instanceof TypeError && 'code' in error && error.code === 'ERR_INVALID_URL')
    return json(400, { error: 'This is no address' })
  console.error(error)
  return json(500, { error: { code: '0x80040216', message: `The sandbox itself failed: ${(error as Error).message}` } })
}

function finish(response: ServerResponse, { status, headers, body }: Reply): void {
  if (response.destroyed) return
  const hasBody = status !== 204 && status !== 304
  const length = hasBody ? { 'content-length': Buffer.byteLength(body) } : {}
  response.writeHead(status, { 'cache-control': 'no-cache', ...headers, ...length }).end(hasBody ? body : undefined)
}
