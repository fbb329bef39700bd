import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownDatabase } from '../../test/support/database.ts'
import { pauseChannel, readChannels, resumeChannel } from './channel-state.ts'

const database = await ownDatabase()

test('a channel is paused for a reason until it is resumed', async () => {
  const { sql } = database
  assert.deepEqual([...(await readChannels(sql))], [])
  await pauseChannel(sql, 'dataverse', 'The secret has expired', new Date('2041-01-01'))
  await pauseChannel(sql, 'dataverse', 'The secret is wrong')
  const [paused] = await readChannels(sql)
  assert.deepEqual([paused?.channel, paused?.pausedReason, paused?.pausedUntil], ['dataverse', 'The secret is wrong', null])
  await resumeChannel(sql, 'dataverse')
  assert.equal((await readChannels(sql))[0]?.pausedReason, null)
})
