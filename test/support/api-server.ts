import { after } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import type { SettingsUser } from '../../src/access/identity.ts'
import type { Admitted } from '../../src/api/access/admitted.ts'
import { api } from '../../src/api/api.ts'
import { plainUrl } from '../../src/api/crm/url.ts'
import { health } from '../../src/api/health.ts'
import { Metrics } from '../../src/api/metrics.ts'
import { DatabaseStanding } from '../../src/engine/database-standing.ts'
import { FreshDocuments } from '../../src/engine/fresh-documents.ts'
import { receiver } from '../../src/engine/receive.ts'
import { loadInterfaces } from '../../src/interfaces/load.ts'
import type { Accept } from '../../src/message/arrival.ts'
import type { RowReader } from '../../src/message/row-reader.ts'
import type { Sql } from '../../src/store/connect.ts'
import { freshDatabase } from './database.ts'

/** The API over a database, as main.ts puts it together, without the channels and without a worker. */
export async function apiServer(
  sql: Sql,
  access: Partial<Admitted> = {},
  logged?: { write(line: string): void },
  { milliseconds, rows = noRows }: { milliseconds?: number; rows?: RowReader } = {},
): Promise<{ server: FastifyInstance; accept: Accept; woken: () => number }> {
  const interfaces = await loadInterfaces()
  const accept = receiver({
    sql,
    interfaces,
    fresh: new FreshDocuments(),
    arrived: () => {},
    ...(milliseconds && { milliseconds }),
  })
  let woken = 0
  const logger = logged && { level: 'warn', stream: logged }
  const server = Fastify({ rewriteUrl: ({ url = '/' }) => plainUrl(url), ...(logger && { logger }) })
  const admin: SettingsUser = { name: 'admin', password: 'sandbox', roles: ['administrator', 'personal-data', 'crm'] }
  await server.register(
    api({
      sql,
      interfaces,
      access: { users: [admin], ...access },
      accept,
      rows,
      wake: () => woken++,
      refresh: noRefresh,
      ...(milliseconds && { milliseconds }),
      log: server.log,
    }),
  )
  await server.register(health({ sql, database: new DatabaseStanding() }))
  await server.register(new Metrics(sql).endpoint)
  await server.ready()
  return { server, accept, woken: () => woken }
}

/** The same over a database of its own, listening until the tests of the file have ended. Gives its address. */
export async function listeningApi(): Promise<string> {
  const { sql, drop } = await freshDatabase()
  const { server } = await apiServer(sql)
  after(async () => {
    await server.close()
    await drop()
  })
  return server.listen({ host: '127.0.0.1', port: 0 })
}

/** No worker has an eye on what people change. */
export const noRefresh = { values: async () => {}, stops: async () => {} }

/** No Dynamics 365 stands behind it. */
export const noRows = { find: async () => undefined, read: async () => undefined }
