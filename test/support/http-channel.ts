import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import Fastify, { type FastifyPluginAsync } from 'fastify'
import { asSap } from './credentials.ts'

/** A channel on a server of its own, behind a proxy that says who asks, until the test ends. */
export async function httpChannel(
  t: TestContext,
  channel: FastifyPluginAsync,
  path: string,
  logged?: { write(line: string): void },
) {
  const app = Fastify({ trustProxy: true, ...(logged && { logger: { stream: logged } }) })
  await app.register(channel)
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.after(() => app.close())
  const { port } = app.server.address() as AddressInfo
  return {
    port,
    /** Posts XML as S/4HANA does, but for what is said otherwise. */
    post: (body: RequestInit['body'] & {}, headers: Record<string, string> = {}, to = path) =>
      fetch(`http://127.0.0.1:${port}${to}`, {
        method: 'POST',
        headers: { 'content-type': 'text/xml', ...asSap, ...headers },
        body,
        duplex: 'half',
      } as RequestInit),
    close: () => app.close(),
  }
}
