import type { Column } from '../../message/table.ts'
import type { Sender } from './api-request.ts'
import { label } from './label.ts'

/** A column to be added; a lookup comes with its relationship, see `create-lookup.ts`. */
export type NewColumn = Exclude<Column, { kind: 'lookup' }> & { readonly name: string; readonly label: string }

/** Adds a column to a table (Microsoft: "Create and update column definitions using the Web API"). */
export async function createColumn(sender: Sender, table: string, column: NewColumn, language: number): Promise<void> {
  await sender.send({
    method: 'POST',
    path: `EntityDefinitions(LogicalName='${table}')/Attributes`,
    body: {
      ...typeOf(column, language),
      SchemaName: column.name,
      DisplayName: label(column.label, language),
      Description: label('Written by Landbridge', language),
      RequiredLevel: { Value: 'None', CanBeChanged: true, ManagedPropertyLogicalName: 'canmodifyrequirementlevelsettings' },
    },
    subject: { table, isSetup: true },
  })
}

function typeOf(column: NewColumn, language: number): Record<string, unknown> {
  switch (column.kind) {
    case 'text':
      return { ...named('String'), MaxLength: column.length, FormatName: { Value: 'Text' } }
    case 'whole':
      return { ...named('Integer'), MinValue: column.min, MaxValue: column.max, Format: 'None' }
    case 'decimal':
      return decimal(column)
    case 'yesNo':
      return { ...named('Boolean'), DefaultValue: false, OptionSet: yesNo(language) }
    case 'date':
      return { ...named('DateTime'), Format: 'DateOnly', DateTimeBehavior: { Value: 'DateOnly' } }
    case 'dateTime':
      return { ...named('DateTime'), Format: 'DateAndTime', DateTimeBehavior: { Value: 'UserLocal' } }
    case 'choice':
      return { ...named('Picklist'), OptionSet: choice(column.options, language) }
  }
}

function decimal({ places, min, max }: { places?: number; min: string; max: string }): Record<string, unknown> {
  const range = { MinValue: { decimal: min }, MaxValue: { decimal: max } }
  // 2: as precise as the currency of the row.
  return places === undefined
    ? { ...named('Money'), PrecisionSource: 2, ...range }
    : { ...named('Decimal'), Precision: places, ...range }
}

function yesNo(language: number): Record<string, unknown> {
  const option = (value: number, text: string) => ({ Value: value, Label: label(text, language) })
  return {
    '@odata.type': 'Microsoft.Dynamics.CRM.BooleanOptionSetMetadata',
    TrueOption: option(1, 'Yes'),
    FalseOption: option(0, 'No'),
  }
}

function choice(options: Readonly<Record<string, number>>, language: number): Record<string, unknown> {
  return {
    '@odata.type': 'Microsoft.Dynamics.CRM.OptionSetMetadata',
    IsGlobal: false,
    OptionSetType: 'Picklist',
    Options: Object.entries(options).map(([text, value]) => ({ Value: value, Label: label(text, language) })),
  }
}

function named(type: string): Record<string, unknown> {
  return {
    '@odata.type': `Microsoft.Dynamics.CRM.${type}AttributeMetadata`,
    AttributeType: type,
    AttributeTypeName: { Value: `${type}Type` },
  }
}
