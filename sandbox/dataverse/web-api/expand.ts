import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import { isLink, type Row } from '../row.ts'
import { noSuchProperty } from './problem.ts'
import type { WebApiRequest } from './request.ts'
import { shownRow } from './shown.ts'

/** `$expand` of single-valued navigation properties, with a `$select` of their own. */
export function expanded(
  environment: Environment,
  { query }: Pick<WebApiRequest, 'query'>,
  table: TableDefinition,
  row: Row,
): Record<string, unknown> {
  const parts = [...(query.get('$expand') ?? '').matchAll(/(\w+)(?:\(\$select=([^)]*)\))?\s*(?:,|$)/g)]
  return Object.fromEntries(
    parts.map(([, navigation = '', select]) => {
      const column = [...table.columns.values()].find(({ targets }) => targets.some((target) => target.navigation === navigation))
      if (column === undefined) throw noSuchProperty(navigation, table)
      const link = row.values[column.name]
      const wanted = column.targets.find((target) => target.navigation === navigation)?.table
      if (!isLink(link) || (wanted !== link.table && wanted !== 'principal')) return [navigation, null]
      const target = environment.table(link.table)
      const other = environment.find(link.table, link.id)
      if (target === undefined || other === undefined) return [navigation, null]
      return [navigation, shownRow(environment, target, other, { select: select?.split(','), annotations: false })]
    }),
  )
}
