import { unwatchFile, watchFile } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { FastifyInstance, FastifyPluginCallback } from 'fastify'
import type { Logger } from 'pino'
import { SettingsError } from './settings/settings-error.ts'
import { readServerCertificate, type Tls } from './settings/tls.ts'

/**
 * A second way to the same server, by HTTPS. Clients are asked for a certificate, and let in without: who has to have one is
 * found out from the request. A certificate that is exchanged on the disk is shown within a minute.
 * The server does not get ready when this cannot listen: {@link SettingsError}.
 */
export function tlsPort(tls: Tls, log: Logger, { lookMilliseconds = 60_000 } = {}): FastifyPluginCallback {
  const plugin: FastifyPluginCallback = (http: FastifyInstance, _, done) => {
    const options = { ...readServerCertificate(tls), requestCert: true, rejectUnauthorized: false }
    const server = createServer(options, (request, response) => http.routing(request, response))
    const { keepAliveTimeout, requestTimeout, headersTimeout } = http.server
    Object.assign(server, { keepAliveTimeout, requestTimeout, headersTimeout })
    let closed: Promise<unknown> | undefined
    http.addHook('onReady', async () => {
      await listen(server, tls)
      const stopWatching = exchangeWhenChanged(server, tls, { log, lookMilliseconds })
      closed = new Promise((resolve) => server.once('close', resolve)).then(stopWatching)
      log.info(`HTTPS at port ${tls.port} with the certificate of ${tls.certificatePath}`)
    })
    http.addHook('preClose', async () => {
      server.close()
      server.closeIdleConnections()
    })
    http.addHook('onClose', async () => {
      // What was in hand has its answer by now.
      server.closeIdleConnections()
      await closed
    })
    done()
  }
  return plugin
}

async function listen(server: Server, { port, host }: Tls): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject).listen({ port, host }, resolve)
  await promise.catch(({ code }) => {
    if (code === 'EADDRINUSE') throw new SettingsError(`tls.port ${port} is in use by another program; set it to another one`)
    throw new SettingsError(`tls.port ${port}${host === undefined ? '' : ` at ${host}`} cannot be listened on (${code})`)
  })
}

/** Looked at again and again, as not every file system tells of changes. */
function exchangeWhenChanged(
  server: Server,
  tls: Tls,
  { log, lookMilliseconds }: { log: Logger; lookMilliseconds: number },
): () => void {
  const files = new Set([tls.certificatePath, tls.keyPath ?? tls.certificatePath])
  const exchange = () => {
    try {
      server.setSecureContext(readServerCertificate(tls))
      log.info(`HTTPS shows the certificate that is now in ${tls.certificatePath}`)
    } catch (error) {
      // Certificate and key are seldom exchanged at the same moment; the second is seen, too.
      log.warn(`HTTPS shows the certificate it had: ${(error as Error).message}`)
    }
  }
  for (const file of files) watchFile(file, { interval: lookMilliseconds, persistent: false }, exchange)
  return () => {
    for (const file of files) unwatchFile(file, exchange)
  }
}
