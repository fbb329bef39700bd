import type { FastifyInstance, FastifyRequest } from 'fastify'

/** Whether somebody only tries whether the way and the logon data are right, as the button in SM59 does, and sends nothing. */
export function isConnectionTest({ method }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD'
}

/** Answers a connection test at the address of a channel; who is not let in was told before, by the check of the request. */
export function connectionTest(app: FastifyInstance, path: string): void {
  const said =
    'Landbridge is here, user and password, or the client certificate, are right. Documents are sent to this address by POST.\n'
  for (const address of [path, `${path}/:system`]) {
    app.get(address, async (_, reply) => reply.type('text/plain; charset=utf-8').send(said))
  }
}
