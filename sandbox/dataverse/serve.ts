import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import { encodingOf } from './bytes.ts'
import type { Tls } from './ca.ts'
import { type Call, json, type Reply, webApiError } from './call.ts'
import { packed } from './compress.ts'
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
  const server = createServer({
    key: needs.tls.key,
    cert: needs.tls.cert,
    keepAliveTimeout: 120_000,
    // An address alone may take 32 KiB.
    maxHeaderSize: 128 * 1024,
  })
  server.on('request', async (request, response) => {
    try {
      const reply = await answer(needs, await callOf(request))
      if (reply === undefined) request.socket.destroy()
      else await finish(request, response, reply)
    } catch (error) {
      await finish(request, response, failure(error))
    }
  })
  return server
}

async function answer(needs: Needs, call: Call): Promise<Reply | undefined> {
  if (call.path.startsWith('/api/data/')) return needs.webApi(call)
  if (call.path.startsWith('/api/search/'))
    return webApiError(501, '0x80060888', 'The sandbox does not do Dataverse Search; Dynamics 365 does.')
  const isOurs = call.path === '/' || call.path.startsWith('/_sandbox/')
  if (!isOurs) return answerOfEntra(needs.entra, call) ?? nothingAt(call)
  if (!isFromHere(call)) return json(403, { error: 'Only a program or the page of this machine may do this' })
  if (call.path === '/' && (call.method === 'GET' || call.method === 'HEAD')) return needs.page(call)
  return answerOfControl(needs.control, call) ?? nothingAt(call)
}

function nothingAt({ method, path }: Call): Reply {
  return json(404, { error: `There is nothing at ${method} ${path}` })
}

async function callOf(request: IncomingMessage): Promise<Call> {
  const { method = '', headers, socket } = request
  // Clients that put a slash too many behind the host are answered all the same.
  const target = (request.url ?? '/').replace(/^\/{2,}/, '/')
  const coding = headers['content-encoding'] ?? 'identity'
  if (coding !== 'identity') throw new PackedBody(`A request body with Content-Encoding ${coding} is not read`)
  return {
    method,
    url: new URL(`https://${headers.host ?? 'localhost'}${target}`),
    path: target.split('?', 1)[0] ?? '/',
    targetLength: target.length,
    headers,
    remoteAddress: socket.remoteAddress ?? '',
    body: await readBody(request),
  }
}

/** No text says that Dynamics 365 unpacks what it is sent. */
class PackedBody extends Error {
  override name = 'PackedBody'
}

function failure(error: unknown): Reply {
  if (error instanceof PackedBody) return json(415, { error: { code: '', message: error.message } }, { connection: 'close' })
  if (error instanceof BodyTooLarge) return json(413, { error: { code: '', message: error.message } }, { connection: 'close' })
  if (error instanceof TypeError && 'code' in error && error.code === 'ERR_INVALID_URL')
    return json(400, { error: 'This is no address' })
  console.error(error)
  return json(500, { error: { code: '0x80040216', message: `The sandbox itself failed: ${(error as Error).message}` } })
}

async function finish(request: IncomingMessage, response: ServerResponse, reply: Reply): Promise<void> {
  const hasBody = reply.status !== 204 && reply.status !== 304
  const { headers, body } = await packed(reply, request.headers['accept-encoding']?.toString())
  if (response.destroyed) return
  const encoding = encodingOf(reply.headers['content-type']?.toString())
  const length = hasBody ? { 'content-length': Buffer.byteLength(body, encoding) } : {}
  response
    .writeHead(reply.status, { 'cache-control': 'no-cache', ...reply.headers, ...headers, ...length })
    .end(hasBody ? body : undefined, encoding)
}
