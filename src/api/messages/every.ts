import type { Sql } from '../../store/connect.ts'
import { findMessages, type MessageFilter } from '../../store/find-messages.ts'
import type { MessageView } from '../../store/message-view.ts'

/** Every message like that, newest first, read a page at a time, and no more than so many. */
export async function* everyMessage(sql: Sql, filter: MessageFilter, most: number): AsyncGenerator<MessageView> {
  let count = 0
  for (let cursor: string | undefined; ; ) {
    const { items, next } = await findMessages(sql, { ...filter, limit: 500, cursor })
    for (const item of items) {
      if (++count > most) return
      yield item
    }
    if (next === undefined) return
    cursor = next
  }
}
