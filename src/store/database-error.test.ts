import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { ownDatabase } from '../../test/support/database.ts'
import { noLimits, withFewFiles } from '../../test/support/limited-process.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { Unavailable } from '../message/errors.ts'
import { connect } from './connect.ts'
import { storeUnavailable } from './database-error.ts'

const database = await ownDatabase()

test('a server that is not there is Unavailable', async () => {
  const nowhere = connect('postgres://landbridge@127.0.0.1:1/none')
  assert.ok(storeUnavailable(await errorOf(nowhere`select 1`)) instanceof Unavailable)
  await nowhere.end()
})

test('a connection that the server ends is Unavailable', async () => {
  const sql = connect(database.url, { max: 1 })
  const asleep = errorOf(sql`select pg_sleep(60)`)
  for (let ended = 0; ended === 0; ) {
    const sleepers = await database.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query = 'select pg_sleep(60)' and wait_event = 'PgSleep'`
    ended = sleepers.count
  }
  assert.ok(storeUnavailable(await asleep) instanceof Unavailable)
  // Without a timeout postgres.js 3.4 waits for ever for a connection that the server ended.
  await sql.end({ timeout: 0 })
})

test('two transactions that wait for each other are Unavailable', async () => {
  const { sql } = database
  await sql`create table account (id int primary key)`
  await sql`insert into account values (1), (2)`
  const both = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const
  const lockBoth = (own: 0 | 1) =>
    sql.begin(async (tx) => {
      await tx`select from account where id = ${own + 1} for update`
      both[own].resolve()
      await both[own === 0 ? 1 : 0].promise
      await tx`select from account where id = ${2 - own} for update`
    })
  const [error] = (await Promise.all([errorOf(lockBoth(0)), errorOf(lockBoth(1))])).filter((one) => one !== undefined)
  assert.ok(storeUnavailable(error) instanceof Unavailable)
})

test('that no more connections can be opened, because there are too many, is Unavailable', { skip: noLimits }, async (t) => {
  const from = (file: string) => JSON.stringify(join(import.meta.dirname, file))
  const program = `
    import { openSync } from 'node:fs'
    import { connect } from ${from('connect.ts')}
    import { storeUnavailable } from ${from('database-error.ts')}
    const sql = connect(process.argv[2], { max: 1 })
    for (;;) try { openSync(process.argv[1]) } catch { break }
    console.log(await sql\`select 1\`.catch((error) => storeUnavailable(error)?.message))
    process.exit()`
  assert.match(await withFewFiles(temporaryFolder(t), program, database.url), /cannot be used now \(EMFILE: .*try again/)
})

test('a statement that is wrong is an error of ours', async () => {
  assert.equal(storeUnavailable(await errorOf(database.sql`select no_such_column`)), undefined)
  assert.equal(storeUnavailable(new TypeError('x is undefined')), undefined)
})

function errorOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  )
}
