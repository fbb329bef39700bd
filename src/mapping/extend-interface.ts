import type { Column, Table } from '../message/table.ts'
import { type DocumentForm, defineInterface, type InterfaceDefinition } from './define-interface.ts'
import type { Receives } from './receives.ts'
import { type RowDefinition, rowDefinition } from './row.ts'
import type { Rule } from './rule.ts'
import type { RulesFor } from './tables.ts'

/**
 * A delivered interface, extended by a project of one's own: in a folder of the same name it takes the delivered one's place. What is
 * not said stays as it was delivered, also with the next version of Landbridge.
 */
export function extendInterface(delivered: InterfaceDefinition, extension: Extension): InterfaceDefinition {
  const { rows: own = [], listsFrom, ...others } = extension
  const replaced = delivered.rows.map((row) => own.find(({ table }) => table.name === row.table.name) ?? row)
  const added = own.filter(({ table }) => !delivered.rows.some((row) => row.table.name === table.name))
  return defineInterface({
    ...delivered,
    ...others,
    listsFrom: { ...delivered.listsFrom, ...listsFrom },
    rows: [...replaced, ...added],
  })
}

/** What a delivered interface is to do otherwise. */
export interface Extension {
  readonly title?: string
  readonly receives?: Receives
  readonly alsoFrom?: readonly DocumentForm[]
  /** Besides those it was delivered with. */
  readonly listsFrom?: Readonly<Record<string, string>>
  /** Rows in place of the delivered ones of the same table; rows of other tables come after them. */
  readonly rows?: readonly RowDefinition[]
}

/** The row of a delivered interface that a table is written by. @throws {Error} naming the tables it has rows of */
export function rowOf(delivered: InterfaceDefinition, table: string): RowDefinition {
  const found = delivered.rows.find((row) => row.table.name === table)
  if (found !== undefined) return found
  const tables = [...new Set(delivered.rows.map((row) => row.table.name))]
  throw new Error(`The interface ${delivered.name} has no row of ${table}; it has rows of ${tables.join(', ')}`)
}

/**
 * A delivered row with further columns, or other rules for those it has; `leaveOut` names columns that are no longer written.
 */
export function extendRow<C extends Readonly<Record<string, Column>>>(
  delivered: RowDefinition,
  columns: C,
  rules: RulesFor<C>,
  leaveOut: readonly string[] = [],
): RowDefinition {
  const kept = Object.entries(delivered.columns).filter(([name]) => !leaveOut.includes(name))
  const table = { ...delivered.table, columns: { ...delivered.table.columns, ...columns } }
  const { key, deletedWhen, whenNotNamed, onlyWhen, onDeletion, waitsFor } = delivered
  const all = { ...Object.fromEntries(kept), ...(rules as Readonly<Record<string, Rule<unknown>>>) } as RulesFor<Table['columns']>
  return rowDefinition(table, delivered.each, {
    key,
    columns: all,
    onDeletion,
    ...(deletedWhen === undefined ? {} : { deletedWhen }),
    ...(whenNotNamed === undefined ? {} : { whenNotNamed }),
    ...(onlyWhen === undefined ? {} : { onlyWhen }),
    ...(waitsFor === undefined ? {} : { waitsFor }),
  })
}
