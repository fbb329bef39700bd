import type { FastifyPluginAsync } from 'fastify'
import type { Sql } from 'postgres'
import { askedOnce } from '../engine/asked-once.ts'
import type { DatabaseStanding } from '../engine/database-standing.ts'
import { answeredInTime } from './answered-in-time.ts'

/** /health/live: the process runs. /health/ready: it can store what is sent to it (Kubernetes: liveness and readiness probes). */
export function health({ sql, database }: { sql: Sql; database: DatabaseStanding }): FastifyPluginAsync {
  const ask = askedOnce(async () => sql`select 1`)
  return async (server) => {
    server.get('/health/live', async () => ({ status: 'live' }))
    server.get('/health/ready', async (request, reply) => {
      const problem = (await problemWith(ask)) ?? cannotStore(database)
      if (problem === undefined) return { status: 'ready' }
      request.log.warn({ reason: problem }, 'Not ready')
      // Anybody may ask, and a reason can name the database's address, user or files.
      return reply.code(503).send({ status: 'not ready', reason: 'The database cannot be used; the log of Landbridge says why' })
    })
  }
}

/** A full disk answers questions and takes nothing. It is tried again when nothing failed for half a minute. */
function cannotStore(database: DatabaseStanding): string | undefined {
  return database.failure(30_000)?.reason
}

async function problemWith(ask: () => Promise<unknown>): Promise<string | undefined> {
  const answer = await answeredInTime(ask)
  return answer instanceof Error ? answer.message || (answer as NodeJS.ErrnoException).code : undefined
}
