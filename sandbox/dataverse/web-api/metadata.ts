import { type ColumnDefinition, leadsTo, type TableDefinition, type Target } from '../definition.ts'
import type { Environment } from '../environment.ts'
import { collectionsOf } from './collections.ts'
import { edmTypeOf } from './edm.ts'
import { imports, operations } from './metadata-operations.ts'
import type { Reply, WebApiRequest } from './request.ts'

/** `$metadata`: all tables as CSDL XML (OData 4.0, part 3). */
export function metadataReply(environment: Environment, { query }: Pick<WebApiRequest, 'query'>): Reply {
  const isAnnotated = query.get('annotations') === 'true'
  const body = `<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="Microsoft.Dynamics.CRM" Alias="mscrm" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<EntityType Name="crmbaseentity" Abstract="true"/>
<EntityType Name="principal" BaseType="mscrm.crmbaseentity" Abstract="true"><Key><PropertyRef Name="ownerid"/></Key><Property Name="ownerid" Type="Edm.Guid"/></EntityType>
${environment.tables.map((table) => entityType(environment, table)).join('\n')}
${operations(environment)}
<EntityContainer Name="System">
${environment.tables.map((table) => entitySet(environment, table, isAnnotated)).join('\n')}
<EntitySet Name="owners" EntityType="Microsoft.Dynamics.CRM.principal"/>
${imports}
</EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>`
  return { status: 200, headers: { 'content-type': 'application/xml', 'odata-version': '4.0' }, body }
}

function entityType(environment: Environment, table: TableDefinition): string {
  // An owner's key is described with what users and teams have in common.
  const columns = [...table.columns.values()].filter(({ name, type }) => !(name === 'ownerid' && type === 'id'))
  const members = columns.map((column) => property(environment, column))
  const collections = collectionsOf(environment, table).map(
    (one) =>
      `<NavigationProperty Name="${one.collection}" Type="Collection(mscrm.${one.table.name})" Partner="${one.navigation}"/>`,
  )
  const [base, key] = isOwner(table) ? ['principal', 'ownerid'] : ['crmbaseentity', table.id]
  return `<EntityType Name="${table.name}" BaseType="mscrm.${base}"><Key><PropertyRef Name="${key}"/></Key>${members.join('')}${collections.join('')}</EntityType>`
}

function property(environment: Environment, column: ColumnDefinition): string {
  if (column.type !== 'lookup') return `<Property Name="${column.name}" Type="${edmTypeOf(column)}"${facetsOf(column)}/>`
  const navigation = column.targets.flatMap((target) => navigationProperty(environment, column, target))
  return `<Property Name="_${column.name}_value" Type="Edm.Guid"/>${navigation.join('')}`
}

function facetsOf(column: ColumnDefinition): string {
  if (column.length > 0) return ` MaxLength="${column.length}" Unicode="false"`
  return edmTypeOf(column) === 'Edm.Decimal' ? ' Scale="Variable"' : ''
}

function navigationProperty(environment: Environment, column: ColumnDefinition, target: Target): string[] {
  const [type, key] = target.table === 'principal' ? ['principal', 'ownerid'] : keyOf(environment, target)
  if (type === undefined) return []
  return [
    `<NavigationProperty Name="${target.navigation}" Type="mscrm.${type}" Nullable="false" Partner="${target.collection}"><ReferentialConstraint Property="_${column.name}_value" ReferencedProperty="${key}"/></NavigationProperty>`,
  ]
}

function keyOf(environment: Environment, target: Target): [type?: string, key?: string] {
  const other = tableOf(environment, target)
  return other === undefined ? [] : [other.name, isOwner(other) ? 'ownerid' : other.id]
}

function isOwner({ columns }: TableDefinition): boolean {
  return columns.get('ownerid')?.type === 'id'
}

function entitySet(environment: Environment, { name, set, columns, isTracked }: TableDefinition, isAnnotated: boolean): string {
  const bindings = [...columns.values()].flatMap(({ targets }) =>
    targets.flatMap((target) => {
      const set = target.table === 'principal' ? 'owners' : tableOf(environment, target)?.set
      return set === undefined ? [] : [`<NavigationPropertyBinding Path="${target.navigation}" Target="${set}"/>`]
    }),
  )
  return `<EntitySet Name="${set}" EntityType="Microsoft.Dynamics.CRM.${name}">${bindings.join('')}${isAnnotated && isTracked ? tracked : ''}</EntitySet>`
}

const tracked =
  '<Annotation Term="Org.OData.Capabilities.V1.ChangeTracking"><Record><PropertyValue Property="Supported" Bool="true"/></Record></Annotation>'

function tableOf(environment: Environment, target: Target): TableDefinition | undefined {
  return environment.tables.find(({ name }) => leadsTo(target, name))
}
