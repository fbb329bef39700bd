import type { Column, Table } from '../message/table.ts'
import type { Reference } from '../message/write.ts'
import { type Path, parsePath } from './path.ts'
import type { Rule } from './rule.ts'
import type { Condition } from './rules/condition.ts'
import type { RulesFor } from './tables.ts'

/** One row of each object. */
export function row<C extends Readonly<Record<string, Column>>>(
  table: Table & { readonly columns: C },
  rules: RowRules<C>,
): RowDefinition {
  return rowDefinition(table, undefined, rules)
}

/** One row for each segment of that name within the object; its rules read from that segment. */
export function rows<C extends Readonly<Record<string, Column>>>(
  each: string,
  table: Table & { readonly columns: C },
  rules: RowsRules<C>,
): RowDefinition {
  return rowDefinition(table, each, rules)
}

/** As `row` and `rows`, of whatever table. @throws {Error} naming the columns of its key that have no rule */
export function rowDefinition(table: Table, each: string | undefined, rules: RowsRules<Table['columns']>): RowDefinition {
  const columns = rules.columns as Readonly<Record<string, Rule<unknown>>>
  const missing = table.key.filter((column) => rules.key[column] === undefined)
  if (missing.length > 0) throw new Error(`The row of ${table.name} has no rule for its key column ${missing.join(', ')}`)
  const paths = Object.entries(columns).map(([column, rule]) => [column, (rule.values ?? rule.sources).map(parsePath)] as const)
  return {
    table,
    each,
    key: rules.key,
    columns,
    deletedWhen: rules.deletedWhen,
    onDeletion: rules.onDeletion ?? 'deactivate',
    whenNotNamed: rules.whenNotNamed,
    onlyWhen: rules.onlyWhen,
    waitsFor: rules.waitsFor,
    paths: Object.fromEntries(paths),
  }
}

/** What becomes of a row that SAP deletes or flags for deletion. */
export type OnDeletion = 'deactivate' | 'delete' | 'ignore'

/** What becomes of a row that a later document of its object no longer names. */
export type WhenNotNamed = Exclude<OnDeletion, 'ignore'>

export interface RowDefinition {
  readonly table: Table
  /** The segment that stands for one row; none when it is the object's own. */
  readonly each: string | undefined
  readonly key: Readonly<Record<string, Rule<string>>>
  readonly columns: Readonly<Record<string, Rule<unknown>>>
  readonly deletedWhen: Condition | undefined
  readonly onDeletion: OnDeletion
  /** Documents name all rows of their object; what becomes of one that is no longer named. */
  readonly whenNotNamed: WhenNotNamed | undefined
  /** The row is left alone when this does not hold. */
  readonly onlyWhen: Condition | undefined
  /** The row is another interface's to create: while it is not there, the object waits for this one. */
  readonly waitsFor: Rule<Reference> | undefined
  /** Every path a column's value stands at, ready to be looked at. */
  readonly paths: Readonly<Record<string, readonly Path[]>>
}

interface RowRules<C extends Readonly<Record<string, Column>>> {
  /** How each column of the table's key gets its value. */
  readonly key: { readonly [column: string]: Rule<string> }
  readonly columns: RulesFor<C>
  /** Besides MSGFN 003, which always deletes. */
  readonly deletedWhen?: Condition
  /** `deactivate` when not said otherwise: Dynamics 365 keeps what refers to the row. */
  readonly onDeletion?: OnDeletion
  /** Write the row only when this holds, else leave it alone. */
  readonly onlyWhen?: Condition
  /**
   * Change the row, never create it, because another interface does: while it is not there, the object waits for the one that creates this
   * other row, or the same. A `lookup`.
   */
  readonly waitsFor?: Rule<Reference>
}

interface RowsRules<C extends Readonly<Record<string, Column>>> extends RowRules<C> {
  /**
   * For documents that name all rows of their object, as orders do their items: what becomes of one that an earlier document wrote and a
   * later one no longer names. When not said it is left alone, as change documents name only what changed.
   */
  readonly whenNotNamed?: WhenNotNamed
}
