import type { TableDefinition } from '../../definition.ts'
import type { Environment } from '../../environment.ts'
import { notSupported, Problem } from '../problem.ts'
import { baseOf, emptyReply, type Reply, type WebApiRequest } from '../request.ts'
import { metadataId } from './label.ts'
import { logicalName } from './new-definition.ts'
import { tableNamed } from './table-named.ts'

/** POST of `RelationshipDefinitions`: a relationship of many to many, and with it the table that holds who belongs to whom. */
export function addManyToMany(environment: Environment, request: WebApiRequest, body: Record<string, unknown>): Reply {
  logicalName(body.SchemaName, 'Relationship')
  const relationship = String(body.SchemaName)
  const table = logicalName(body.IntersectEntityName ?? relationship, 'Entity')
  const [first, second] = [body.Entity1LogicalName, body.Entity2LogicalName].map((name) => tableNamed(environment, name))
  if (first === undefined || second === undefined || first === second)
    throw notSupported('relationships of many to many of one table with itself')
  mustBeCalled(relationship, body.Entity1NavigationPropertyName, body.Entity2NavigationPropertyName)
  mustBeNew(environment, table, relationship)
  const facts = { relationship, table, set: `${table}set`, id: `${table}id`, first: first.name, second: second.name }
  environment.definitions.addRelation(facts)
  return emptyReply({ 'odata-entityid': `${baseOf(request)}RelationshipDefinitions(${metadataId(table, relationship)})` })
}

/** Both tables lead to the other by the name of the relationship, unless it says otherwise. */
function mustBeCalled(relationship: string, ...names: readonly unknown[]): void {
  const other = names.find((name) => name !== undefined && name !== null && name !== relationship)
  if (other !== undefined) throw notSupported(`a navigation property ${other} of a relationship ${relationship}`)
}

function mustBeNew({ tables }: Environment, table: string, relationship: string): void {
  const isTaken = ({ name, relates }: TableDefinition) => name === table || relates?.name === relationship
  if (!tables.some(isTaken)) return
  throw new Problem(
    400,
    '0x80044363',
    `The schema name ${relationship} for type Relationship is not unique. An Relationship with same name already exists.`,
  )
}
