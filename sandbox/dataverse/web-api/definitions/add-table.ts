import { columnOf } from '../../column-of.ts'
import type { Environment } from '../../environment.ts'
import { messageFiltersOf } from '../../message-seeds.ts'
import { type AddedTable, addedTable } from '../../read-definitions.ts'
import { Problem } from '../problem.ts'
import { baseOf, emptyReply, type Reply, type WebApiRequest } from '../request.ts'
import { metadataId } from './label.ts'
import { mustDoColumn, mustDoTable } from './must-be-done.ts'
import { type NewColumn, newColumn } from './new-column.ts'
import { invalidDefinition, labelText, logicalName, newDefinition } from './new-definition.ts'
import { putColumn } from './put-column.ts'

/** POST of `EntityDefinitions`: a table with its name column, the columns every table has, and those it says itself. */
export function addTable(environment: Environment, request: WebApiRequest): Reply {
  const body = newDefinition(request)
  const table = logicalName(body.SchemaName, 'Entity')
  if (environment.table(table) !== undefined) {
    throw new Problem(
      400,
      '0x80044363',
      `The schema name ${table} for type Entity is not unique. An Entity with same name already exists.`,
    )
  }
  const attributes = Array.isArray(body.Attributes) ? (body.Attributes as Record<string, unknown>[]) : []
  const primary = attributes.find(({ IsPrimaryName }) => IsPrimaryName === true)
  if (primary === undefined) throw invalidDefinition(`PrimaryName attribute not found for Entity: ${table}`)
  mustDoTable(body)
  mustDoColumn(primary)
  const label = labelText(body.DisplayName) ?? table
  const facts = {
    table,
    schemaName: String(body.SchemaName),
    set: pluralOf(table),
    label,
    plural: labelText(body.DisplayCollectionName) ?? pluralOf(label),
    name: logicalName(primary.SchemaName, 'Attribute'),
    nameSchemaName: String(primary.SchemaName),
    nameLength: Number(primary.MaxLength ?? 100),
    isTracked: body.ChangeTrackingEnabled === true,
    hasNotes: body.HasNotes === true,
  }
  const columns = columnsAlong(
    facts,
    attributes.filter((attribute) => attribute !== primary),
  )
  environment.definitions.addTable(facts)
  const added = environment.table(table)
  if (added !== undefined) for (const column of columns) putColumn(environment, added, column)
  for (const filter of messageFiltersOf(table))
    if (filter.kind === 'row') environment.put(filter.table, filter.row.id, filter.row.values)
  return emptyReply({ 'odata-entityid': `${baseOf(request)}EntityDefinitions(${metadataId(table)})` })
}

/** The columns that are made with a table, all of them found good before there is a table. */
function columnsAlong(facts: AddedTable, attributes: readonly Record<string, unknown>[]): NewColumn[] {
  const table = addedTable(facts, 0)
  return attributes.map((attribute) => {
    const column = newColumn(table, attribute)
    const known = columnOf(column.facts)
    table.columns.set(known.name, known)
    if (known.type === 'image') table.images.push(known)
    return column
  })
}

/** As Dataverse names an entity set. */
function pluralOf(name: string): string {
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`
  return /(s|x|z|ch|sh)$/.test(name) ? `${name}es` : `${name}s`
}
