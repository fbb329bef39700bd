import type { Document } from '../message/document.ts'
import type { Column, Table } from '../message/table.ts'
import type { ColumnValue, Reference } from '../message/write.ts'
import type { CrmDescription } from './crm-description.ts'
import { type Path, parsePath } from './path.ts'
import type { Rule } from './rule.ts'
import type { Condition } from './rules/condition.ts'
import type { RulesFor } from './tables.ts'

/** One data set's way from S/4HANA to Dynamics 365: which documents, which business objects, which rows. */
export interface InterfaceDefinition {
  /** As its folder is called, e.g. `business-partner`. */
  readonly name: string
  /** For people, e.g. `Business partner → Account`. */
  readonly title: string
  readonly receives: Receives
  /** The segment that stands for one business object; a document may hold many. `IDOC` is the whole document. */
  readonly objects: string
  /** The business key as people write it; with the name it makes the object key that order is kept by. */
  readonly objectKey: Rule<string>
  /** The rows of one object, in the order they must be written: parents first. */
  readonly rows: readonly RowDefinition[]
  /** The same data set in documents of another kind, with rules of their own for the same rows. */
  readonly alsoFrom?: readonly DocumentForm[]
  /** Value mappings it shares with another interface, whose they are: `{ 'unit-of-measure': 'material' }`. */
  readonly listsFrom?: Readonly<Record<string, string>>
  /** Its documents are full lists: what one no longer names is gone. */
  readonly fullList?: FullList
  /** What other programs may read and write of it through the CRM API: a table each. */
  readonly crm?: CrmDescription | readonly CrmDescription[]
}

/** What is to become of objects that a full list does not name. */
export interface FullList {
  /** What a list that names this business key is complete for; objects of another scope are left alone. */
  scopeOf(businessKey: string): string
  /** What the business keys of a scope begin with. */
  prefixOf(businessKey: string): string
  /** The columns of an object that is no longer named. */
  readonly absent: Readonly<Record<string, ColumnValue>>
  /** Columns that have the same value in all rows of one list, also when it comes in several documents; an absent object gets them too. */
  readonly shared: readonly string[]
}

/** How documents of one kind are read. */
export type DocumentForm = Pick<InterfaceDefinition, 'receives' | 'objects' | 'objectKey' | 'rows'>

/** The interface once for each kind of document it takes, its own first. */
export function formsOf<D extends InterfaceDefinition>(definition: D): D[] {
  return [definition, ...(definition.alsoFrom ?? []).map((form) => ({ ...definition, ...form }))]
}

/** The documents an interface takes, told by their control record or XI header. */
export interface Receives {
  readonly description: string
  /** The outbound interfaces of ABAP proxies whose messages these are. */
  readonly proxies?: readonly ProxyInterface[]
  takes(document: Document): boolean
}

/** An outbound interface of an ABAP proxy (transaction SPROXY). */
export interface ProxyInterface {
  readonly name: string
  readonly namespace: string
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

/** @throws {Error} naming the interface, when its name or its rows cannot be right */
export function defineInterface(definition: InterfaceDefinition): InterfaceDefinition {
  if (!/^[a-z][a-z0-9-]*$/.test(definition.name)) {
    throw new Error(`'${definition.name}' is no name for an interface: use lower-case letters, digits and hyphens`)
  }
  if (definition.rows.length === 0) throw new Error(`The interface ${definition.name} writes no row`)
  return definition
}

/** The interface a value mapping is of that this one reads. */
export function ownerOf({ name, listsFrom = {} }: Pick<InterfaceDefinition, 'name' | 'listsFrom'>, list: string): string {
  return Object.hasOwn(listsFrom, list) ? (listsFrom[list] as string) : name
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

/** IDocs of a message type, or of one of its basic types when the message type was renamed: `DEBMAS` takes `DEBMAS07` too. */
export function idoc(messageType: string): Receives {
  const basicType = new RegExp(`^${messageType}\\d\\d$`)
  return {
    description: `IDocs of message type ${messageType}`,
    takes: ({ header }) => header.MESTYP === messageType || basicType.test(header.IDOCTYP ?? ''),
  }
}

/** Messages of an ABAP proxy, told by the name and namespace of its outbound interface (transaction SPROXY). */
export function xi({ interface: name, namespace }: { interface: string; namespace: string }): Receives {
  return {
    description: `XI messages of interface ${name} in ${namespace}`,
    proxies: [{ name, namespace }],
    takes: ({ header }) => header.Interface === name && header.InterfaceNamespace === namespace,
  }
}

/**
 * Documents of several kinds, e.g. while a landscape moves from IDocs to proxies. Of one business object send only one kind at a
 * time: an IDoc's age is in the system's own time and a proxy's in UTC, so which is the newer one cannot be told between them.
 */
export function anyOf(...several: readonly Receives[]): Receives {
  return {
    description: several.map(({ description }) => description).join('; '),
    proxies: several.flatMap(({ proxies = [] }) => proxies),
    takes: (document) => several.some((one) => one.takes(document)),
  }
}

export function matches(definition: InterfaceDefinition, document: Document): boolean {
  return definition.receives.takes(document)
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

function rowDefinition(table: Table, each: string | undefined, rules: RowsRules<Table['columns']>): RowDefinition {
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
