import { type ColumnDefinition, leadsTo, type TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import type { Link, Row } from '../row.ts'

/** All rows of another table whose lookup leads to one row, e.g. the contacts of an account. */
export interface Collection {
  readonly table: TableDefinition
  readonly column: ColumnDefinition
  /** The lookup's navigation property. */
  readonly navigation: string
}

/** What a collection-valued navigation property of this table, e.g. `contact_customer_accounts`, stands for. */
export function collectionOf(environment: Environment, table: TableDefinition, name: string): Collection | undefined {
  return collectionsOf(environment, table).find(({ collection }) => collection === name)
}

export function collectionsOf(
  environment: Environment,
  table: TableDefinition,
): (Collection & { readonly collection: string })[] {
  return environment.tables.flatMap((other) =>
    [...other.columns.values()].flatMap((column) =>
      column.targets
        .filter((target) => target.collection !== '' && leadsTo(target, table.name))
        .map(({ navigation, collection }) => ({ table: other, column, navigation, collection })),
    ),
  )
}

export function rowsIn(environment: Environment, { table, column }: Pick<Collection, 'table' | 'column'>, of: Link): Row[] {
  return environment.findAll(table.name, column.name, of)
}
