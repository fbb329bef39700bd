import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshDatabase } from './database.ts'

test('a fresh database is migrated, and nothing of one is seen in another', async () => {
  const [one, two] = await Promise.all([freshDatabase(), freshDatabase()])
  try {
    const migrations = await two.sql`select name from migration`
    assert.ok(migrations.length > 0)
    await one.sql`create table only_here (id int)`
    const [found] = await two.sql`select to_regclass('only_here') as name`
    assert.equal(found?.name, null)
  } finally {
    await Promise.all([one.drop(), two.drop()])
  }
})
