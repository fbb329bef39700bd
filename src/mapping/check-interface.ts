import type { Column } from '../message/table.ts'
import { checkLength } from './check-length.ts'
import { checkPath } from './check-path.ts'
import type { InterfaceDefinition } from './define-interface.ts'
import type { RowDefinition } from './row.ts'
import type { Rule } from './rule.ts'
import { type Segments, standsIn } from './segments.ts'
import type { ValueMappings } from './value-mappings.ts'

/** What an interface can be held against without a document. */
export interface Against {
  readonly segments: Segments
  readonly valueMappings: ValueMappings
}

/**
 * What cannot be right about an interface, a sentence each: paths that no document can have, value mappings that are missing
 * or give what a column cannot take, columns that the table does not declare or that are too short. None when all is well.
 */
export function checkInterface(definition: InterfaceDefinition, against: Against): string[] {
  const { name, objects, objectKey, rows } = definition
  if (!against.segments.has(objects))
    return [`${name}: its objects are segments ${objects}, but there is no such segment; add to segments.csv what SAP sends`]
  const problems = [
    ...checkRule({ what: 'the object key', rule: objectKey, from: objects }, against),
    ...rows.flatMap((row) => checkRow(row, definition, against)),
  ]
  return [...new Set(problems)].map((problem) => `${name}: ${problem}`)
}

function checkRow(row: RowDefinition, definition: InterfaceDefinition, against: Against): string[] {
  const { objects } = definition
  const { table, each, key, columns, deletedWhen, onlyWhen, waitsFor } = row
  if (each !== undefined && !standsIn(against.segments, each, objects))
    return [`${table.name} has a row for each ${each}, which does not stand in ${objects}`]
  const from = each ?? objects
  const rules = [...Object.entries(key), ...Object.entries(columns)]
  return [
    ...checkColumns(row),
    ...rules.flatMap(([column, rule]) => {
      const what = `${column} of ${table.name}`
      return [
        ...checkRule({ what, rule, from }, against),
        ...checkOptions({ what, rule, column: table.columns[column] }, against),
        ...checkLength(
          { what, rule, column: table.columns[column], isKey: Object.hasOwn(key, column), from },
          { ...against, definition },
        ),
      ]
    }),
    ...checkPaths({ what: `the deletion of ${table.name}`, sources: deletedWhen?.sources ?? [], from }, against),
    ...checkPaths({ what: `whether ${table.name} is written`, sources: onlyWhen?.sources ?? [], from }, against),
    ...checkPaths({ what: `what ${table.name} waits for`, sources: waitsFor?.sources ?? [], from }, against),
  ]
}

function checkColumns({ table, key, columns }: RowDefinition): string[] {
  const declared = (column: string) => Object.hasOwn(table.columns, column)
  const undeclared = [...Object.keys(key), ...Object.keys(columns)].filter((column) => !declared(column))
  const noKeys = Object.keys(key).filter((column) => declared(column) && !table.key.includes(column))
  const twice = Object.keys(columns).filter((column) => Object.hasOwn(key, column))
  return [
    ...undeclared.map((column) => `${table.name} does not declare the column ${column}; add it to tables.ts`),
    ...noKeys.map((column) => `${column} of ${table.name} is no column of the table's key; give its rule among the columns`),
    ...twice.map((column) => `${column} of ${table.name} is a key column; take its rule from among the columns`),
  ]
}

interface Place {
  /** What the rule is for, e.g. `name of account`. */
  readonly what: string
  readonly rule: Rule<unknown>
}

function checkRule({ what, rule, from }: Place & { from: string }, against: Against): string[] {
  const missing = rule.lists.filter((list) => !against.valueMappings.has(list))
  return [
    ...checkPaths({ what, sources: rule.sources, from }, against),
    ...missing.map(
      (list) =>
        `${what} needs the value mapping ${list}; add value-mappings/${list}.csv, or say in listsFrom which interface has it`,
    ),
  ]
}

function checkPaths(
  { what, sources, from }: { what: string; sources: readonly string[]; from: string },
  { segments }: Against,
): string[] {
  return sources.flatMap((path) => {
    const problem = checkPath(path, from, segments)
    if (problem === undefined) return []
    return [`${what} reads ${path}, but ${problem}; correct the path, or add to segments.csv what SAP sends`]
  })
}

function checkOptions({ what, rule, column }: Place & { column: Column | undefined }, { valueMappings }: Against): string[] {
  if (column?.kind !== 'choice') return []
  const options = Object.keys(column.options)
  return listsThatFeed(rule).flatMap((list) => {
    const wrong = [...new Set(valueMappings.entries(list).values())].filter((value) => !options.includes(value))
    return wrong.map(
      (value) => `${what} has no option '${value}' of the value mapping ${list}; its options are ${options.join(', ')}`,
    )
  })
}

/** Of a value mapping of a value mapping only the outer one gives what the column takes; it stands last. */
function listsThatFeed({ kind, lists }: Rule<unknown>): readonly string[] {
  return kind === 'byValueMapping' ? lists.slice(-1) : lists
}
