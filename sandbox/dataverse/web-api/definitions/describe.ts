import type { ColumnDefinition, TableDefinition } from '../../definition.ts'
import type { Environment } from '../../environment.ts'
import { rawJson } from '../raw-json.ts'
import type { Facts } from './facts-filter.ts'
import { labelOf, metadataId, noLabel } from './label.ts'
import { optionSetOf } from './option-set.ts'

export function tableMetadata({
  name,
  schemaName,
  set,
  id,
  primaryName,
  label,
  plural,
  isCustom,
  code,
  isTracked,
  hasNotes,
  columns,
  images,
  relates,
}: TableDefinition) {
  return {
    MetadataId: metadataId(name),
    LogicalName: name,
    SchemaName: schemaName ?? name,
    EntitySetName: set,
    LogicalCollectionName: set,
    PrimaryIdAttribute: id,
    PrimaryNameAttribute: primaryName,
    PrimaryImageAttribute: images.find(({ file }) => file?.isPrimary)?.name ?? null,
    DisplayName: labelOf(label),
    DisplayCollectionName: labelOf(plural),
    Description: noLabel,
    OwnershipType: columns.get('ownerid')?.type === 'lookup' ? 'UserOwned' : 'OrganizationOwned',
    ObjectTypeCode: code,
    TableType: 'Standard',
    IsCustomEntity: isCustom,
    IsManaged: !isCustom,
    IsActivity: false,
    IsIntersect: relates !== undefined,
    IsLogicalEntity: false,
    IsPrivate: false,
    IsValidForAdvancedFind: relates === undefined,
    DataProviderId: null,
    ExternalName: null,
    IsCustomizable: { Value: true, CanBeChanged: isCustom, ManagedPropertyLogicalName: 'iscustomizable' },
    CanCreateAttributes: { Value: true, CanBeChanged: false, ManagedPropertyLogicalName: 'cancreateattributes' },
    IsOptimisticConcurrencyEnabled: true,
    ChangeTrackingEnabled: isTracked,
    ...(hasNotes === undefined ? {} : { HasNotes: hasNotes }),
    CanChangeTrackingBeEnabled: { Value: isTracked || isCustom },
  }
}

export function attributesOf(table: TableDefinition) {
  return [...table.columns.values()].map((column) => attributeMetadata(table, column))
}

/** What an `$expand` adds to a column's definition. */
export function attributeMembers(table: TableDefinition, column: ColumnDefinition): Record<string, Facts | null> {
  const set = optionSetOf(table, column)
  return set === undefined ? {} : { OptionSet: set, GlobalOptionSet: null }
}

export function keysOf(table: TableDefinition) {
  return table.keys.map(({ name, schemaName, columns, status }) => ({
    MetadataId: metadataId(table.name, name),
    LogicalName: name,
    SchemaName: schemaName ?? name,
    EntityLogicalName: table.name,
    KeyAttributes: columns,
    EntityKeyIndexStatus: status,
  }))
}

/** Lookups of the table. */
export function relationshipsOf(table: TableDefinition) {
  return [...table.columns.values()].flatMap((column) =>
    column.targets.map(({ navigation, table: target, collection }) => ({
      MetadataId: metadataId(table.name, column.name, target),
      SchemaName: collection,
      '@odata.type': '#Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata',
      RelationshipType: 'OneToManyRelationship',
      IsCustomRelationship: column.added !== undefined,
      IsManaged: column.added === undefined,
      IsHierarchical: false,
      ReferencingEntity: table.name,
      ReferencingAttribute: column.name,
      ReferencingEntityNavigationPropertyName: navigation,
      ReferencedEntity: target === 'principal' ? 'owner' : target,
      ReferencedAttribute: target === 'principal' ? 'ownerid' : `${target}id`,
      ReferencedEntityNavigationPropertyName: collection,
    })),
  )
}

/** Lookups that lead to the table. */
export function relationshipsTo(environment: Environment, { name }: TableDefinition) {
  return environment.tables.flatMap(relationshipsOf).filter(({ ReferencedEntity }) => ReferencedEntity === name)
}

/** Relationships of many to many, all or those of one table. */
export function manyToManyOf({ tables }: Environment, name?: string) {
  return tables.flatMap(({ name: through, isCustom, relates }) => {
    if (relates === undefined || (name !== undefined && !relates.tables.includes(name))) return []
    const [first, second] = relates.tables
    return [
      {
        MetadataId: metadataId(through, relates.name),
        SchemaName: relates.name,
        '@odata.type': '#Microsoft.Dynamics.CRM.ManyToManyRelationshipMetadata',
        RelationshipType: 'ManyToManyRelationship',
        IsCustomRelationship: isCustom,
        IsManaged: !isCustom,
        IntersectEntityName: through,
        Entity1LogicalName: first,
        Entity1IntersectAttribute: `${first}id`,
        Entity1NavigationPropertyName: relates.name,
        Entity2LogicalName: second,
        Entity2IntersectAttribute: `${second}id`,
        Entity2NavigationPropertyName: relates.name,
      },
    ]
  })
}

function attributeMetadata(table: TableDefinition, column: ColumnDefinition) {
  const [type, typeName] = types[column.type]
  const lookup = lookupType(column)
  return {
    '@odata.type': `#Microsoft.Dynamics.CRM.${type}AttributeMetadata`,
    MetadataId: metadataId(table.name, column.name),
    EntityLogicalName: table.name,
    LogicalName: column.name,
    SchemaName: column.schemaName ?? column.name,
    AttributeType: lookup ?? attributeTypes[type] ?? type,
    AttributeTypeName: { Value: lookup === undefined ? typeName : `${lookup}Type` },
    DisplayName: labelOf(column.added?.label ?? column.name),
    Description: noLabel,
    IsCustomAttribute: column.added !== undefined,
    IsManaged: column.added === undefined,
    ...securable(column.type !== 'id'),
    ...rarelyOtherwise,
    IsPrimaryId: column.name === table.id,
    IsPrimaryName: column.name === table.primaryName,
    RequiredLevel: { Value: { system: 'SystemRequired', application: 'ApplicationRequired', '': 'None' }[column.required] },
    IsValidForCreate: column.writable === 'always' || column.writable === 'create',
    IsValidForUpdate: column.name !== table.id && (column.writable === 'always' || column.writable === 'update'),
    IsValidForRead: true,
    ...limitsOf(column),
  }
}

/** Whether reading and writing a column might be a right of its own, which published clients take for a sign that people see it. */
function securable(is: boolean) {
  return { CanBeSecuredForRead: is, CanBeSecuredForCreate: is, CanBeSecuredForUpdate: is }
}

/** What clients look for columns by, and what holds of nearly all. */
const rarelyOtherwise = {
  AttributeOf: null,
  IsLogical: false,
  IsSecured: false,
  IsRetrievable: false,
  IsFilterable: false,
  IsSearchable: false,
  IsSortableEnabled: { Value: false, CanBeChanged: true, ManagedPropertyLogicalName: 'canmodifyissortablesettings' },
  IsValidODataAttribute: true,
  IsValidForAdvancedFind: { Value: true, CanBeChanged: true, ManagedPropertyLogicalName: 'canmodifysearchsettings' },
  SourceType: null,
  ExternalName: null,
  InheritsFrom: null,
  DeprecatedVersion: null,
}

/** What a lookup of an owner or a customer is called beside its class (Microsoft: "AttributeTypeCode EnumType"). */
function lookupType({ targets }: ColumnDefinition): 'Owner' | 'Customer' | undefined {
  const tables = targets.map(({ table }) => table)
  if (tables.includes('principal')) return 'Owner'
  return tables.length === 2 && tables.includes('account') && tables.includes('contact') ? 'Customer' : undefined
}

/** Where the kind of attribute and the name of its class differ. */
const attributeTypes: Record<string, string> = { UniqueIdentifier: 'Uniqueidentifier', File: 'Virtual', Image: 'Virtual' }

function limitsOf({ type, length, min, max, places, isReadAsDay, targets, file }: ColumnDefinition): Record<string, unknown> {
  if (type === 'file') return { MaxSizeInKB: file?.kilobytes }
  if (type === 'image') {
    const { kilobytes: MaxSizeInKB, keepsFull: CanStoreFullImage, isPrimary: IsPrimaryImage } = file ?? {}
    return { MaxSizeInKB, CanStoreFullImage, IsPrimaryImage, MaxHeight: 144, MaxWidth: 144 }
  }
  if (length > 0) return { MaxLength: length }
  if (targets.length > 0)
    return { Targets: [...new Set(targets.flatMap(({ table }) => (table === 'principal' ? owners : table)))] }
  if (type === 'date' || type === 'dateTime') {
    return {
      Format: type === 'date' || isReadAsDay === true ? 'DateOnly' : 'DateAndTime',
      DateTimeBehavior: { Value: type === 'date' ? 'DateOnly' : 'UserLocal' },
    }
  }
  if (min === '') return {}
  const limit = type === 'bigint' ? rawJson : Number
  return { MinValue: limit(min), MaxValue: limit(max), ...(places === undefined ? {} : { Precision: places }) }
}

const owners = ['systemuser', 'team']

const types: Record<ColumnDefinition['type'], readonly [string, string]> = {
  text: ['String', 'StringType'],
  memo: ['Memo', 'MemoType'],
  whole: ['Integer', 'IntegerType'],
  bigint: ['BigInt', 'BigIntType'],
  decimal: ['Decimal', 'DecimalType'],
  money: ['Money', 'MoneyType'],
  double: ['Double', 'DoubleType'],
  yesNo: ['Boolean', 'BooleanType'],
  choice: ['Picklist', 'PicklistType'],
  state: ['State', 'StateType'],
  status: ['Status', 'StatusType'],
  date: ['DateTime', 'DateTimeType'],
  dateTime: ['DateTime', 'DateTimeType'],
  guid: ['UniqueIdentifier', 'UniqueidentifierType'],
  id: ['UniqueIdentifier', 'UniqueidentifierType'],
  lookup: ['Lookup', 'LookupType'],
  file: ['File', 'FileType'],
  image: ['Image', 'ImageType'],
}
