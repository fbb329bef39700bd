import { leadsTo, lookupOf, type TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import { isLink, type Row } from '../row.ts'
import { collectionOf, rowsIn } from './collections.ts'
import { noSuchProperty, notSupported } from './problem.ts'
import { baseOf, prefers, type WebApiRequest } from './request.ts'
import { shownRow } from './shown.ts'
import { splitOutside } from './split-outside.ts'

/** What `$expand` adds to a row: rows it refers to and rows that refer to it, each with a `$select` and `$expand` of its own. */
export function expanded(
  environment: Environment,
  request: WebApiRequest,
  table: TableDefinition,
  row: Row,
  expand = request.query.get('$expand') ?? '',
): Record<string, unknown> {
  return Object.fromEntries(
    splitOutside(expand, ',').map((part) => {
      const [, path = '', options = ''] = /^([\w/$]+)(?:\((.*)\))?$/s.exec(part) ?? []
      const [navigation = '', form] = path.split('/')
      if (form !== undefined && form !== '$ref') throw notSupported(`/${form} in $expand`)
      const show = form === '$ref' ? refOf(request) : shownWith(environment, request, optionsOf(options))
      return [navigation, found(environment, table, row, navigation, show)]
    }),
  )
}

/** A wrong name is refused also when there is no row to add anything to. @throws {Problem} */
export function checkExpand(environment: Environment, table: TableDefinition, expand: string): void {
  for (const part of splitOutside(expand, ',')) {
    const [, navigation = ''] = /^(\w*)/.exec(part) ?? []
    const isThere = lookupOf(table, navigation) !== undefined || collectionOf(environment, table, navigation) !== undefined
    if (!isThere) throw noSuchProperty(navigation, table)
  }
}

type Show = (table: TableDefinition, row: Row) => unknown

function found(environment: Environment, table: TableDefinition, row: Row, navigation: string, show: Show): unknown {
  const collection = collectionOf(environment, table, navigation)
  if (collection !== undefined) {
    return rowsIn(environment, collection, { table: table.name, id: row.id }).map((one) => show(collection.table, one))
  }
  const other = rowBehind(environment, table, row, navigation)
  return other === undefined ? null : show(other.table, other.row)
}

/** The row a single-valued navigation property leads to. @throws {Problem} when there is no such property */
export function rowBehind(
  environment: Environment,
  table: TableDefinition,
  row: Row,
  navigation: string,
): { table: TableDefinition; row: Row } | undefined {
  const lookup = lookupOf(table, navigation)
  if (lookup === undefined) throw noSuchProperty(navigation, table)
  const link = row.values[lookup.column.name]
  if (!isLink(link) || !leadsTo(lookup.target, link.table)) return undefined
  const target = environment.table(link.table)
  const other = environment.find(link.table, link.id)
  return target === undefined || other === undefined ? undefined : { table: target, row: other }
}

/** How a reference to a row is written (`$ref`). */
export function refOf(request: WebApiRequest): Show {
  return (table, row) => ({ '@odata.id': `${baseOf(request)}${table.set}(${row.id})` })
}

function shownWith(environment: Environment, request: WebApiRequest, options: ReadonlyMap<string, string>): Show {
  const select = options.get('$select')?.split(',')
  const annotations = prefers(request, 'odata.include-annotations') !== undefined
  return (table, row) => ({
    ...shownRow(environment, table, row, { select, annotations }),
    ...expanded(environment, request, table, row, options.get('$expand') ?? ''),
  })
}

function optionsOf(text: string): Map<string, string> {
  const options = splitOutside(text, ';').map((option) => option.split(/=(.*)/s) as [string, string])
  const other = options.find(([name]) => name !== '$select' && name !== '$expand')
  if (other !== undefined) throw notSupported(`${other[0]} within $expand`)
  return new Map(options)
}
