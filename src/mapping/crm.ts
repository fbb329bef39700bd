import type { Document, Segment } from '../message/document.ts'
import type { Column, Table } from '../message/table.ts'
import type { Decimal, Reference } from '../message/write.ts'
import type { CrmDescription, CrmLookup } from './crm-description.ts'
import { defineInterface, type InterfaceDefinition } from './define-interface.ts'
import { type RowDefinition, row } from './row.ts'
import type { Rule } from './rule.ts'
import { custom } from './rules/combine.ts'
import { padded } from './rules/field.ts'
import { readSapNumber } from './sap-number.ts'

/** What a program sent: values as text, `null` to clear a column. */
export interface CrmRequest {
  readonly interface: string
  /** The path of the description it is about; the interface's first when not said. */
  readonly dataset?: string
  readonly key: Readonly<Record<string, string>>
  readonly fields: Readonly<Record<string, string | null>>
}

/** One table of an interface as requests of the CRM API see it. */
export interface CrmDataset {
  readonly description: CrmDescription
  readonly table: Table
  /**
   * The interface for such requests: the object is found by the interface's own rules, and each column is what the request says. So a
   * request and an IDoc about the same object share its order and its record.
   */
  readonly definition: InterfaceDefinition
}

/** @throws {Error} naming a table or a column the interface does not have */
export function crmDatasets(definition: InterfaceDefinition): CrmDataset[] {
  const { crm = [] } = definition
  const descriptions: readonly CrmDescription[] = 'path' in crm ? [crm] : crm
  return descriptions.map((description, index) => {
    const found = definition.rows.find(({ table }) => description.table === undefined || table.name === description.table)
    if (found === undefined)
      throw new Error(`${definition.name} has no table ${description.table}, which ${description.name} is about`)
    const takes = ({ header }: Document) =>
      header.CRM === definition.name && (header.CRM_DATASET === undefined ? index === 0 : header.CRM_DATASET === description.path)
    return { description, table: found.table, definition: definitionOf(definition, description, found, takes) }
  })
}

function definitionOf(
  { name, title, objectKey }: InterfaceDefinition,
  crm: CrmDescription,
  { table, key, columns: rules }: RowDefinition,
  takes: (document: Document) => boolean,
): InterfaceDefinition {
  const columns = Object.entries(crm.fields).map(([field, to]) => {
    const columnName = typeof to === 'string' ? to : to.column
    const column = table.columns[columnName]
    if (column === undefined)
      throw new Error(`${name}: ${table.name} has no column ${columnName}, which the CRM API calls ${field}`)
    return [columnName, given(field, column, typeof to === 'string' ? undefined : to)] as const
  })
  // What follows from the key, and what is always so, goes along.
  const keyFields = Object.values(crm.key)
  const implied = Object.entries(rules).filter(
    ([, { sources }]) => sources.length === 0 || sources.some((source) => keyFields.includes(source)),
  )
  return defineInterface({
    name,
    title,
    receives: { description: `requests of the CRM API about ${crm.path}`, takes },
    objects: requestSegment,
    objectKey,
    rows: [row(table, { key, columns: Object.fromEntries([...implied, ...columns]) as never })],
  })
}

/** What the payload of such a message is. */
export const crmContentType = 'application/json'

/** Whether a message is a request of the CRM API. */
export function isCrmRequest({ contentType }: { readonly contentType: string }): boolean {
  return contentType === crmContentType
}

/** The segment that a request is, whatever the interface's own segments are called. */
const requestSegment = 'CRM'

/** A request as a document. */
export function crmDocument(request: CrmRequest): Document {
  const values = Object.entries(request.fields).map(([name, value]) => [`crm ${name}`, value ?? cleared])
  const segment: Segment = {
    name: requestSegment,
    fields: { ...request.key, ...Object.fromEntries(values) },
    segments: [],
    parent: undefined,
    line: 1,
  }
  const header = { CRM: request.interface, ...(request.dataset === undefined ? {} : { CRM_DATASET: request.dataset }) }
  return { header, segments: [segment] }
}

/** No text anybody sends. */
const cleared = '\u0000'

function given(field: string, column: Column, lookup: CrmLookup | undefined): Rule<never> {
  return custom<unknown>(`${field} of the request`, [], ({ segments }) => {
    const text = segments[0]?.fields[`crm ${field}`]
    if (text === undefined) return undefined
    return text === cleared ? null : typed(text, column, lookup)
  }) as Rule<never>
}

function typed(text: string, column: Column, lookup: CrmLookup | undefined): string | number | boolean | Decimal | Reference {
  switch (column.kind) {
    case 'whole':
      return Number(text)
    case 'yesNo':
      return text === 'true'
    case 'decimal':
      return readSapNumber(text) ?? { decimal: '0' }
    case 'lookup': {
      const { by = '', length = 0 } = lookup ?? {}
      return { table: column.to, key: { [by]: padded(text, length) }, optional: false }
    }
    default:
      return text
  }
}
