import { writeChoiceNames } from '../../choice-names.ts'
import type { ColumnFacts } from '../../column-facts.ts'
import type { TableDefinition } from '../../definition.ts'
import { Problem } from '../problem.ts'
import { fileFacts } from './file-column.ts'
import { mustDoColumn } from './must-be-done.ts'
import { attributeType, invalidDefinition, labelText, logicalName } from './new-definition.ts'

export interface NewColumn {
  readonly facts: ColumnFacts
  readonly label: string
}

/** The column a body defines, of any type but lookup, which comes with its relationship. @throws {Problem} the table cannot have it */
export function newColumn(table: TableDefinition, body: Record<string, unknown>): NewColumn {
  const column = logicalName(body.SchemaName, 'Attribute')
  mustBeNew(table, column)
  mustDoColumn(body)
  const { writable = '', ...type } = fileFacts(table, body) ?? typeAndDetail(body)
  const required = isRequired(body) ? 'application' : ''
  const facts = { column, ...type, required, writable, schemaName: String(body.SchemaName) }
  return { facts, label: labelText(body.DisplayName) ?? column }
}

/** @throws {Problem} when the table has such a column already */
export function mustBeNew(table: TableDefinition, column: string): void {
  if (!table.columns.has(column)) return
  throw new Problem(400, '0x80047013', `An attribute with the specified name ${column} already exists for entity ${table.name}`)
}

function isRequired({ RequiredLevel }: Record<string, unknown>): boolean {
  return (RequiredLevel as { Value?: string } | undefined)?.Value === 'ApplicationRequired'
}

type TypeFacts = Pick<ColumnFacts, 'type' | 'detail'> & { readonly writable?: string }

function typeAndDetail(body: Record<string, unknown>): TypeFacts {
  const type = attributeType(body)
  switch (type) {
    case 'String':
      return { type: 'text', detail: lengthOf(body.MaxLength, 4000) }
    case 'Memo':
      return { type: 'memo', detail: lengthOf(body.MaxLength, 1_048_576) }
    case 'Integer':
      return { type: 'whole', detail: limits(body.MinValue, body.MaxValue, [-2147483648, 2147483647]) }
    case 'BigInt':
      return { type: 'bigint', detail: '-9223372036854775808..9223372036854775807' }
    case 'Decimal':
      return { type: 'decimal', detail: decimals(body, 10) }
    case 'Double':
      return { type: 'double', detail: decimals(body, 5) }
    case 'Money':
      return { type: 'money', detail: limits(body.MinValue, body.MaxValue, amounts) }
    case 'Boolean':
      return { type: 'yesNo', detail: namesOfBoth(body.OptionSet) }
    case 'DateTime':
      if (isDateOnly(body)) return { type: 'date', detail: '' }
      return { type: 'dateTime', detail: body.Format === 'DateOnly' ? 'DateOnly' : '' }
    case 'Picklist':
      return { type: 'choice', detail: optionsIn(body.OptionSet) }
    default:
      throw invalidDefinition(`A column of type '${type}' cannot be added here.`)
  }
}

export const amounts = [-922337203685477, 922337203685477] as const

function lengthOf(length: unknown, most: number): string {
  if (Number(length) >= 1 && Number(length) <= most) return String(length)
  throw new Problem(400, '0x80044330', `MaxLength must be from 1 to ${most}.`)
}

export function limits(min: unknown, max: unknown, [least, most]: readonly [number, number]): string {
  return `${min ?? least}..${max ?? most}`
}

/** `most`: places (Microsoft: "Types of columns"). */
function decimals({ MinValue, MaxValue, Precision }: Record<string, unknown>, most: number): string {
  const places = Number(Precision ?? 2)
  if (!Number.isInteger(places) || places < 0 || places > most) throw invalidDefinition(`Precision must be from 0 to ${most}.`)
  return `${limits(MinValue, MaxValue, [-100000000000, 100000000000])}/${places}`
}

function isDateOnly({ DateTimeBehavior }: Record<string, unknown>): boolean {
  return (DateTimeBehavior as { Value?: string } | undefined)?.Value === 'DateOnly'
}

function namesOfBoth(set: unknown): string {
  const { FalseOption, TrueOption } = (set ?? {}) as Record<string, { Label?: unknown } | undefined>
  return writeChoiceNames([
    [0, labelText(FalseOption?.Label) ?? 'No'],
    [1, labelText(TrueOption?.Label) ?? 'Yes'],
  ])
}

function optionsIn(set: unknown): string {
  const { Options = [] } = (set ?? {}) as { Options?: { Value?: number | null; Label?: unknown }[] }
  if (Options.length === 0) throw invalidDefinition('A choice needs an OptionSet with Options.')
  const taken = new Set(Options.map(({ Value }) => Value))
  return writeChoiceNames(
    Options.map(({ Value, Label }) => {
      const value = Value ?? nextOf(taken)
      return [value, labelText(Label) ?? String(value)]
    }),
  )
}

/** A choice without a number gets the next one of its publisher's, as Microsoft's samples want it ("Customize column definitions"). */
function nextOf(taken: Set<unknown>): number {
  let value = 100_000_000
  while (taken.has(value)) value++
  taken.add(value)
  return value
}
