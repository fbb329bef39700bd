import Fastify, { type FastifyInstance, LogController } from 'fastify'
import type { Logger } from 'pino'
import { plainUrl } from './api/crm/url.ts'
import { securityHeaders } from './security-headers.ts'

/** The server that everything which is asked by HTTP is put into. */
export function httpServer(log: Logger, settings: { publicUrl?: string | undefined; trustProxy: boolean }): FastifyInstance {
  const server = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    // What is logged of a request says itself which one it was.
    childLoggerFactory: (logger) => logger,
    forceCloseConnections: 'idle',
    rewriteUrl: ({ url = '/' }) => plainUrl(url),
    trustProxy: settings.trustProxy,
  }) as unknown as FastifyInstance
  const headers = securityHeaders(settings.publicUrl)
  server.addHook('onRequest', (_, reply, done) => {
    reply.headers(headers)
    done()
  })
  return server
}
