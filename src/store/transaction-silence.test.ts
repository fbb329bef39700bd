import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownDatabase } from '../../test/support/database.ts'
import { storeUnavailable } from './database-error.ts'
import { mayBeSilent } from './transaction-silence.ts'

const { sql } = await ownDatabase()

test('a transaction that is not heard of for a minute ends, and lets go of what it locked', async () => {
  const [within] = await sql.begin((tx) => tx`select current_setting('idle_in_transaction_session_timeout') as value`)
  assert.equal(within?.value, '1min')
  const [after] = await sql`select current_setting('idle_in_transaction_session_timeout') as value`
  assert.equal(after?.value, '0')
})

test('who stood still within a transaction is told that the database cannot be used now', async () => {
  await sql`create table locked (id integer primary key)`
  await sql`insert into locked values (1)`
  const silent = sql.begin(async (tx) => {
    await tx`set local idle_in_transaction_session_timeout = '50ms'`
    await tx`select from locked for update`
    // Somebody else gets what was locked.
    await sql`select from locked for update`
    return tx`select 1`
  })
  await assert.rejects(silent, (error) => storeUnavailable(error) !== undefined)
})

test('a transaction that waits for somebody else may be silent for an hour', async () => {
  const value = await sql.begin(async (tx) => {
    await mayBeSilent(tx)
    const [set] = await tx`select current_setting('idle_in_transaction_session_timeout') as value`
    return set?.value
  })
  assert.equal(value, '1h')
})
