import assert from 'node:assert/strict'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
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

test('what people changed in copies of a list goes to the interface whose list it became, which keeps its own', async () => {
  const { sql } = database
  const shared = join(folder, '0031-shared-lists.sql')
  const text = await readFile(shared)
  for (const name of (await readdir(folder)).filter((file) => file >= '0031')) await rm(join(folder, name))
  await migrate(sql, folder)
  const stored = (one: string, list: string, code: string, value: string) =>
    sql`insert into value_mapping (interface, list, code, value) values (${one}, ${list}, ${code}, ${value})`
  await stored('invoice', 'unit-of-measure', 'XZQ', 'Metre')
  await stored('invoice', 'unit-of-measure', 'PAL', 'Pallet')
  await stored('material', 'unit-of-measure', 'PAL', 'Piece')
  await stored('invoice', 'currency-decimals', 'XXX', '4')
  await stored('credit-limit', 'currency-decimals', 'XXX', '4')
  await stored('invoice', 'payment-status', 'Z', 'Paid')
  await writeFile(shared, text)
  await migrate(sql, folder)
  const left = await sql`select interface, list, code, value from value_mapping order by 1, 2, 3`
  assert.deepEqual(
    left.map(({ interface: one, list, code, value }) => [one, list, code, value]),
    [
      ['business-partner', 'currency-decimals', 'XXX', '4'],
      ['invoice', 'payment-status', 'Z', 'Paid'],
      ['material', 'unit-of-measure', 'PAL', 'Piece'],
      ['material', 'unit-of-measure', 'XZQ', 'Metre'],
    ],
  )
  const changes = await sql`select interface, code from value_mapping_change order by 1, 2`
  assert.deepEqual(
    changes.map(({ interface: one, code }) => [one, code]),
    [
      ['business-partner', 'XXX'],
      ['material', 'XZQ'],
    ],
  )
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
