import { type ColumnDefinition, leadsTo, type TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import type { Link, Row } from '../row.ts'

/** All rows of another table that belong to one row, e.g. the contacts of an account. */
export type Collection = Referring | Related

/** Those whose lookup leads to the row. */
export interface Referring {
  readonly table: TableDefinition
  readonly column: ColumnDefinition
  /** The lookup's navigation property. */
  readonly navigation: string
}

/** Those that are related to it, many to many. */
export interface Related {
  readonly table: TableDefinition
  readonly navigation: string
  /** Whose rows relate them. */
  readonly through: TableDefinition
}

/** What a collection-valued navigation property of this table, e.g. `contact_customer_accounts`, stands for. */
export function collectionOf(environment: Environment, table: TableDefinition, name: string): Collection | undefined {
  return collectionsOf(environment, table).find(({ collection }) => collection === name)
}

export function collectionsOf(
  environment: Environment,
  table: TableDefinition,
): (Collection & { readonly collection: string })[] {
  return environment.tables.flatMap((other) => [...referringTo(table, other), ...relatedBy(environment, table, other)])
}

function referringTo(table: TableDefinition, other: TableDefinition) {
  return [...other.columns.values()].flatMap((column) =>
    column.targets
      .filter((target) => target.collection !== '' && leadsTo(target, table.name))
      .map(({ navigation, collection }) => ({ table: other, column, navigation, collection })),
  )
}

function relatedBy(environment: Environment, { name }: TableDefinition, through: TableDefinition) {
  const { relates } = through
  if (relates === undefined || !relates.tables.includes(name)) return []
  const table = environment.table(relates.tables.find((other) => other !== name) ?? '')
  return table === undefined ? [] : [{ table, through, navigation: relates.name, collection: relates.name }]
}

export function rowsIn(environment: Environment, collection: Collection, of: Link): Row[] {
  const { table } = collection
  if ('column' in collection) return environment.findAll(table.name, collection.column.name, of)
  return relationsOf(environment, collection.through, of).flatMap(
    ({ values }) => environment.find(table.name, String(values[`${table.name}id`])) ?? [],
  )
}

/** What says that a row is related to others. */
export function relationsOf(environment: Environment, through: TableDefinition, of: Link): Row[] {
  return environment.findAll(through.name, `${of.table}id`, of.id)
}
