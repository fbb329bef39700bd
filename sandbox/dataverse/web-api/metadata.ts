import { type ColumnDefinition, leadsTo, type TableDefinition, type Target } from '../definition.ts'
import type { Environment } from '../environment.ts'
import { collectionsOf } from './collections.ts'
import { edmTypeOf } from './edm.ts'
import type { Reply, WebApiRequest } from './request.ts'

/** `$metadata`: all tables as CSDL XML (OData 4.0, part 3). */
export function metadataReply(environment: Environment, { query }: Pick<WebApiRequest, 'query'>): Reply {
  const isAnnotated = query.get('annotations') === 'true'
  const body = `<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="Microsoft.Dynamics.CRM" Alias="mscrm" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<EntityType Name="crmbaseentity" Abstract="true"/>
${environment.tables.map((table) => entityType(environment, table)).join('\n')}
${functions}
<EntityContainer Name="System">
${environment.tables.map((table) => entitySet(environment, table, isAnnotated)).join('\n')}
<FunctionImport Name="WhoAmI" Function="mscrm.WhoAmI"/><FunctionImport Name="RetrieveVersion" Function="mscrm.RetrieveVersion"/>
</EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>`
  return { status: 200, headers: { 'content-type': 'application/xml', 'odata-version': '4.0' }, body }
}

const functions = `<ComplexType Name="WhoAmIResponse"><Property Name="BusinessUnitId" Type="Edm.Guid" Nullable="false"/><Property Name="UserId" Type="Edm.Guid" Nullable="false"/><Property Name="OrganizationId" Type="Edm.Guid" Nullable="false"/></ComplexType>
<Function Name="WhoAmI"><ReturnType Type="mscrm.WhoAmIResponse" Nullable="false"/></Function>
<ComplexType Name="RetrieveVersionResponse"><Property Name="Version" Type="Edm.String" Unicode="false"/></ComplexType>
<Function Name="RetrieveVersion"><ReturnType Type="mscrm.RetrieveVersionResponse" Nullable="false"/></Function>`

function entityType(environment: Environment, table: TableDefinition): string {
  const members = [...table.columns.values()].map((column) => property(environment, column))
  const collections = collectionsOf(environment, table).map(
    (one) =>
      `<NavigationProperty Name="${one.collection}" Type="Collection(mscrm.${one.table.name})" Partner="${one.navigation}"/>`,
  )
  return `<EntityType Name="${table.name}" BaseType="mscrm.crmbaseentity"><Key><PropertyRef Name="${table.id}"/></Key>${members.join('')}${collections.join('')}</EntityType>`
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

/** Users and teams are one type in the real service (`principal`); here an owner is described as a user. */
function navigationProperty(environment: Environment, column: ColumnDefinition, target: Target): string[] {
  const other = tableOf(environment, target)
  if (other === undefined) return []
  return [
    `<NavigationProperty Name="${target.navigation}" Type="mscrm.${other.name}" Nullable="false" Partner="${target.collection}"><ReferentialConstraint Property="_${column.name}_value" ReferencedProperty="${other.id}"/></NavigationProperty>`,
  ]
}

function entitySet(environment: Environment, { name, set, columns, isTracked }: TableDefinition, isAnnotated: boolean): string {
  const bindings = [...columns.values()].flatMap(({ targets }) =>
    targets.flatMap((target) => {
      const other = tableOf(environment, target)
      return other === undefined ? [] : [`<NavigationPropertyBinding Path="${target.navigation}" Target="${other.set}"/>`]
    }),
  )
  return `<EntitySet Name="${set}" EntityType="Microsoft.Dynamics.CRM.${name}">${bindings.join('')}${isAnnotated && isTracked ? tracked : ''}</EntitySet>`
}

const tracked =
  '<Annotation Term="Org.OData.Capabilities.V1.ChangeTracking"><Record><PropertyValue Property="Supported" Bool="true"/></Record></Annotation>'

function tableOf(environment: Environment, target: Target): TableDefinition | undefined {
  return environment.tables.find(({ name }) => leadsTo(target, name))
}
