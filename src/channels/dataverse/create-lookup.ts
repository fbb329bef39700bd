import type { Sender } from './api-request.ts'
import { label } from './label.ts'

/**
 * Adds a lookup to a table, with the one-to-many relationship it stands for (Microsoft: "Create and update table relationships
 * using the Web API"). Its navigation property is its schema name, so that is given in small letters.
 */
export async function createLookup(
  sender: Sender,
  table: string,
  lookup: { readonly name: string; readonly label: string; readonly to: string },
  language: number,
): Promise<void> {
  await sender.send({
    method: 'POST',
    path: 'RelationshipDefinitions',
    body: {
      '@odata.type': 'Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata',
      SchemaName: `lb_${lookup.to}_${table}_${lookup.name.replace(/^lb_/, '')}`,
      ReferencedEntity: lookup.to,
      ReferencedAttribute: `${lookup.to}id`,
      ReferencingEntity: table,
      // Deleting the row it leads to empties the lookup; nothing else goes with it.
      CascadeConfiguration: {
        Assign: 'NoCascade',
        Delete: 'RemoveLink',
        Merge: 'NoCascade',
        Reparent: 'NoCascade',
        Share: 'NoCascade',
        Unshare: 'NoCascade',
      },
      Lookup: {
        '@odata.type': 'Microsoft.Dynamics.CRM.LookupAttributeMetadata',
        AttributeType: 'Lookup',
        AttributeTypeName: { Value: 'LookupType' },
        SchemaName: lookup.name,
        DisplayName: label(lookup.label, language),
        RequiredLevel: { Value: 'None', CanBeChanged: true, ManagedPropertyLogicalName: 'canmodifyrequirementlevelsettings' },
      },
    },
    subject: { table, isSetup: true },
  })
}
