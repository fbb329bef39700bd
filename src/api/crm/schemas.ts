import { z } from 'zod'
import type { CrmDescription, CrmLookup } from '../../mapping/crm-description.ts'
import { compareDecimals, readSapNumber } from '../../mapping/sap-number.ts'
import type { Column, Table } from '../../message/table.ts'

export const rowId = z.object({ id: z.guid().describe('The row’s id in Dynamics 365') })

export const exists = z.object({
  exists: z.boolean(),
  id: z.string().nullable(),
  method: z.enum(['POST', 'PATCH']).describe('POST creates it, PATCH with the id changes it'),
})

/** The body of a check: what an object is found by. */
export function keySchema(crm: CrmDescription, table: Table) {
  return z.strictObject(keyMembers(crm, table)).meta({ example: partOf(crm, Object.keys(crm.key)) })
}

/** The body of a POST: the key, and the columns by business names. */
export function createSchema(crm: CrmDescription, table: Table) {
  return z.strictObject({ ...keyMembers(crm, table), ...fieldMembers(crm, table) }).meta({ example: crm.example })
}

/** The body of a PATCH: what is missing stays as it is, `null` clears it. */
export function updateSchema(crm: CrmDescription, table: Table) {
  return z
    .strictObject(fieldMembers(crm, table))
    .refine((given) => Object.keys(given).length > 0, 'names no column to change')
    .meta({ example: partOf(crm, Object.keys(crm.fields)), minProperties: 1 })
}

/** What a POST or a PATCH answers. */
export function rowSchema(crm: CrmDescription, table: Table) {
  return z.object({
    id: z.string().describe('The row’s id in Dynamics 365'),
    messageId: z.string().describe('The message that wrote it, as in GET /api/messages'),
    row: z.object(fieldMembers(crm, table)).describe('The columns that messages wrote, as they are now'),
  })
}

/** No part is longer than the column that holds the whole; where that holds several, they may be too long together. */
function keyMembers({ key, optionalKey = [] }: CrmDescription, { key: columns, columns: known }: Table) {
  const lengths = columns.map((name) => known[name]).map((column) => (column?.kind === 'text' ? column.length : 100))
  const text = z
    .string()
    .trim()
    .min(1)
    .max(Math.max(...lengths))
  const members = Object.keys(key).map((name) => [name, optionalKey.includes(name) ? text.optional() : text] as const)
  return Object.fromEntries(members) as Record<string, z.ZodType<string | undefined>>
}

function fieldMembers({ fields }: CrmDescription, table: Table) {
  const members = Object.entries(fields).map(([name, to]) => {
    const column = table.columns[typeof to === 'string' ? to : to.column] as Column
    return [name, valueSchema(column, to).nullable().optional()] as const
  })
  return Object.fromEntries(members)
}

function partOf({ example }: CrmDescription, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(example).filter(([name]) => names.includes(name)))
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
      return decimalSchema(column)
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

function decimalSchema({ min, max }: { readonly min: string; readonly max: string }) {
  const isWithin = (text: string) => {
    const { decimal } = readSapNumber(text) ?? { decimal: '0' }
    return compareDecimals(decimal, min) >= 0 && compareDecimals(decimal, max) <= 0
  }
  return z
    .string()
    .regex(/^-?\d{1,15}(\.\d{1,10})?$/, 'must be a decimal number as text, e.g. "12.50"')
    .refine(isWithin, `must be ${min} to ${max}`)
    .describe(`A decimal number as text, ${min} to ${max}`)
}
