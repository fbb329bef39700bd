import type { ColumnDefinition, TableDefinition } from '../definition.ts'
import { leadsTo } from '../definition.ts'
import type { Environment } from '../environment.ts'
import { isLink, type Link, type Row, type Value } from '../row.ts'

interface Annotated {
  readonly table: TableDefinition
  readonly row: Row
  readonly column: ColumnDefinition
  /** The column's name in JSON. */
  readonly name: string
}

/** What `Prefer: odata.include-annotations="*"` says beside a value: how it reads, and what a lookup leads to. */
export function annotationsOf(environment: Environment, { table, row, column, name }: Annotated): Record<string, unknown> {
  const value = row.values[column.name]
  if (value === undefined) return {}
  if (isLink(value)) return linkAnnotations(environment, column, name, value)
  const text = formatted(environment, table, row, column, value)
  return text === undefined ? {} : { [`${name}@OData.Community.Display.V1.FormattedValue`]: text }
}

function linkAnnotations(environment: Environment, { targets }: ColumnDefinition, name: string, link: Link) {
  const target = environment.table(link.table)
  const row = environment.find(link.table, link.id)
  return {
    [`${name}@OData.Community.Display.V1.FormattedValue`]: row?.values[target?.primaryName ?? ''] ?? null,
    [`${name}@Microsoft.Dynamics.CRM.associatednavigationproperty`]: targets.find((one) => leadsTo(one, link.table))?.navigation,
    [`${name}@Microsoft.Dynamics.CRM.lookuplogicalname`]: link.table,
  }
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
      return column.options.get(Number(value))
    case 'yesNo':
      return value === true ? 'Yes' : 'No'
    case 'whole':
      return grouped(String(value), 0)
    case 'decimal':
    case 'double':
      return grouped(String(value), 2)
    case 'money':
      return money(environment, table, row, String(value))
    case 'date':
      return days.format(new Date(`${value}T00:00:00Z`))
    case 'dateTime':
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
