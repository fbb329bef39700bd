import { enqueue } from '../../src/queue/enqueue.ts'
import type { Sql } from '../../src/store/connect.ts'
import { insertDeliveries } from '../../src/store/insert-deliveries.ts'
import { insertMessages } from '../../src/store/insert-messages.ts'
import { arrival } from './arrival.ts'

/** Receives one message about these objects, as the engine does; gives its id. */
export async function received(sql: Sql, docnum: number, objectKeys: string[], heldBecause?: string): Promise<string> {
  return sql.begin(async (tx) => {
    const one = arrival(docnum)
    const [{ messageId } = { messageId: '' }] = await insertMessages(tx, [one])
    const { version } = one
    const reason = heldBecause === undefined ? {} : { reason: heldBecause }
    const status = heldBecause === undefined ? 'waiting' : 'held'
    await insertDeliveries(
      tx,
      objectKeys.map((objectKey) => ({ messageId, objectKey, version, status, ...reason })),
    )
    await enqueue(
      tx,
      objectKeys.map((objectKey) => ({ messageId, objectKey, held: status === 'held' })),
    )
    return messageId
  })
}
