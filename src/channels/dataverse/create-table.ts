import type { CustomTable, Table } from '../../message/table.ts'
import type { Sender } from './api-request.ts'
import { label } from './label.ts'

/** Adds a table with the column its rows are called by (Microsoft: "Create and update table definitions using the Web API"). */
export async function createTable(sender: Sender, { name }: Table, custom: CustomTable, language: number): Promise<void> {
  const { primaryName } = custom
  await sender.send({
    method: 'POST',
    path: 'EntityDefinitions',
    body: {
      '@odata.type': 'Microsoft.Dynamics.CRM.EntityMetadata',
      SchemaName: name,
      DisplayName: label(custom.label, language),
      DisplayCollectionName: label(custom.plural, language),
      Description: label('Written by Landbridge', language),
      OwnershipType: 'UserOwned',
      HasActivities: false,
      HasNotes: false,
      IsActivity: false,
      Attributes: [
        {
          '@odata.type': 'Microsoft.Dynamics.CRM.StringAttributeMetadata',
          AttributeType: 'String',
          AttributeTypeName: { Value: 'StringType' },
          SchemaName: primaryName.name,
          DisplayName: label(primaryName.label, language),
          IsPrimaryName: true,
          MaxLength: primaryName.length,
          FormatName: { Value: 'Text' },
          RequiredLevel: { Value: 'None', CanBeChanged: true, ManagedPropertyLogicalName: 'canmodifyrequirementlevelsettings' },
        },
      ],
    },
    subject: { table: name, isSetup: true },
  })
}
