import Fastify, { type FastifyInstance, LogController } from 'fastify'
import type { Logger } from 'pino'
import { plainUrl } from './api/crm/url.ts'

/** The server that everything which is asked by HTTP is put into. */
export function httpServer(log: Logger): FastifyInstance {
  return Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    rewriteUrl: ({ url = '/' }) => plainUrl(url),
  }) as unknown as FastifyInstance
}
