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
}

/** A table an interface writes: what `provision`, `check` and the receiver channel know about it. */
export interface Table extends TableIdentity {
  /**
   * `published`: its rows are drafts until they are published, and are taken under revision to be changed (Microsoft, "Product
   * catalog": life cycle of products).
   */
  readonly lifeCycle?: 'published'
  readonly columns: Readonly<Record<string, Column>>
}

/** One column, named as in Dataverse; a lookup is named by its navigation property, as `@odata.bind` wants it. */
export type Column =
  | { readonly kind: 'text'; readonly length: number; readonly custom?: string }
  | { readonly kind: 'choice'; readonly options: Readonly<Record<string, number>> }
  | { readonly kind: 'whole'; readonly min: number; readonly max: number }
  | { readonly kind: 'decimal'; readonly min: string; readonly max: string }
  | { readonly kind: 'yesNo' }
  | { readonly kind: 'date' }
  | { readonly kind: 'dateTime' }
  | { readonly kind: 'lookup'; readonly to: TableIdentity }
