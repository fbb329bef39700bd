import { randomBytes } from 'node:crypto'
import { after } from 'node:test'
import { connect, type Sql } from '../../src/store/connect.ts'
import type { EmbeddedPostgres } from '../../src/store/embedded/start-embedded.ts'
import { migrate } from '../../src/store/migrate.ts'
import { startTestServer } from './test-server.ts'

export interface FreshDatabase {
  url: string
  sql: Sql
  /** Closes `sql` and removes the database. */
  drop(): Promise<void>
}

/** An empty, migrated database of its own, on a real PostgreSQL, in some hundredths of a second. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const server = await serverUrl()
  const name = `test_${randomBytes(6).toString('hex')}`
  await administer(server, async (sql) => {
    await makeTemplate(sql, server)
    // As files: that takes half the work of writing each page to the log.
    await sql`create database ${sql(name)} template landbridge_template strategy file_copy`
  })
  const url = databaseUrl(server, name)
  const sql = connect(url)
  return {
    url,
    sql,
    drop: async () => {
      await sql.end({ timeout: 5 })
      // A server of our own vanishes as a whole, perhaps before this.
      if (own !== undefined) return
      await administer(server, (sql) => sql`drop database if exists ${sql(name)} with (force)`)
    },
  }
}

/** One for all tests of a file, gone after the last of them. */
export async function ownDatabase(): Promise<FreshDatabase> {
  const database = await freshDatabase()
  after(database.drop)
  return database
}

let own: Promise<EmbeddedPostgres> | undefined

/** The test run's server; a test file run by hand starts its own. */
async function serverUrl(): Promise<string> {
  const given = process.env.LANDBRIDGE_TEST_DATABASE_URL
  if (given) return given
  own ??= startTestServer()
  return (await own).url
}

after(async () => {
  await (await own)?.stop()
})

/** Test files run side by side: the first one makes the template, the others wait for it. */
async function makeTemplate(sql: Sql, server: string): Promise<void> {
  await sql`select pg_advisory_lock(1)`
  try {
    const [found] = await sql`select from pg_database where datname = 'landbridge_template'`
    if (found) return
    await sql`drop database if exists landbridge_unfinished with (force)`
    await sql`create database landbridge_unfinished`
    const unfinished = connect(databaseUrl(server, 'landbridge_unfinished'))
    try {
      await migrate(unfinished)
    } finally {
      await unfinished.end()
    }
    await sql`alter database landbridge_unfinished rename to landbridge_template`
  } finally {
    await sql`select pg_advisory_unlock(1)`
  }
}

async function administer<T>(server: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = connect(databaseUrl(server, 'postgres'), { max: 1 })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}

function databaseUrl(server: string, name: string): string {
  return Object.assign(new URL(server), { pathname: `/${name}` }).href
}
