import { z } from 'zod'
import type { Preview } from '../../engine/preview.ts'
import { hiddenMeans, hiddenUnless } from '../hidden-value.ts'
import { shownValue } from '../shown-value.ts'

const writeSchema = z.object({
  table: z.string(),
  operation: z.enum(['upsert', 'deactivate', 'delete']),
  key: z.record(z.string(), z.string()),
  columns: z.record(
    z.string(),
    z.object({ value: z.unknown(), hidden: z.boolean().optional().describe(hiddenMeans), source: z.string() }),
  ),
})

/** What a document means for one object. */
export const mappedObject = z.object({
  objectKey: z.string(),
  writes: z.array(writeSchema),
  warnings: z.array(z.string()),
  problem: z.string().optional(),
})

/** The same of a preview: exact decimals and other rows as the API shows them; with or without the values of its columns. */
export function shownObject(
  { objectKey, writes, warnings, problem }: Preview,
  { seesAll }: { seesAll: boolean },
): z.output<typeof mappedObject> {
  return {
    objectKey,
    writes: writes.map((write) => shown(write, seesAll)),
    warnings: [...warnings],
    ...(problem === undefined ? {} : { problem }),
  }
}

function shown({ columns, ...write }: Preview['writes'][number], seesAll: boolean) {
  const values = Object.entries(columns).map(([name, { value, source }]) => [
    name,
    { ...hiddenUnless(seesAll, shownValue(value)), source },
  ])
  return { ...write, columns: Object.fromEntries(values) }
}
