import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownDatabase } from '../test/support/database.ts'
import { createLog } from './create-log.ts'
import { openDatabase } from './open-database.ts'

const { url, sql } = await ownDatabase()
const log = createLog({ logLevel: 'silent' })
const open = () => openDatabase({ databaseUrl: url, dataFolder: '/nowhere' }, log)

test('a database whose transactions do not see what is committed meanwhile is refused, with the statement that puts it right', async () => {
  await open()
  const [{ name }] = await sql<[{ name: string }]>`select current_database() as name`
  await sql.unsafe(`alter database ${name} set default_transaction_isolation = 'serializable'`)
  const { message, name: kind } = await open().then(
    () => new Error('It was opened'),
    (error: Error) => error,
  )
  assert.equal(kind, 'SettingsError')
  assert.match(message, /^The database of DATABASE_URL is PostgreSQL \S+.*: default_transaction_isolation is 'serializable', /)
  const [remedy = ''] = /alter database .*'read committed'/.exec(message) ?? []
  await sql.unsafe(remedy)
  await open()
})
