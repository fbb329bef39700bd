import type { ColumnDefinition, TableDefinition } from '../../definition.ts'
import type { Environment } from '../../environment.ts'
import type { Row, Value } from '../../row.ts'
import { columnValue } from '../shown.ts'
import { noAttribute, noSuchAlias } from './problems.ts'
import type { XmlElement } from './xml-element.ts'

/** One table of a query: that of its entity, or of a link-entity. */
export interface Source {
  /** Its place among all of the query. */
  readonly index: number
  readonly alias: string
  readonly table: TableDefinition
  readonly element: XmlElement
  /** How it is joined; nothing for the entity. */
  readonly join: Join | undefined
  readonly links: readonly Source[]
}

export interface Join {
  readonly parent: Source
  readonly from: ColumnDefinition
  readonly to: ColumnDefinition
  readonly kind: string
}

/** One row of each table, by the index of its source; nothing where an outer join found none. */
export type Joined = readonly (Row | undefined)[]

/** Who asks where for what: all tables of a query. */
export interface Scope {
  readonly environment: Environment
  readonly userId: string
  /** Grows while the query is read: sources within filters come last. */
  readonly sources: Source[]
}

/** A column of one of the tables. */
export interface JoinedColumn {
  readonly source: Source
  readonly column: ColumnDefinition
  read(joined: Joined): Value | undefined
}

/** @throws {Problem} the table has no such column */
export function joinedColumn(source: Source, name: string): JoinedColumn {
  const column = attributeOf(source.table, name)
  return {
    source,
    column,
    read(joined) {
      const row = joined[source.index]
      return row && columnValue(source.table, row, column)
    },
  }
}

/** A column by its logical name, lookups too. @throws {Problem} */
export function attributeOf(table: TableDefinition, name: string): ColumnDefinition {
  const column = table.columns.get(name)
  if (column === undefined) throw noAttribute(name, table)
  return column
}

/** The table that `entityname` means, by its alias or its own name; `own` when nothing is said. @throws {Problem} */
export function sourceNamed({ sources }: Scope, own: Source, name: string | undefined): Source {
  if (name === undefined) return own
  const found = sources.find(({ alias }) => alias === name) ?? sources.find(({ table }) => table.name === name)
  if (found === undefined) throw noSuchAlias(name)
  return found
}
