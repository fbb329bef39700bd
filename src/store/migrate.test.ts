import assert from 'node:assert/strict'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { freshDatabase } from '../../test/support/database.ts'
import { Misconfigured } from '../message/errors.ts'
import { connect } from './connect.ts'
import { migrate } from './migrate.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>
let folder: string
before(async () => {
  database = await freshDatabase()
})
after(() => database.drop())
beforeEach(async () => {
  await database.sql`drop schema public cascade`
  await database.sql`create schema public`
  folder = await mkdtemp(join(tmpdir(), 'landbridge-migrations-'))
  await cp(join(import.meta.dirname, 'migrations'), folder, { recursive: true })
})
afterEach(() => rm(folder, { recursive: true }))

test('an empty database gets every migration once', async () => {
  assert.notDeepEqual(await migrate(database.sql, folder), [])
  assert.deepEqual(await migrate(database.sql, folder), [])
})

test('two nodes that start at once apply each migration once between them', async () => {
  await writeFile(join(folder, '9001-one.sql'), 'create table one (n int); insert into one values (1);')
  const nodes = [connect(database.url), connect(database.url), connect(database.url)]
  const applied = await Promise.all(nodes.map((sql) => migrate(sql, folder)))
  await Promise.all(nodes.map((sql) => sql.end()))
  assert.equal(applied.flat().length, new Set(applied.flat()).size)
  assert.ok(applied.flat().includes('9001-one'))
})

test('a migration that fails leaves nothing of itself behind', async () => {
  await migrate(database.sql, folder)
  await writeFile(join(folder, '9001-broken.sql'), 'create table one (n int); select no_such_function();')
  await assert.rejects(migrate(database.sql, folder), /no_such_function/)
  const [found] = await database.sql`select to_regclass('one') as one`
  assert.equal(found?.one, null)
})

test('a migration whose file was changed is refused', async () => {
  await writeFile(join(folder, '9001-one.sql'), 'create table one (n int)')
  await migrate(database.sql, folder)
  await writeFile(join(folder, '9001-one.sql'), 'create table one (n bigint)')
  await assert.rejects(
    migrate(database.sql, folder),
    (error) => error instanceof Misconfigured && /9001-one was changed/.test(error.message),
  )
})

test('a database that is newer than the program is refused', async () => {
  await writeFile(join(folder, '9001-one.sql'), 'create table one (n int)')
  await migrate(database.sql, folder)
  await rm(join(folder, '9001-one.sql'))
  await assert.rejects(
    migrate(database.sql, folder),
    (error) => error instanceof Misconfigured && /9001-one, which this program does not know/.test(error.message),
  )
})
