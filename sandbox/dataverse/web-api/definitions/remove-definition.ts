import type { ColumnDefinition, TableDefinition } from '../../definition.ts'
import type { Environment } from '../../environment.ts'
import { detach } from '../files/attachments.ts'
import { Problem } from '../problem.ts'
import type { Facts } from './facts-filter.ts'
import { companionsOf } from './file-column.ts'

/**
 * DELETE of a table somebody added, with its rows, the lookups that lead to it and the relationships of many to many it is in (Microsoft:
 * "Delete a table"). @throws {Problem} nobody added it, or a step is registered for it
 */
export function removeTable(environment: Environment, table: TableDefinition): void {
  if (!table.isCustom) throw new Problem(400, '0x80045900', 'Supplied entity found, but it is not a custom entity.')
  const filters = environment.findAll('sdkmessagefilter', 'primaryobjecttypecode', table.name)
  const steps = filters.flatMap(({ id }) =>
    environment.findAll('sdkmessageprocessingstep', 'sdkmessagefilterid', { table: 'sdkmessagefilter', id }),
  )
  if (steps.length > 0) throw inUse('Entity', steps.length)
  const others = environment.tables.filter((other) => other !== table)
  const lookups = others.flatMap((other) => lookupsTo(table, other).map((column) => [other, column] as const))
  for (const [other, { name }] of lookups) mustBeFree(other, name)
  for (const { id } of filters) environment.remove('sdkmessagefilter', id)
  for (const [other, column] of lookups) drop(environment, other, column)
  for (const { name, relates } of others) if (relates?.tables.includes(table.name)) environment.definitions.removeTable(name)
  for (const { id, values } of environment.rowsOf('fileattachment'))
    if (Object(values.objectid).table === table.name) environment.remove('fileattachment', id)
  environment.definitions.removeTable(table.name)
}

/** A lookup that was added leads to one table alone. */
function lookupsTo(table: TableDefinition, { columns }: TableDefinition): ColumnDefinition[] {
  return [...columns.values()].filter(
    ({ added, targets }) => added !== undefined && targets.some((target) => target.table === table.name),
  )
}

/**
 * DELETE of a column somebody added, with its values and the columns that came with it; that of a lookup takes its relationship along.
 * @throws {Problem} nobody added it, it came with another one, or a key needs it
 */
export function removeColumn(environment: Environment, table: TableDefinition, name: string): void {
  const column = table.columns.get(name)
  if (name === table.primaryName) throw new Problem(400, '0x80047002', 'The Primary UI Attribute is not valid for deletion')
  if (column?.added === undefined) throw new Problem(400, '0x80047009', 'The specified attribute is not a custom attribute')
  mustBeFree(table, name)
  drop(environment, table, column)
}

function mustBeFree(table: TableDefinition, name: string): void {
  const { columns, keys } = table
  if ([...columns.values()].some((column) => comingWith(column).includes(name)))
    throw new Problem(400, '0x80047016', 'The Child Attribute is not valid for deletion')
  const amounts = [...columns.values()].filter(({ type }) => type === 'money')
  if (name === 'transactioncurrencyid' && amounts.length > 0) throw inUse('Attribute', amounts.length)
  const needing = keys.filter((key) => key.columns.includes(name))
  if (needing.length > 0) throw inUse('Attribute', needing.length)
}

/** The words were recorded from the real service, the status was not. */
function inUse(what: 'Attribute' | 'Entity', count: number): Problem {
  return new Problem(
    400,
    '0x8004f01f',
    `The ${what} component cannot be deleted because it is referenced by ${count} other components. For a list of referenced components, use the RetrieveDependenciesForDeleteRequest.`,
  )
}

function drop(environment: Environment, { name: table }: TableDefinition, column: ColumnDefinition): void {
  if (column.file !== undefined)
    for (const { values } of environment.rowsOf(table))
      detach(environment, values[column.type === 'image' ? `${column.name}id` : column.name])
  for (const name of [...comingWith(column), column.name]) environment.definitions.removeColumn(table, name)
}

/** What was added along with a column. */
function comingWith({ name, type, added }: ColumnDefinition): string[] {
  if (added === undefined) return []
  if (type === 'money' && !name.endsWith('_base')) return [`${name}_base`]
  return companionsOf(added.facts).map(({ column }) => column)
}

/** DELETE of a relationship somebody added: that of one to many goes with its lookup. @throws {Problem} nobody added it */
export function removeRelationship(environment: Environment, facts: Facts): void {
  const through = environment.table(String(facts.IntersectEntityName ?? ''))
  if (through?.isCustom) {
    environment.definitions.removeTable(through.name)
    return
  }
  const table = environment.table(String(facts.ReferencingEntity ?? ''))
  const column = table?.columns.get(String(facts.ReferencingAttribute))
  if (table === undefined || column?.added === undefined) {
    throw new Problem(400, '0x8004700A', 'The specified relationship is not a custom relationship')
  }
  removeColumn(environment, table, column.name)
}
