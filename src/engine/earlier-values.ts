import type { Sql } from 'postgres'
import { readDocument } from '../mapping/read-document.ts'
import { type RowName, rowName } from '../message/by-row.ts'
import { IntegrationError } from '../message/errors.ts'
import type { ColumnValue } from '../message/write.ts'
import { earlierMessages } from '../store/earlier-messages.ts'
import type { Interfaces } from './interfaces.ts'
import { type Preview, preview } from './preview.ts'

/** What documents delivered before said of an object. */
export interface Earlier {
  /** The last value before, and the message that brought it. */
  find(write: RowName, column: string): { value: ColumnValue; messageId: string } | undefined
  /** Some of them wrote the row. */
  has(write: RowName): boolean
  /** There was no document before those that were read: what they do not say nobody had said. */
  readonly isAll: boolean
}

/** Reads the documents delivered of an object before a message again, no more than twenty of them, and maps them as today. */
export async function earlierValues(
  sql: Sql,
  interfaces: Interfaces,
  { objectKey }: Pick<Preview, 'objectKey'>,
  messageId: string,
): Promise<Earlier> {
  const { messages, isAll } = await earlierMessages(sql, { objectKey, messageId, most: 20 })
  const read = messages.map((message) => ({ messageId: message.id, object: objectIn(interfaces, message, objectKey) }))
  const said = Map.groupBy(
    read.flatMap(({ messageId, object }) => (object?.writes ?? []).map((write) => ({ write, messageId }))),
    ({ write }) => rowName(write),
  )
  return {
    isAll: isAll && read.every(({ object }) => object !== undefined),
    has: (row) => said.has(rowName(row)),
    find(row, column) {
      for (const { write, messageId } of said.get(rowName(row)) ?? []) {
        const value = write.columns[column]
        if (value !== undefined) return { value: value.value, messageId }
      }
      return undefined
    },
  }
}

/** Nothing of a document that no interface reads any more. */
function objectIn(interfaces: Interfaces, message: { payload: Uint8Array; contentType: string }, key: string) {
  try {
    return preview(interfaces, readDocument(message.payload, message.contentType), (objectKey) => objectKey === key)[0]
  } catch (error) {
    if (error instanceof IntegrationError) return undefined
    throw error
  }
}
