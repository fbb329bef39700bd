import type { ColumnDefinition, TableDefinition } from '../../definition.ts'
import type { Facts } from './facts-filter.ts'
import { labelOf, metadataId, noLabel } from './label.ts'

/** The choices of a column, which come along when `$expand` asks for its `OptionSet`; nothing for a column without any. */
export function optionSetOf({ name: table }: TableDefinition, column: ColumnDefinition): Facts | undefined {
  const { name, type, options, stateOf } = column
  const set = {
    MetadataId: metadataId(table, name, 'OptionSet'),
    Name: `${table}_${name}`,
    IsGlobal: false,
    IsCustomOptionSet: column.added !== undefined,
    IsManaged: column.added === undefined,
    DisplayName: labelOf(column.added?.label ?? name),
    Description: noLabel,
  }
  if (options.size === 0) return undefined
  if (type === 'yesNo') {
    const [FalseOption, TrueOption] = [0, 1].map((value) => option(value, options.get(value) ?? ''))
    return { ...set, OptionSetType: 'Boolean', FalseOption, TrueOption }
  }
  const states = (value: number) => (stateOf.has(value) ? { State: stateOf.get(value) } : {})
  return {
    ...set,
    OptionSetType: { state: 'State', status: 'Status' }[type as string] ?? 'Picklist',
    Options: [...options].map(([value, label]) => ({ ...option(value, label), ...states(value) })),
  }
}

function option(Value: number, label: string) {
  return { Value, Label: labelOf(label), Description: noLabel, Color: null, ExternalValue: '', ParentValues: [] }
}
