import type { Socket } from 'node:net'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import type { Logger } from 'pino'
import { plainUrl } from './api/crm/url.ts'
import { answerProblem } from './api/problem.ts'
import { securityHeaders } from './security-headers.ts'

/** The server that everything which is asked by HTTP is put into. */
export function httpServer(
  log: Logger,
  settings: { publicUrl?: string | undefined; trustProxy: boolean | string[] },
): FastifyInstance {
  const headers = securityHeaders(settings.publicUrl)
  const server = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    // What is logged of a request says itself which one it was.
    childLoggerFactory: (logger) => logger,
    forceCloseConnections: 'idle',
    // SM59 and people write an address either way.
    routerOptions: { ignoreTrailingSlash: true },
    rewriteUrl: ({ url = '/' }) => plainUrl(url),
    trustProxy: settings.trustProxy,
    // An address that cannot be read belongs to nobody, and no hook is asked.
    frameworkErrors: (error, request, reply) => answerProblem(error, request, reply.headers(headers)),
  }) as unknown as FastifyInstance
  server.addHook('onRequest', (_, reply, done) => {
    reply.headers(headers)
    done()
  })
  closeUnused(server)
  closeAfterAnswers(server)
  return server
}

/** What is asked while we end is answered, and its connection ends with that: kept for more to be asked it would be waited for, a minute too. */
function closeAfterAnswers(server: FastifyInstance): void {
  let isEnding = false
  server.addHook('preClose', (done) => {
    isEnding = true
    done()
  })
  server.addHook('onSend', (_request, reply, _payload, done) => {
    if (isEnding) reply.header('connection', 'close')
    done()
  })
}

/**
 * Browsers open connections before they have something to ask. To Node.js one on which nothing was asked yet is not idle, and whoever ends would wait
 * a minute for it.
 */
function closeUnused(server: FastifyInstance): void {
  const open = new Set<Socket>()
  server.server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  server.addHook('preClose', (done) => {
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy()
    done()
  })
}
