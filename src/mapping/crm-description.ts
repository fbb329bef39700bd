import type { Table, TableIdentity } from '../message/table.ts'

/**
 * What of one table of an interface other programs may read and write by business names, one row at a time: the operations Check, Set
 * and Status that landscapes with SAP PO had.
 */
export interface CrmDescription {
  /** The table, by its name; the interface's first one when not said. */
  readonly table?: string
  /** The parts of the key by the value of the table's key column, where it is made of several. */
  readonly partsOfKey?: (value: string) => readonly string[]
  /** In addresses, e.g. `business-partners`. */
  readonly path: string
  /** In the names of operations, e.g. `BusinessPartner`. */
  readonly name: string
  /** Whether there is an operation for its status. */
  readonly hasStatus: boolean
  /** The row whose status counts for one that has none of its own, and the column that refers to it. */
  readonly statusOf?: { readonly table: TableIdentity & Partial<Pick<Table, 'columns'>>; readonly column: string }
  /** Business names of what it is found by, each with the field of SAP it stands for. */
  readonly key: Readonly<Record<string, string>>
  /** Parts of the key that may be missing; of all others the row cannot be told without. */
  readonly optionalKey?: readonly string[]
  /** Business names of columns; a lookup names the column the other row is found by. */
  readonly fields: Readonly<Record<string, string | CrmLookup>>
  /** A request that creates one, for people who read the description of the API. */
  readonly example: Readonly<Record<string, string | number | boolean>>
}

export interface CrmLookup {
  readonly column: string
  readonly by: string
  /** Numbers are padded with zeros to this length. */
  readonly length?: number
}
