import type { ISql as Sql } from 'postgres'
import { findMessages } from './find-messages.ts'
import type { MessageView } from './message-view.ts'
import { readIdocs } from './read-idocs.ts'
import { readRecords } from './records.ts'
import type { WrittenRecord } from './written-record.ts'

/** What Dynamics 365 holds of a business object by our doing, and the messages that were about it. */
export interface ObjectView {
  objectKey: string
  rows: {
    receiver: string
    table: string
    id: string
    key: Readonly<Record<string, string>>
    state: WrittenRecord['state']
    columns: Record<string, WrittenRecord['columns'][string] & { idoc?: string }>
  }[]
  /** The last twenty, newest first. */
  messages: MessageView[]
}

/** Nothing when no message was ever about such an object. */
export async function readObject(sql: Sql, objectKey: string): Promise<ObjectView | undefined> {
  const records = await readRecords(sql, [objectKey])
  const { items: messages } = await findMessages(sql, { objectKey, limit: 20 })
  if (records.length === 0 && messages.length === 0) return undefined
  const idocs = await readIdocs(
    sql,
    records.flatMap(({ columns }) => Object.values(columns).map(({ messageId }) => messageId)),
  )
  return {
    objectKey,
    rows: records
      .filter(({ id }) => id !== '')
      .map(({ receiver, table, id, rowKey, state, columns }) => ({
        receiver,
        table,
        id,
        key: rowKey,
        state,
        columns: Object.fromEntries(
          Object.entries(columns).map(([name, column]) => {
            const idoc = idocs.get(column.messageId)
            return [name, idoc === undefined ? column : { ...column, idoc }]
          }),
        ),
      })),
    messages,
  }
}
