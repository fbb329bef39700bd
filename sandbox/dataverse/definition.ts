import type { ColumnFacts } from './column-facts.ts'

/** A table as Dataverse defines it (Microsoft, "table/entity reference" and Common Data Model). */
export interface TableDefinition {
  /** Logical name, e.g. `account`. */
  readonly name: string
  /** `SchemaName`, of a table that was added. */
  readonly schemaName?: string | undefined
  /** Entity set name, e.g. `accounts`. */
  readonly set: string
  /** Primary key column. */
  readonly id: string
  /** The column a row is called by. */
  readonly primaryName: string
  readonly label: string
  readonly plural: string
  /** Somebody added it. */
  readonly isCustom: boolean
  /** Its ObjectTypeCode. */
  readonly code: number
  /** What changed in it can be asked for (change tracking). */
  readonly isTracked: boolean
  /** `HasNotes`, where it was said of a new table. */
  readonly hasNotes?: boolean
  readonly columns: Map<string, ColumnDefinition>
  /** Columns of them that hold pictures. */
  readonly images: ColumnDefinition[]
  /** Alternate keys; of the standard tables only users have one. */
  readonly keys: KeyDefinition[]
  /** Its rows say only which rows of two other tables belong together. */
  readonly relates?: ManyToMany
}

/** A relationship of many to many. */
export interface ManyToMany {
  /** That of the relationship, and of its navigation property in both tables. */
  readonly name: string
  /** Each has a column with its rows' ids, e.g. `contactid`. */
  readonly tables: readonly [string, string]
}

export interface ColumnDefinition {
  readonly name: string
  /** `SchemaName`, of a column that was added. */
  readonly schemaName?: string
  readonly type: ColumnType
  /** Text: characters at most. */
  readonly length: number
  /** Numbers: exact text; empty without a limit. */
  readonly min: string
  readonly max: string
  /** Decimals and floats: the places they are read with, where known (`Precision`). */
  readonly places?: number
  /** Moments: only the day is read (`Format` DateOnly). */
  readonly isReadAsDay?: boolean
  /** Choice, state and status: number to name. Yes/No: the names of 0 and 1. */
  readonly options: ReadonlyMap<number, string>
  /** Status: which state each status belongs to. */
  readonly stateOf: ReadonlyMap<number, number>
  /** Lookup: the tables it may lead to. */
  readonly targets: readonly Target[]
  readonly required: 'system' | 'application' | ''
  readonly writable: Writable
  /** Taken, and never shown. */
  readonly isSecret: boolean
  /** File and image. */
  readonly file?: FileLimits
  /** What somebody said who added it. */
  readonly added?: { readonly label: string; readonly facts: ColumnFacts }
}

/** Microsoft: "Work with file column definitions using code", "Work with image column definitions using code". */
export interface FileLimits {
  /** `MaxSizeInKB`. */
  readonly kilobytes: number
  /** Image: the picture as it was sent is kept beside its thumbnail. */
  readonly keepsFull: boolean
  /** Image: it stands for the row, and may be set when that is made. */
  readonly isPrimary: boolean
}

/** When a value of a request is taken; it is passed over otherwise. */
export type Writable = 'always' | 'create' | 'update' | 'never'

export interface Target {
  /** Navigation property of the lookup. */
  readonly navigation: string
  readonly table: string
  /** Navigation property of the other table that leads back to all rows of this lookup. */
  readonly collection: string
  /** What becomes of this row when the one it leads to is deleted, where that was said of a new lookup. */
  readonly onDelete?: 'Cascade' | 'Restrict'
}

export type ColumnType =
  | 'text'
  | 'memo'
  | 'whole'
  | 'bigint'
  | 'decimal'
  | 'money'
  | 'double'
  | 'yesNo'
  | 'choice'
  | 'state'
  | 'status'
  | 'date'
  | 'dateTime'
  | 'guid'
  | 'id'
  | 'lookup'
  | 'file'
  | 'image'

/** Its index is built in the background; duplicates make it fail. */
export interface KeyDefinition {
  readonly name: string
  /** `SchemaName`, of a key that was added. */
  readonly schemaName?: string | undefined
  readonly columns: readonly string[]
  /** It came with the table: nobody added it. */
  readonly isStandard?: boolean
  status: 'Pending' | 'InProgress' | 'Active' | 'Failed'
}

/** The lookup with this navigation property, and the table it leads to. `principal` stands for users and teams. */
export function lookupOf(
  table: TableDefinition,
  navigation: string,
): { readonly column: ColumnDefinition; readonly target: Target } | undefined {
  for (const column of table.columns.values()) {
    const target = column.targets.find((one) => one.navigation === navigation)
    if (target !== undefined) return { column, target }
  }
  return undefined
}

/** Whether a lookup to `target` may hold a row of this table. */
export function leadsTo(target: Target, table: string): boolean {
  return target.table === table || (target.table === 'principal' && (table === 'systemuser' || table === 'team'))
}
