import assert from 'node:assert/strict'
import type { Ask } from './web-api.ts'

export const account = "EntityDefinitions(LogicalName='account')"
export const attributes = `${account}/Attributes`
export const keys = `${account}/Keys`

/** A definition as it is sent or answered. */
export type Facts = Record<string, unknown>

/** The type of a column, as a new one says it. */
export function type(name: string): { '@odata.type': string } {
  return { '@odata.type': `Microsoft.Dynamics.CRM.${name}AttributeMetadata` }
}

export function label(text: string) {
  return { LocalizedLabels: [{ Label: text, LanguageCode: 1033 }] }
}

/** A table with a name, a customer and an amount. */
export async function addStock(ask: Ask): Promise<void> {
  const name = { ...type('String'), SchemaName: 'lb_Name', IsPrimaryName: true, MaxLength: 50 }
  const table = { SchemaName: 'lb_CustomerInventory', DisplayName: label('Customer Inventory'), Attributes: [name] }
  assert.equal((await ask('POST', 'EntityDefinitions', table)).status, 204)
  const relationship = {
    '@odata.type': 'Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata',
    SchemaName: 'lb_account_customerinventory',
    ReferencedEntity: 'account',
    ReferencingEntity: 'lb_customerinventory',
    Lookup: { SchemaName: 'lb_CustomerId', DisplayName: label('Customer') },
  }
  assert.equal((await ask('POST', 'RelationshipDefinitions', relationship)).status, 204)
  const value = { ...type('Money'), SchemaName: 'lb_Value' }
  assert.equal((await ask('POST', "EntityDefinitions(LogicalName='lb_customerinventory')/Attributes", value)).status, 204)
}
