import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownDatabase } from '../../test/support/database.ts'
import { received } from '../../test/support/received.ts'
import { loadInterfaces } from '../interfaces/load.ts'
import { missCode } from '../mapping/miss-code.ts'
import { readMessage } from '../store/read-message.ts'
import { changeValues, releaseIfAdded } from './value-mappings.ts'

const database = await ownDatabase()
const interfaces = await loadInterfaces()

test('what is held in the moment its code is added goes on, what lacks another code does not', async () => {
  const { sql } = database
  const list = { interface: 'material', list: 'unit-of-measure' }
  await changeValues(
    { sql, refresh: async () => {} },
    { ...list, readBy: ['material'], codes: new Map([['XZQ', 'Metre']]) },
    { who: 'erika' },
  )
  // The node that maps these has not heard of it yet.
  const [added, other] = [await heldNow(1), await heldNow(2)]
  let refreshed = 0
  await releaseIfAdded({ sql, interfaces, refresh: async () => void refreshed++ }, [lacking(added, 'XZQ'), lacking(other, 'ABC')])
  assert.equal(refreshed, 1)
  const status = async (id: string) => (await readMessage(sql, id))?.status
  assert.deepEqual([await status(added), await status(other)], ['waiting', 'held'])
  const { deeds } = (await readMessage(sql, added)) ?? {}
  assert.deepEqual(
    deeds?.map(({ who, action, reason }) => ({ who, action, reason })),
    [{ who: 'erika', action: 'restart', reason: 'its code was added to unit-of-measure' }],
  )
})

const heldNow = (number: number) => received(database.sql, number, [`material/${number}`], 'a code is missing')

function lacking(messageId: string, code: string): Parameters<typeof releaseIfAdded>[1][number] {
  const claim = { messageId, objectKey: 'material/1' }
  return { plan: { claim }, status: 'held', code: missCode('unit-of-measure', code) } as never
}
