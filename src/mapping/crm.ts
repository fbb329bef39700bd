import type { Document, Segment } from '../message/document.ts'
import type { Column } from '../message/table.ts'
import type { Decimal, Reference } from '../message/write.ts'
import { defineInterface, type InterfaceDefinition, row } from './define-interface.ts'
import type { Rule } from './rule.ts'
import { custom } from './rules/combine.ts'
import { padded } from './rules/field.ts'
import { readSapNumber } from './sap-number.ts'

/**
 * What of an interface other programs may read and write by business names, one object at a time: the operations Check, Set and Status
 * that landscapes with SAP PO had. It is about the interface's first table.
 */
export interface CrmDescription {
  /** In addresses, e.g. `business-partners`. */
  readonly path: string
  /** In the names of operations, e.g. `BusinessPartner`. */
  readonly name: string
  /** Whether there is an operation for its status. */
  readonly hasStatus: boolean
  /** Business names of what it is found by, each with the field of SAP it stands for; the first is required. */
  readonly key: Readonly<Record<string, string>>
  /** Business names of columns; a lookup names the column the other row is found by. */
  readonly fields: Readonly<Record<string, string | CrmLookup>>
  /** A request that creates one, for people who read the description of the API. */
  readonly example: Readonly<Record<string, string | number | boolean>>
}

export interface CrmLookup {
  readonly column: string
  readonly by: string
  /** Numbers are padded with zeros to this length. */
  readonly length?: number
}

/** What a program sent: values as text, `null` to clear a column. */
export interface CrmRequest {
  readonly interface: string
  readonly key: Readonly<Record<string, string>>
  readonly fields: Readonly<Record<string, string | null>>
}

/**
 * The interface as requests of the CRM API see it: the object is found by the interface's own rules, and each column is what the
 * request says. So a request and an IDoc about the same object share its order and its record.
 */
export function crmInterface(definition: InterfaceDefinition): InterfaceDefinition | undefined {
  const { crm, name } = definition
  const [first] = definition.rows
  if (crm === undefined || first === undefined) return undefined
  const columns = Object.entries(crm.fields).flatMap(([field, to]) => {
    const columnName = typeof to === 'string' ? to : to.column
    const column = first.table.columns[columnName]
    if (column === undefined)
      throw new Error(`${name}: ${first.table.name} has no column ${columnName}, which the CRM API calls ${field}`)
    return [[columnName, given(field, column, typeof to === 'string' ? undefined : to)] as const]
  })
  // What follows from the key, and what is always so, goes along.
  const keyFields = Object.values(crm.key)
  const implied = Object.entries(first.columns).filter(
    ([, { kind, sources }]) => kind === 'constant' || sources.some((source) => keyFields.includes(source)),
  )
  const rules = { key: first.key, columns: Object.fromEntries([...implied, ...columns]) as never }
  return defineInterface({
    name,
    title: definition.title,
    receives: { description: `requests of the CRM API about ${crm.path}`, takes: ({ header }) => header.CRM === name },
    objects: requestSegment,
    objectKey: definition.objectKey,
    rows: [row(first.table, rules)],
  })
}

/** What the payload of such a message is. */
export const crmContentType = 'application/json'

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
  return { header: { CRM: request.interface }, segments: [segment] }
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
