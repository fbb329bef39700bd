import type { TableDefinition } from './definition.ts'
import type { Deletions } from './deletions.ts'
import type { Change } from './journal.ts'
import type { Row } from './row.ts'

/** The shortest list of changes that leads to where an environment stands. */
export function standing(
  tables: readonly TableDefinition[],
  rowsOf: (table: string) => readonly Row[],
  deletions: Deletions,
): Change[] {
  return [
    ...tables.flatMap(tableChange),
    ...tables.flatMap(columnsAndKeys),
    ...tables.flatMap(({ name }) => rows(name, rowsOf(name))),
    ...tables.flatMap(({ name: table }) => deletions.of(table).map((gone): Change => ({ kind: 'gone', table, ...gone }))),
    { kind: 'tokens', from: deletions.tokensFrom },
  ]
}

function tableChange({
  name: table,
  set,
  label,
  plural,
  primaryName: name,
  columns,
  isCustom,
  isTracked,
}: TableDefinition): Change[] {
  if (!isCustom) return []
  return [{ kind: 'table', facts: { table, set, label, plural, name, nameLength: columns.get(name)?.length ?? 0, isTracked } }]
}

function columnsAndKeys({ name: table, columns, keys }: TableDefinition): Change[] {
  return [
    ...[...columns.values()].flatMap(({ added }): Change[] => (added === undefined ? [] : [{ kind: 'column', table, ...added }])),
    ...keys.filter(({ isStandard }) => !isStandard).map(({ name, columns }): Change => ({ kind: 'key', table, name, columns })),
  ]
}

function rows(table: string, all: readonly Row[]): Change[] {
  return all.map((row) => ({ kind: 'row', table, row }))
}
