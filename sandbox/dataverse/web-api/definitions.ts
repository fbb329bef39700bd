import type { ColumnDefinition, TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import { badUrl, Problem } from './problem.ts'
import { baseOf, emptyReply, jsonReply, type Reply, type WebApiRequest } from './request.ts'

/** `EntityDefinitions…`: what tables, columns, keys and relationships there are, and adding text columns and keys. */
export function definitionsReply(environment: Environment, request: WebApiRequest, path: string): Reply {
  const context = { '@odata.context': `${baseOf(request)}$metadata#EntityDefinitions` }
  const [, name, member] = /^EntityDefinitions(?:\(LogicalName='([^']+)'\)(?:\/(\w+).*)?)?$/.exec(path) ?? []
  if (name === undefined) {
    if (path !== 'EntityDefinitions') throw badUrl(`Unrecognized request path '${path}'.`)
    return jsonReply(200, { ...context, value: environment.tables.map(entityMetadata) })
  }
  const table = environment.table(name)
  if (table === undefined) {
    throw new Problem(
      404,
      '0x80041102',
      `The entity with a name = '${name}' with namemapping = 'Logical' was not found in the MetadataCache.`,
    )
  }
  if (request.method === 'POST' && member === 'Attributes') return addColumn(environment, request, table)
  if (request.method === 'POST' && member === 'Keys') return addKey(environment, request, table)
  if (request.method !== 'GET') throw badUrl(`${request.method} of ${path} is not supported.`)
  const members = membersOf(table)
  if (member !== undefined) return jsonReply(200, { ...context, value: members[member] ?? [] })
  const expand = request.query.get('$expand') ?? ''
  const wanted = Object.entries(members).filter(([one]) => new RegExp(`\\b${one}\\b`).test(expand))
  return jsonReply(200, { ...context, ...entityMetadata(table), ...Object.fromEntries(wanted) })
}

function entityMetadata({ name, set, id, primaryName, label }: TableDefinition) {
  return {
    LogicalName: name,
    SchemaName: name,
    EntitySetName: set,
    LogicalCollectionName: set,
    PrimaryIdAttribute: id,
    PrimaryNameAttribute: primaryName,
    DisplayName: labelOf(label),
    MetadataId: `00000000-0000-4000-9000-${Buffer.from(name.padEnd(6)).toString('hex').slice(0, 12)}`,
  }
}

function membersOf(table: TableDefinition): Record<string, unknown[]> {
  return {
    Attributes: [...table.columns.values()].map(attributeMetadata),
    Keys: table.keys.map(({ name, columns, status }) => ({
      LogicalName: name,
      SchemaName: name,
      EntityLogicalName: table.name,
      KeyAttributes: columns,
      EntityKeyIndexStatus: status,
    })),
    ManyToOneRelationships: [...table.columns.values()].flatMap((column) =>
      column.targets.map((target) => ({
        ReferencingEntity: table.name,
        ReferencingAttribute: column.name,
        ReferencingEntityNavigationPropertyName: target.navigation,
        ReferencedEntity: target.table,
      })),
    ),
  }
}

function attributeMetadata(column: ColumnDefinition) {
  return {
    LogicalName: column.name,
    SchemaName: column.name,
    AttributeType: attributeTypes[column.type],
    RequiredLevel: { Value: { system: 'SystemRequired', application: 'ApplicationRequired', '': 'None' }[column.required] },
    IsValidForCreate: column.isWritable,
    IsValidForUpdate: column.isWritable,
    ...(column.type === 'text' ? { MaxLength: column.length } : {}),
    DisplayName: labelOf(column.custom ?? column.name),
  }
}

const attributeTypes: Record<ColumnDefinition['type'], string> = {
  text: 'String',
  whole: 'Integer',
  bigint: 'BigInt',
  decimal: 'Decimal',
  money: 'Money',
  double: 'Double',
  yesNo: 'Boolean',
  choice: 'Picklist',
  state: 'State',
  status: 'Status',
  date: 'DateTime',
  dateTime: 'DateTime',
  guid: 'Uniqueidentifier',
  id: 'Uniqueidentifier',
  lookup: 'Lookup',
}

function labelOf(text: string) {
  return { UserLocalizedLabel: { Label: text, LanguageCode: 1033 } }
}

function addColumn(environment: Environment, request: WebApiRequest, table: TableDefinition): Reply {
  const body = JSON.parse(request.body) as Record<string, unknown>
  const name = String(body.SchemaName ?? '').toLowerCase()
  if (!String(body['@odata.type'] ?? '').endsWith('StringAttributeMetadata')) {
    throw new Problem(501, '0x80060888', 'The sandbox adds text columns only; Dynamics 365 adds all types.')
  }
  if (!/^[a-z][a-z0-9]{1,7}_[a-z0-9_]+$/.test(name)) {
    throw new Problem(
      400,
      '0x80044328',
      `The schema name ${body.SchemaName} must begin with a publisher's prefix and an underscore.`,
    )
  }
  if (table.columns.has(name)) {
    throw new Problem(400, '0x80044363', `An attribute with the specified name ${name} already exists for entity ${table.name}`)
  }
  const length = Number(body.MaxLength)
  if (!(length >= 1 && length <= 4000)) throw new Problem(400, '0x80044330', 'MaxLength must be from 1 to 4000.')
  environment.addColumn(table.name, { name, length, label: labelIn(body.DisplayName) ?? name })
  return emptyReply({
    'odata-entityid': `${baseOf(request)}EntityDefinitions(LogicalName='${table.name}')/Attributes(LogicalName='${name}')`,
  })
}

function addKey(environment: Environment, request: WebApiRequest, table: TableDefinition): Reply {
  const body = JSON.parse(request.body) as { SchemaName?: string; KeyAttributes?: string[] }
  const { SchemaName: name = '', KeyAttributes: columns = [] } = body
  const unknown = columns.filter((column) => !table.columns.has(column))
  if (columns.length === 0 || unknown.length > 0) {
    throw new Problem(400, '0x80041103', `'${table.name}' entity doesn't contain attribute with Name = '${unknown[0] ?? ''}'.`)
  }
  if (table.keys.some((key) => key.name === name.toLowerCase() || sameColumns(key.columns, columns))) {
    throw new Problem(
      400,
      '0x80060893',
      `An entity key with the name ${name} or the same attributes already exists on ${table.name}.`,
    )
  }
  environment.addKey(table.name, { name: name.toLowerCase(), columns })
  return emptyReply({
    'odata-entityid': `${baseOf(request)}EntityDefinitions(LogicalName='${table.name}')/Keys(LogicalName='${name}')`,
  })
}

function sameColumns(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((column) => right.includes(column))
}

function labelIn(label: unknown): string | undefined {
  const { LocalizedLabels } = (label ?? {}) as { LocalizedLabels?: { Label?: string }[] }
  return LocalizedLabels?.[0]?.Label
}
