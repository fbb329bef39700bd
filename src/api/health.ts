import type { FastifyPluginAsync } from 'fastify'
import type { Sql } from 'postgres'
import type { DatabaseStanding } from '../engine/database-standing.ts'

/** /health/live: the process runs. /health/ready: it can store what is sent to it (Kubernetes: liveness and readiness probes). */
export function health({ sql, database }: { sql: Sql; database: DatabaseStanding }): FastifyPluginAsync {
  return async (server) => {
    server.get('/health/live', async () => ({ status: 'live' }))
    server.get('/health/ready', async (_, reply) => {
      const problem = (await problemWith(sql)) ?? cannotStore(database)
      if (problem === undefined) return { status: 'ready' }
      return reply.code(503).send({ status: 'not ready', reason: problem })
    })
  }
}

/** A full disk answers questions and takes nothing. It is tried again when nothing failed for half a minute. */
function cannotStore(database: DatabaseStanding): string | undefined {
  const failure = database.failure(30_000)
  return failure && `The database cannot be used: ${failure.reason}`
}

async function problemWith(sql: Sql): Promise<string | undefined> {
  const timeout = Promise.withResolvers<string>()
  const timer = setTimeout(() => timeout.resolve('The database did not answer within 2 seconds'), 2000)
  const asked = sql`select 1`.then(
    () => undefined,
    (error: Error & { code?: string }) => `The database cannot be used: ${error.message || error.code}`,
  )
  try {
    return await Promise.race([asked, timeout.promise])
  } finally {
    clearTimeout(timer)
  }
}
