import type { ColumnDefinition, TableDefinition } from '../definition.ts'
import { leadsTo } from '../definition.ts'
import type { Environment } from '../environment.ts'
import { isLink, type Link, type Row, type Value } from '../row.ts'
import type { Wants } from './wanted-annotations.ts'

interface Annotated {
  readonly table: TableDefinition
  readonly row: Row
  readonly column: ColumnDefinition
  /** The column's name in JSON. */
  readonly name: string
  readonly wants: Wants
  /** When it is another than the row has in this column. */
  readonly value?: Value
}

/** What `Prefer: odata.include-annotations="*"` says beside a value: how it reads, and what a lookup leads to. */
export function annotationsOf(environment: Environment, annotated: Annotated): Record<string, unknown> {
  const { row, column, name, wants, value = row.values[column.name] } = annotated
  if (value === undefined) return {}
  const annotations = isLink(value)
    ? linkAnnotations(environment, column, value)
    : formattedAnnotation(environment, annotated, value)
  const wanted = Object.entries(annotations).filter(([annotation, said]) => said !== undefined && wants(annotation))
  return Object.fromEntries(wanted.map(([annotation, said]) => [`${name}@${annotation}`, said]))
}

const formattedValue = 'OData.Community.Display.V1.FormattedValue'

function linkAnnotations(environment: Environment, { targets }: ColumnDefinition, link: Link): Record<string, unknown> {
  const target = environment.table(link.table)
  const row = environment.find(link.table, link.id)
  return {
    [formattedValue]: row?.values[target?.primaryName ?? ''] ?? null,
    'Microsoft.Dynamics.CRM.associatednavigationproperty': targets.find((one) => leadsTo(one, link.table))?.navigation,
    'Microsoft.Dynamics.CRM.lookuplogicalname': link.table,
  }
}

function formattedAnnotation(environment: Environment, { table, row, column, wants }: Annotated, value: Value) {
  return wants(formattedValue) ? { [formattedValue]: formatted(environment, table, row, column, value) } : {}
}

/** As a user in the United States reads it; text and ids read as they are. */
function formatted(
  environment: Environment,
  table: TableDefinition,
  row: Row,
  column: ColumnDefinition,
  value: Value,
): string | undefined {
  switch (column.type) {
    case 'choice':
    case 'state':
    case 'status':
    case 'yesNo':
      return column.options.get(Number(value))
    case 'whole':
      return grouped(String(value), 0)
    case 'decimal':
    case 'double':
      return grouped(String(value), column.places ?? 2)
    case 'money':
      return money(environment, table, row, String(value))
    case 'date':
      return days.format(new Date(`${value}T00:00:00Z`))
    case 'dateTime':
      if (column.isReadAsDay === true) return days.format(new Date(String(value)))
      return moments.format(new Date(String(value))).replace(',', '')
    default:
      return undefined
  }
}

function money(environment: Environment, table: TableDefinition, row: Row, amount: string): string {
  const currency = table.columns.has('transactioncurrencyid') ? row.values.transactioncurrencyid : undefined
  const { currencysymbol = '', currencyprecision = 2 } =
    (isLink(currency) ? environment.find(currency.table, currency.id)?.values : undefined) ?? {}
  return `${currencysymbol}${grouped(amount, Number(currencyprecision))}`
}

/** Intl rounds decimal text exactly. */
function grouped(number: string, places: number): string {
  const format = new Intl.NumberFormat('en-US', { minimumFractionDigits: places, maximumFractionDigits: places })
  return format.format(number as `${number}`)
}

const days = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC' })
const moments = new Intl.DateTimeFormat('en-US', {
  timeZone: 'UTC',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
})
