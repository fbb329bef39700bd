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
    ...tables.filter(({ relates }) => relates === undefined).flatMap(tableChange),
    ...tables.flatMap(relationChange),
    ...tables.flatMap(columnsAndKeys),
    ...tables.flatMap(({ name }) => rows(name, rowsOf(name))),
    ...tables.flatMap(({ name: table }) => deletions.of(table).map((gone): Change => ({ kind: 'gone', table, ...gone }))),
    { kind: 'tokens', from: deletions.tokensFrom },
  ]
}

function tableChange({
  name: table,
  schemaName,
  set,
  label,
  plural,
  primaryName: name,
  columns,
  isCustom,
  isTracked,
  hasNotes = false,
}: TableDefinition): Change[] {
  if (!isCustom) return []
  const { length: nameLength = 0, schemaName: nameSchemaName } = columns.get(name) ?? {}
  const names = { table, schemaName, set, label, plural, name, nameSchemaName }
  return [{ kind: 'table', facts: { ...names, nameLength, isTracked, hasNotes } }]
}

/** Both tables are there before. */
function relationChange({ name: table, set, id, code, isCustom, relates }: TableDefinition): Change[] {
  if (!isCustom || relates === undefined) return []
  const [first, second] = relates.tables
  return [{ kind: 'relation', facts: { relationship: relates.name, table, set, id, first, second, code: String(code) } }]
}

function columnsAndKeys({ name: table, columns, keys }: TableDefinition): Change[] {
  return [
    ...[...columns.values()].flatMap(({ added }): Change[] => (added === undefined ? [] : [{ kind: 'column', table, ...added }])),
    ...keys
      .filter(({ isStandard }) => !isStandard)
      .map(({ name, schemaName, columns }): Change => ({ kind: 'key', table, name, schemaName, columns })),
  ]
}

function rows(table: string, all: readonly Row[]): Change[] {
  return all.map((row) => ({ kind: 'row', table, row }))
}
