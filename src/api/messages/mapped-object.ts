import type { Sql } from 'postgres'
import { z } from 'zod'
import type { Compared, ComparedColumn, ComparedWrite } from '../../engine/compare.ts'
import type { Preview, PreviewedColumn, PreviewedWrite } from '../../engine/preview.ts'
import { readIdocs } from '../../store/read-idocs.ts'
import { hiddenMeans, hiddenUnless } from '../hidden-value.ts'
import type { ApiNeeds } from '../needs.ts'
import { shownValue } from '../shown-value.ts'

const hidden = z.boolean().optional().describe(hiddenMeans)

const writer = { messageId: z.string().optional(), idoc: z.string().optional() }

const columnFields = {
  value: z.unknown(),
  hidden,
  source: z.string(),
  places: z
    .array(z.object({ segment: z.string(), field: z.string() }))
    .describe('Where in the document that stands: positions of the segments, e.g. 0.2, or header; and the field'),
}

const writeFields = {
  table: z.string(),
  operation: z.enum(['upsert', 'deactivate', 'delete']),
  key: z.record(z.string(), z.string()),
}

const objectFields = { objectKey: z.string(), warnings: z.array(z.string()), problem: z.string().optional() }

/** What a document means for one object. */
export const mappedObject = z.object({
  ...objectFields,
  writes: z.array(z.object({ ...writeFields, columns: z.record(z.string(), z.object(columnFields)) })),
})

/** Beside objects of which there may be very many. */
export const moreObjects = z.int().optional().describe('So many objects the document has besides, when it has many')

/** The same beside what was there before. */
export const comparedObject = z.object({
  ...objectFields,
  writes: z.array(
    z.object({
      ...writeFields,
      isNew: z.boolean().describe('Nothing of the row was there before'),
      isSuperseded: z.boolean().describe('A newer document wrote the row: nothing of this is sent'),
      row: z.object({ id: z.string(), url: z.string().optional().describe('Where people see it in Dynamics 365') }).optional(),
      columns: z.record(
        z.string(),
        z.object({
          ...columnFields,
          change: z
            .enum(['new', 'changed', 'same', 'unknown'])
            .describe('Against what was there before: of what is not delivered yet, what is there now'),
          before: z
            .object({ value: z.unknown(), hidden, ...writer })
            .optional()
            .describe('With the message that had written it'),
          since: z.object(writer).optional().describe('The later message that has changed the column since'),
        }),
      ),
    }),
  ),
})

/** A preview: exact decimals and other rows as the API shows them; with or without the values of its columns. */
export function shownObject({ writes, ...object }: Preview, { seesAll }: { seesAll: boolean }): z.output<typeof mappedObject> {
  return { ...shownHead(object), writes: writes.map((write) => ({ ...head(write), columns: columnsOf(write, seesAll) })) }
}

/** The same beside what was there before, with the numbers of the IDocs and a link to each row. */
export async function shownCompared(
  { sql, rowUrl }: { sql: Sql; rowUrl: ApiNeeds['rowUrl'] },
  objects: readonly Compared[],
  { seesAll }: { seesAll: boolean },
): Promise<z.output<typeof comparedObject>[]> {
  const columns = objects.flatMap(({ writes }) => writes.flatMap((write) => Object.values(write.columns)))
  const idocs = await readIdocs(
    sql,
    columns.flatMap(({ before, since }) => [before?.messageId ?? [], since ?? []].flat()),
  )
  const named = (messageId: string | undefined) => {
    const idoc = messageId && idocs.get(messageId)
    return { ...(messageId && { messageId }), ...(idoc && { idoc }) }
  }
  const shownColumn = ({ before, since, change, ...column }: ComparedColumn) => ({
    ...shownPlain(column, seesAll),
    change,
    ...(before && { before: { ...hiddenUnless(seesAll, shownValue(before.value)), ...named(before.messageId) } }),
    ...(since && { since: named(since) }),
  })
  const rowOf = ({ row, table }: ComparedWrite) => {
    const url = row && rowUrl?.(row.receiver, table, row.id)
    return row && { row: { id: row.id, ...(url && { url }) } }
  }
  return objects.map(({ writes, ...object }) => ({
    ...shownHead(object),
    writes: writes.map((write) => ({
      ...head(write),
      isNew: write.isNew,
      isSuperseded: write.isSuperseded,
      ...rowOf(write),
      columns: Object.fromEntries(Object.entries(write.columns).map(([name, column]) => [name, shownColumn(column)])),
    })),
  }))
}

function shownHead({ objectKey, warnings, problem }: Omit<Preview, 'writes'>) {
  return { objectKey, warnings: [...warnings], ...(problem === undefined ? {} : { problem }) }
}

function head({ table, operation, key }: PreviewedWrite) {
  return { table, operation, key: { ...key } }
}

function columnsOf({ columns }: PreviewedWrite, seesAll: boolean) {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, shownPlain(column, seesAll)]))
}

function shownPlain({ value, source, places }: PreviewedColumn, seesAll: boolean) {
  return { ...hiddenUnless(seesAll, shownValue(value)), source, places: [...places] }
}
