import { z } from 'zod'
import type { CrmDescription, CrmLookup } from '../../mapping/crm.ts'
import type { Column, Table } from '../../message/table.ts'

export const rowId = z.object({ id: z.guid().describe('The row’s id in Dynamics 365') })

export const exists = z.object({
  exists: z.boolean(),
  id: z.string().nullable(),
  method: z.enum(['POST', 'PATCH']).describe('POST creates it, PATCH with the id changes it'),
})

/** What an object is found by; all but the first may be missing. */
export function keySchema({ key }: CrmDescription) {
  const members = Object.keys(key).map((name, index) => {
    const text = z.string().trim().min(1).max(40)
    return [name, index === 0 ? text : text.optional()] as const
  })
  return z.strictObject(Object.fromEntries(members) as Record<string, z.ZodOptional<z.ZodString> | z.ZodString>)
}

/** The columns by business names; what is missing stays as it is, `null` clears it. */
export function fieldsSchema({ fields }: CrmDescription, table: Table) {
  const members = Object.entries(fields).map(([name, to]) => {
    const column = table.columns[typeof to === 'string' ? to : to.column] as Column
    return [name, valueSchema(column, to).nullable().optional()] as const
  })
  return z.strictObject(Object.fromEntries(members))
}

function valueSchema(column: Column, to: string | CrmLookup): z.ZodType<string | number | boolean> {
  switch (column.kind) {
    case 'text':
      return z.string().max(column.length)
    case 'choice':
      return z.enum(Object.keys(column.options) as [string, ...string[]])
    case 'whole':
      return z.int().min(column.min).max(column.max)
    case 'decimal':
      return z.string().regex(/^-?\d{1,15}(\.\d{1,10})?$/, 'must be a decimal number as text, e.g. "12.50"')
    case 'yesNo':
      return z.boolean()
    case 'date':
      return z.iso.date()
    case 'dateTime':
      return z.iso.datetime()
    case 'lookup':
      return z
        .string()
        .min(1)
        .max(100)
        .describe(`The ${column.to.name} whose ${(to as CrmLookup).by} this is`)
  }
}
