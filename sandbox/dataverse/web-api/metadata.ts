import type { ColumnDefinition, TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import { edmTypeOf } from './edm.ts'
import type { Reply } from './request.ts'

/** `$metadata`: all tables as CSDL XML (OData 4.0, part 3). */
export function metadataReply(environment: Environment): Reply {
  const sets = environment.tables.map(({ name, set }) => `<EntitySet Name="${set}" EntityType="Microsoft.Dynamics.CRM.${name}"/>`)
  const body = `<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="Microsoft.Dynamics.CRM" Alias="mscrm" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<EntityType Name="crmbaseentity" Abstract="true"/>
${environment.tables.map((table) => entityType(environment, table)).join('\n')}
<EntityContainer Name="System">${sets.join('')}</EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>`
  return { status: 200, headers: { 'content-type': 'application/xml', 'odata-version': '4.0' }, body }
}

function entityType(environment: Environment, { name, id, columns }: TableDefinition): string {
  const members = [...columns.values()].map((column) => property(environment, column))
  return `<EntityType Name="${name}" BaseType="mscrm.crmbaseentity"><Key><PropertyRef Name="${id}"/></Key>${members.join('')}</EntityType>`
}

function property(environment: Environment, { name, type, targets }: ColumnDefinition): string {
  if (type !== 'lookup') return `<Property Name="${name}" Type="${edmTypeOf({ type })}"/>`
  const navigation = targets
    .filter(({ table }) => environment.table(table) !== undefined)
    .map((target) => `<NavigationProperty Name="${target.navigation}" Type="mscrm.${target.table}"/>`)
  return `<Property Name="_${name}_value" Type="Edm.Guid"/>${navigation.join('')}`
}
