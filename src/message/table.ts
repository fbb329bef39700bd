/** How a table is addressed in the Web API: enough to refer to one of its rows. */
export interface TableIdentity {
  /** Logical name, e.g. `account`. */
  readonly name: string
  /** Entity set name, e.g. `accounts`. */
  readonly set: string
  /** Primary key column, e.g. `accountid`. */
  readonly id: string
  /** Columns of the alternate key rows are found by; none when the environment has no such key (then rows are looked up by query). */
  readonly key: readonly string[]
  /** Of its rows only these may be referred to: a filter of the Web API, and the word for such rows. */
  readonly only?: { readonly filter: string; readonly word: string }
}

/** A table an interface writes: what `provision`, `check` and the receiver channel know about it. */
export interface Table extends TableIdentity {
  /** A table of ours, which `provision` creates. */
  readonly custom?: CustomTable
  /**
   * `published`: its rows are drafts until they are published, and are taken under revision to be changed (Microsoft, "Product
   * catalog": life cycle of products).
   */
  readonly lifeCycle?: 'published'
  readonly closing?: Closing
  readonly columns: Readonly<Record<string, Column>>
}

/**
 * Of a table whose rows can be changed only while they are active, and the rows below them only as long: paid and cancelled invoices
 * are read-only (Microsoft, table "Invoice": statecode). The receiver channel opens such a row, writes it and the other rows of its
 * object, and then gives it the status it is to have.
 */
export interface Closing {
  /** The statecode (0 is active) that each statuscode belongs to. */
  readonly states: Readonly<Record<number, number>>
  /** The statuscode of a row that was opened to be changed. */
  readonly openStatus: number
  /** A column Dynamics 365 computes from the rows below, and the one that holds what it ought to be: a difference is a warning. */
  readonly computed: { readonly column: string; readonly expected: string }
}

/** What a table of ours is called, and the column a row of it is called by; entity set and names follow Dataverse's plural. */
export interface CustomTable {
  readonly label: string
  readonly plural: string
  readonly primaryName: { readonly name: string; readonly label: string; readonly length: number }
}

/**
 * One column, named as in Dataverse; a lookup is named by its navigation property, as `@odata.bind` wants it. `custom` is the label
 * of a column of ours, which `provision` creates.
 */
export type Column = ColumnKind & { readonly custom?: string }

type ColumnKind =
  | { readonly kind: 'text'; readonly length: number }
  | { readonly kind: 'choice'; readonly options: Readonly<Record<string, number>> }
  | { readonly kind: 'whole'; readonly min: number; readonly max: number }
  /** With `places` a decimal number of so many places, else an amount of money. */
  | { readonly kind: 'decimal'; readonly min: string; readonly max: string; readonly places?: number }
  | { readonly kind: 'yesNo' }
  | { readonly kind: 'date' }
  | { readonly kind: 'dateTime' }
  | { readonly kind: 'lookup'; readonly to: TableIdentity }
