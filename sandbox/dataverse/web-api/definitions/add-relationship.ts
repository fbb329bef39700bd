import type { Environment } from '../../environment.ts'
import { notSupported } from '../problem.ts'
import { baseOf, emptyReply, type Reply, type WebApiRequest } from '../request.ts'
import { addManyToMany } from './add-many-to-many.ts'
import { metadataId } from './label.ts'
import { mustSpeakEnglish } from './must-speak-english.ts'
import { mustBeNew } from './new-column.ts'
import { invalidDefinition, labelText, logicalName, newDefinition } from './new-definition.ts'
import { tableNamed } from './table-named.ts'

/** POST of `RelationshipDefinitions`. */
export function addRelationship(environment: Environment, request: WebApiRequest): Reply {
  const body = newDefinition(request)
  const type = String(body['@odata.type'])
  if (type.endsWith('ManyToManyRelationshipMetadata')) return addManyToMany(environment, request, body)
  if (type.endsWith('OneToManyRelationshipMetadata')) return addLookup(environment, request, body)
  throw invalidDefinition('A relationship is a OneToManyRelationshipMetadata or a ManyToManyRelationshipMetadata.')
}

/** A one-to-many relationship, and with it the lookup of the many. */
function addLookup(environment: Environment, request: WebApiRequest, body: Record<string, unknown>): Reply {
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
    { column, type: 'lookup', detail, required: '', writable: '', schemaName: String(lookup.SchemaName) },
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
