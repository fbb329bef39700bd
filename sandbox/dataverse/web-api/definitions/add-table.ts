import type { Environment } from '../../environment.ts'
import { messageFiltersOf } from '../../message-seeds.ts'
import { Problem } from '../problem.ts'
import { baseOf, emptyReply, type Reply, type WebApiRequest } from '../request.ts'
import { metadataId } from './label.ts'
import { mustDoColumn, mustDoTable } from './must-be-done.ts'
import { invalidDefinition, labelText, logicalName, newDefinition } from './new-definition.ts'

/** POST of `EntityDefinitions`: a table with its name column and the columns every table has. */
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
  environment.definitions.addTable({
    table,
    set: pluralOf(table),
    label,
    plural: labelText(body.DisplayCollectionName) ?? pluralOf(label),
    name: logicalName(primary.SchemaName, 'Attribute'),
    nameLength: Number(primary.MaxLength ?? 100),
    isTracked: body.ChangeTrackingEnabled === true,
  })
  for (const filter of messageFiltersOf(table))
    if (filter.kind === 'row') environment.put(filter.table, filter.row.id, filter.row.values)
  return emptyReply({ 'odata-entityid': `${baseOf(request)}EntityDefinitions(${metadataId(table)})` })
}

/** As Dataverse names an entity set. */
function pluralOf(name: string): string {
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`
  return /(s|x|z|ch|sh)$/.test(name) ? `${name}es` : `${name}s`
}
