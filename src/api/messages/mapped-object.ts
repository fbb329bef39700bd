import { z } from 'zod'
import type { Preview } from '../../engine/preview.ts'
import { shownValue } from '../shown-value.ts'

const writeSchema = z.object({
  table: z.string(),
  operation: z.enum(['upsert', 'deactivate', 'delete']),
  key: z.record(z.string(), z.string()),
  columns: z.record(z.string(), z.object({ value: z.unknown(), source: z.string() })),
})

/** What a document means for one object. */
export const mappedObject = z.object({
  objectKey: z.string(),
  writes: z.array(writeSchema),
  warnings: z.array(z.string()),
  problem: z.string().optional(),
})

/** The same of a preview: exact decimals and other rows as the API shows them. */
export function shownObject({ objectKey, writes, warnings, problem }: Preview): z.output<typeof mappedObject> {
  return { objectKey, writes: writes.map(shown), warnings: [...warnings], ...(problem === undefined ? {} : { problem }) }
}

function shown({ columns, ...write }: Preview['writes'][number]) {
  const values = Object.entries(columns).map(([name, { value, source }]) => [name, { value: shownValue(value), source }])
  return { ...write, columns: Object.fromEntries(values) }
}
