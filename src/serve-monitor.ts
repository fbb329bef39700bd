import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'

/** Where the monitor's pages are built to. */
export const monitorFolder = join(import.meta.dirname, '..', 'monitor', 'dist')

/**
 * The monitor at `/`, compressed for browsers that say they understand that. Files with a hash in their name never change and are kept; every other address that a browser opens is a page's,
 * and gets `index.html`, which shows it. Without a build it says how to make one.
 * @param allowed the methods that a path of the server has
 */
export const serveMonitor =
  (allowed: (path: string) => readonly string[]): FastifyPluginAsync =>
  async (server) => {
    const isBuilt = existsSync(join(monitorFolder, 'index.html'))
    server.setNotFoundHandler(async (request, reply) => {
      if (isBuilt && isBrowser(request)) return reply.sendFile('index.html')
      const [path = ''] = request.url.split('?')
      const methods = allowed(path)
      if (methods.length === 0) return reply.code(404).send({ message: `There is nothing at ${path}; the API is at /api/docs` })
      const message = `${path} takes no ${request.method}, only ${methods.join(', ')}`
      return reply.code(405).header('allow', methods.join(', ')).send({ message })
    })
    if (!isBuilt) {
      server.get('/', async (_, reply) =>
        reply.type('text/plain').send('The monitor is not built; run npx vite build monitor.\n'),
      )
      return
    }
    await server.register(fastifyStatic, {
      ...files('no-cache'),
      root: monitorFolder,
      // One route for all of them below; a thousand would make every start longer.
      wildcard: false,
      globIgnore: ['assets/**'],
    })
    await server.register(fastifyStatic, {
      ...files('public, max-age=31536000, immutable'),
      root: join(monitorFolder, 'assets'),
      prefix: '/assets/',
      decorateReply: false,
    })
  }

/** Somebody opens the address to read it; a program, or a page that lacks a file, says otherwise. */
function isBrowser({ method, headers }: FastifyRequest): boolean {
  return method === 'GET' && (headers.accept ?? '').includes('text/html')
}

function files(cacheControl: string) {
  return {
    // As .br or .gz, which the build lays beside them.
    preCompressed: true,
    setHeaders: (reply: FastifyReply) => void reply.header('cache-control', cacheControl),
  }
}
