import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync, FastifyReply } from 'fastify'

/** Where the monitor's pages are built to. */
export const monitorFolder = join(import.meta.dirname, '..', 'monitor', 'dist')

/**
 * The monitor at `/`, compressed for browsers that say they understand that. Files with a hash in their name never change and are kept; every other address that a browser opens is a page's,
 * and gets `index.html`, which shows it. Without a build it says how to make one.
 */
export const serveMonitor: FastifyPluginAsync = async (server) => {
  const isBuilt = existsSync(join(monitorFolder, 'index.html'))
  if (!isBuilt) {
    server.get('/', async (_, reply) => reply.type('text/plain').send('The monitor is not built; run npx vite build monitor.\n'))
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
  for (const path of [
    '/messages',
    '/messages/*',
    '/objects/*',
    '/interfaces',
    '/interfaces/*',
    '/value-mappings',
    '/value-mappings/*',
    '/channels',
    '/alerts',
    '/audit',
    '/users',
    '/tokens',
  ]) {
    server.get(path, async (_, reply) => reply.sendFile('index.html'))
  }
}

function files(cacheControl: string) {
  return {
    // As .br or .gz, which the build lays beside them.
    preCompressed: true,
    setHeaders: (reply: FastifyReply) => void reply.header('cache-control', cacheControl),
  }
}
