import type { Sql } from 'postgres'
import { ByRow } from '../message/by-row.ts'
import type { ColumnValue } from '../message/write.ts'
import type { DeliveredRow, DeliveryView } from '../store/message-view.ts'
import { readRecords } from '../store/records.ts'
import type { WrittenRecord } from '../store/written-record.ts'
import { type Earlier, earlierValues } from './earlier-values.ts'
import type { Interfaces } from './interfaces.ts'
import type { Preview, PreviewedColumn, PreviewedWrite } from './preview.ts'
import { isSame } from './reduce.ts'

/** What a document does to a row, column by column. */
export interface ComparedWrite extends PreviewedWrite {
  readonly columns: Readonly<Record<string, ComparedColumn>>
  /** The row, where it was written before. */
  readonly row?: { readonly id: string; readonly receiver: string }
  /** Nothing of the row was there before. */
  readonly isNew: boolean
  /** A newer document wrote the row: nothing of this one is sent. */
  readonly isSuperseded: boolean
}

export interface ComparedColumn extends PreviewedColumn {
  /** `new`: there was nothing; `unknown`: what was before is not known any more. */
  readonly change: 'new' | 'changed' | 'same' | 'unknown'
  /** What was there before, and which message had written it, as far as that is known. */
  readonly before?: { readonly value: ColumnValue; readonly messageId: string | undefined }
  /** The later message that has given the column another value since. */
  readonly since?: string
}

export interface Compared extends Preview {
  readonly writes: readonly ComparedWrite[]
}

/** Whose writes are compared; `deliveryOf` says what became of them, nothing of a document that was not received. */
export interface Subject {
  readonly messageId?: string
  readonly system: string
  readonly version: string
  deliveryOf(objectKey: string): Pick<DeliveryView, 'status' | 'rows'> | undefined
}

/**
 * What a document changes. Of one that was not delivered: against what the records hold now. Of one that was: against what they held
 * before it: nothing of rows it created, else told by the records where they still know, else by the documents delivered before, as they are
 * mapped today. Nothing of that is kept with each delivery, because nearly nobody ever looks.
 */
export async function compare(
  sql: Sql,
  interfaces: Interfaces,
  subject: Subject,
  objects: readonly Preview[],
): Promise<Compared[]> {
  const records = await readRecords(
    sql,
    objects.map(({ objectKey }) => objectKey),
  )
  const ofObject = Map.groupBy(records, ({ objectKey }) => objectKey)
  const compared: Compared[] = []
  for (const object of objects) {
    const own = new ByRow(ofObject.get(object.objectKey) ?? [], ({ table, rowKey }) => ({ table, key: rowKey }))
    const { status, rows = [] } = subject.deliveryOf(object.objectKey) ?? {}
    const { messageId } = subject
    const isDone = messageId !== undefined && (status === 'delivered' || status === 'unchanged')
    // A document of hundreds of objects is no place to read the history of each.
    const earlier = isDone && objects.length <= mostObjects ? await earlierValues(sql, interfaces, object, messageId) : unknown
    const done = new ByRow(rows, ({ table, key = {} }) => ({ table, key }))
    const against = (write: PreviewedWrite) => {
      const record = own.find(write)
      if (!isDone) return beforeDelivery(write, record, subject)
      const { operation } = done.find(write) ?? {}
      return afterDelivery(write, record, { messageId, operation, earlier: operation === 'create' ? nothing : earlier })
    }
    compared.push({ ...object, writes: object.writes.map(against) })
  }
  return compared
}

const mostObjects = 10
const unknown: Earlier = { find: () => undefined, has: () => false, isAll: false }
const nothing: Earlier = { ...unknown, isAll: true }

function beforeDelivery(write: PreviewedWrite, record: WrittenRecord | undefined, subject: Subject): ComparedWrite {
  const known = record?.state === 'deleted' ? undefined : record
  const isSuperseded = known !== undefined && known.system === subject.system && known.version > subject.version
  return withColumns(write, record, { isNew: known === undefined, isSuperseded }, (name, column) => {
    const held = known?.columns[name]
    const before = { value: held?.value ?? null, messageId: held?.messageId }
    return { ...column, change: changeOf(before.value, column.value), before }
  })
}

function afterDelivery(
  write: PreviewedWrite,
  record: WrittenRecord | undefined,
  { messageId, operation, earlier }: { messageId: string; operation: DeliveredRow['operation']; earlier: Earlier },
): ComparedWrite {
  // A row that was changed was there, also where no earlier document had written it.
  const isAllKnown = earlier.isAll && (operation !== 'update' || earlier.has(write))
  const isNew = isAllKnown && !earlier.has(write)
  return withColumns(write, record, { isNew, isSuperseded: false }, (name, column) => {
    const held = record?.columns[name]
    // Ids grow with time. What an earlier message wrote and still stands was the same before this one.
    if (held !== undefined && held.messageId < messageId && isSame(held.value, column.value)) {
      return { ...column, change: 'same', before: { value: column.value, messageId: held.messageId } }
    }
    const since = held !== undefined && held.messageId > messageId ? { since: held.messageId } : {}
    const before = earlier.find(write, name) ?? (isAllKnown ? { value: null, messageId: undefined } : undefined)
    if (before === undefined) return { ...column, change: 'unknown', ...since }
    return { ...column, change: changeOf(before.value, column.value), before, ...since }
  })
}

function withColumns(
  write: PreviewedWrite,
  record: WrittenRecord | undefined,
  told: Pick<ComparedWrite, 'isNew' | 'isSuperseded'>,
  compareColumn: (name: string, column: PreviewedColumn) => ComparedColumn,
): ComparedWrite {
  const columns = Object.entries(write.columns).map(([name, column]) => [name, compareColumn(name, column)])
  const row = record === undefined ? {} : { row: { id: record.id, receiver: record.receiver } }
  return { ...write, columns: Object.fromEntries(columns), ...row, ...told }
}

function changeOf(before: ColumnValue, after: ColumnValue): ComparedColumn['change'] {
  if (isSame(before, after)) return 'same'
  return before === null ? 'new' : 'changed'
}
