import type { Column } from '../message/table.ts'
import { formsOf, type InterfaceDefinition } from './define-interface.ts'
import { parsePath } from './path.ts'
import type { RowDefinition } from './row.ts'
import type { Rule } from './rule.ts'

/** An interface as a table for people: what Dynamics 365 gets, and where each value comes from. */
export interface InterfaceDescription {
  readonly name: string
  readonly title: string
  readonly receives: string
  readonly objectKey: string
  readonly rows: readonly RowDescription[]
}

export interface RowDescription {
  readonly table: string
  /** The segment that stands for one row. */
  readonly each: string
  /** The row is left alone when this does not hold. */
  readonly onlyWhen: string | undefined
  /** The row is changed, never created: while it is not there, the object waits for this one. */
  readonly waitsFor: string | undefined
  /** Besides MSGFN 003; nothing when no field tells. */
  readonly deletedWhen: string | undefined
  readonly onDeletion: RowDefinition['onDeletion']
  /** What becomes of a row that a later document no longer names; nothing when it is left alone. */
  readonly whenNotNamed: RowDefinition['whenNotNamed']
  /** Key columns first. */
  readonly columns: readonly ColumnDescription[]
}

export interface ColumnDescription {
  readonly column: string
  readonly isKey: boolean
  /** Such as `text, 160 characters` or `lookup to account`. */
  readonly kind: string
  /** The label of a column of ours, which `provision` creates. */
  readonly label: string | undefined
  /** What its rule does. */
  readonly from: string
  /** Every field it may be read from, with its segment: `E1KNA1M/NAME1`. */
  readonly sources: readonly string[]
  readonly valueMappings: readonly string[]
}

export function describeInterface(definition: InterfaceDefinition): InterfaceDescription {
  const forms = formsOf(definition)
  return {
    name: definition.name,
    title: definition.title,
    receives: forms.map(({ receives }) => receives.description).join('; '),
    objectKey: [...new Set(forms.map(({ objectKey }) => objectKey.description))].join('; '),
    rows: forms.flatMap(({ rows, objects }) => rows.map((row) => describeRow(row, row.each ?? objects))),
  }
}

function describeRow(
  { table, key, columns, onlyWhen, waitsFor, deletedWhen, onDeletion, whenNotNamed }: RowDefinition,
  each: string,
): RowDescription {
  const describe = (isKey: boolean) => (entry: [string, Rule<unknown>]) => {
    const [column, rule] = entry
    const declared = table.columns[column]
    return {
      column,
      isKey,
      kind: declared === undefined ? 'not declared' : kindOf(declared),
      label: declared?.custom,
      from: rule.description,
      sources: [...new Set(rule.sources.map((path) => withSegment(path, each)))],
      valueMappings: [...new Set(rule.lists)],
    }
  }
  return {
    table: table.name,
    each,
    onlyWhen: onlyWhen?.description,
    waitsFor: waitsFor?.description,
    deletedWhen: deletedWhen?.description,
    onDeletion,
    whenNotNamed,
    columns: [...Object.entries(key).map(describe(true)), ...Object.entries(columns).map(describe(false))],
  }
}

function kindOf(column: Column): string {
  switch (column.kind) {
    case 'text':
      return `text, ${column.length} characters`
    case 'choice':
      return 'choice'
    case 'whole':
      return `whole number, ${column.min} to ${column.max}`
    case 'decimal':
      return column.places === undefined ? 'money' : `decimal number, ${column.places} places`
    case 'yesNo':
      return 'yes or no'
    case 'date':
      return 'date'
    case 'dateTime':
      return 'date and time'
    case 'lookup':
      return `lookup to ${column.to.name}`
  }
}

function withSegment(path: string, each: string): string {
  const { start, steps } = parsePath(path)
  if (start === 'enclosing') return path.slice(1)
  return steps.length === 0 ? `${each}/${path}` : path
}
