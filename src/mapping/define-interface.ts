import type { Document } from '../message/document.ts'
import type { ColumnValue } from '../message/write.ts'
import type { CrmDescription } from './crm-description.ts'
import type { Receives } from './receives.ts'
import type { RowDefinition } from './row.ts'
import type { Rule } from './rule.ts'

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

/** @throws {Error} naming the interface, when its name or its rows cannot be right */
export function defineInterface(definition: InterfaceDefinition): InterfaceDefinition {
  const problem = problemOfName(definition.name)
  if (problem !== undefined) throw new Error(problem)
  if (definition.rows.length === 0) throw new Error(`The interface ${definition.name} writes no row`)
  return definition
}

/** Why an interface cannot be called so; nothing when it can. */
export function problemOfName(name: string): string | undefined {
  if (/^[a-z][a-z0-9-]*$/.test(name)) return undefined
  return `'${name}' is no name for an interface: use lower-case letters, digits and hyphens`
}

/** The interface a value mapping is of that this one reads. */
export function ownerOf({ name, listsFrom = {} }: Pick<InterfaceDefinition, 'name' | 'listsFrom'>, list: string): string {
  return Object.hasOwn(listsFrom, list) ? (listsFrom[list] as string) : name
}

/** The interface once for each kind of document it takes, its own first. */
export function formsOf<D extends InterfaceDefinition>(definition: D): D[] {
  return [definition, ...(definition.alsoFrom ?? []).map((form) => ({ ...definition, ...form }))]
}

export function matches(definition: InterfaceDefinition, document: Document): boolean {
  return definition.receives.takes(document)
}
