import type { ColumnDefinition, TableDefinition } from '../../definition.ts'
import type { Environment } from '../../environment.ts'
import { isLink, type Row, type Value } from '../../row.ts'
import { compareValues } from '../compare.ts'
import { columnValue } from '../shown.ts'
import type { Joined, Source } from './source.ts'

/** What rows of one table have to be. */
export type Test = (joined: Joined) => boolean

/** By source: what its rows have to be when they are joined. */
export type Tests = ReadonlyMap<Source, Test>

/** The rows of the entity, each with the rows of its link-entities, as a database joins them. */
export function joinedRows(environment: Environment, entity: Source, tests: Tests): Joined[] {
  const rows = environment.rowsOf(entity.table.name).map((row) => placed([], entity, row))
  return withLinks(environment, entity, rows.filter(tests.get(entity) ?? all), tests)
}

/** The rows that are joined to one, each with those of the link-entities within. */
export function matchesOf(environment: Environment, link: Source, joined: Joined, tests: Tests): Joined[] {
  const value = sought(link, joined)
  if (value === undefined || link.join === undefined) return []
  const found = rowsWith(environment, link.table, link.join.from, value).map((row) => placed(joined, link, row))
  return withLinks(environment, link, found.filter(tests.get(link) ?? all), tests)
}

const all: Test = () => true

function withLinks(environment: Environment, source: Source, rows: readonly Joined[], tests: Tests): Joined[] {
  return source.links.reduce<Joined[]>(
    (found, link) => found.flatMap((joined) => joinedBy(link, joined, matchesOf(environment, link, joined, tests))),
    [...rows],
  )
}

/** Microsoft: "link-entity element", link-type options. */
function joinedBy({ join }: Source, joined: Joined, matches: readonly Joined[]): readonly Joined[] {
  switch (join?.kind) {
    case 'outer':
      return matches.length === 0 ? [joined] : matches
    case 'matchfirstrowusingcrossapply':
      return [matches[0] ?? joined]
    case 'exists':
    case 'in':
      return matches.length === 0 ? [] : [joined]
    default:
      return matches
  }
}

function sought({ join }: Source, joined: Joined): Value | undefined {
  const row = join && joined[join.parent.index]
  return row && columnValue(join.parent.table, row, join.to)
}

function placed(joined: Joined, { index }: Source, row: Row): Joined {
  const all = [...joined]
  all[index] = row
  return all
}

function rowsWith(environment: Environment, table: TableDefinition, column: ColumnDefinition, value: Value): Row[] {
  if (column.type === 'id') {
    const row = environment.find(table.name, isLink(value) ? value.id : String(value))
    return row === undefined ? [] : [row]
  }
  if (['text', 'memo', 'lookup', 'guid'].includes(column.type)) return environment.findAll(table.name, column.name, value)
  return environment.rowsOf(table.name).filter((row) => {
    const other = columnValue(table, row, column)
    return other !== undefined && compareValues(column, other, value) === 0
  })
}
