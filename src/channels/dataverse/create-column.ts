import { baseLanguage } from './base-language.ts'
import { label } from './label.ts'
import type { WebApi } from './web-api.ts'

/** Adds a text column to a table. */
export async function createColumn(
  api: WebApi,
  table: string,
  column: { readonly name: string; readonly label: string; readonly length: number },
): Promise<void> {
  const language = await baseLanguage(api)
  await api.send({
    method: 'POST',
    path: `EntityDefinitions(LogicalName='${table}')/Attributes`,
    body: {
      '@odata.type': 'Microsoft.Dynamics.CRM.StringAttributeMetadata',
      AttributeType: 'String',
      AttributeTypeName: { Value: 'StringType' },
      SchemaName: column.name,
      DisplayName: label(column.label, language),
      Description: label('Written by Landbridge', language),
      RequiredLevel: { Value: 'None', CanBeChanged: true, ManagedPropertyLogicalName: 'canmodifyrequirementlevelsettings' },
      MaxLength: column.length,
      FormatName: { Value: 'Text' },
    },
    subject: { table },
  })
}
