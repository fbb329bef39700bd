import type { Environment } from '../../environment.ts'
import { notSupported, Problem } from '../problem.ts'
import { baseOf, emptyReply, type Reply, type WebApiRequest } from '../request.ts'
import { metadataId } from './label.ts'
import { mustSpeakEnglish } from './must-speak-english.ts'
import { mustBeNew } from './new-column.ts'
import { invalidDefinition, labelText, logicalName, newDefinition } from './new-definition.ts'

/** POST of `RelationshipDefinitions`: a one-to-many relationship, and with it the lookup of the many. */
export function addLookup(environment: Environment, request: WebApiRequest): Reply {
  const body = newDefinition(request)
  const type = String(body['@odata.type'])
  if (type.endsWith('ManyToManyRelationshipMetadata')) throw notSupported('new relationships of many to many')
  if (!type.endsWith('OneToManyRelationshipMetadata')) {
    throw invalidDefinition('The sandbox adds one-to-many relationships only.')
  }
  const lookup = (body.Lookup ?? {}) as Record<string, unknown>
  logicalName(body.SchemaName, 'Relationship')
  const column = logicalName(lookup.SchemaName, 'Attribute')
  const table = tableNamed(environment, body.ReferencingEntity)
  const target = tableNamed(environment, body.ReferencedEntity)
  mustBeNew(table, column)
  mustSpeakEnglish(lookup)
  // The navigation property of an added lookup is its schema name, capitals and all.
  const detail = `${lookup.SchemaName}=${target.name}/${body.SchemaName}${onDelete(body.CascadeConfiguration)}`
  environment.definitions.addColumn(
    table.name,
    { column, type: 'lookup', detail, required: '', writable: '' },
    labelText(lookup.DisplayName) ?? column,
  )
  return emptyReply({
    'odata-entityid': `${baseOf(request)}RelationshipDefinitions(${metadataId(table.name, column, target.name)})`,
  })
}

/** What becomes of the many when the one is deleted; nothing: their lookup is emptied. */
function onDelete(configuration: unknown): string {
  const { Delete = 'RemoveLink' } = (configuration ?? {}) as { Delete?: string }
  if (Delete === 'RemoveLink') return ''
  if (Delete === 'Cascade' || Delete === 'Restrict') return `/${Delete}`
  throw notSupported(`new relationships with ${Delete} on deletion (CascadeConfiguration)`)
}

function tableNamed(environment: Environment, name: unknown) {
  const table = environment.table(String(name))
  if (table !== undefined) return table
  throw new Problem(
    404,
    '0x80041102',
    `The entity with a name = '${name}' with namemapping = 'Logical' was not found in the MetadataCache.`,
  )
}
