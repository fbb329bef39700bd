import type { Document, Segment } from '../message/document.ts'
import { Rejected } from '../message/errors.ts'
import { Gathered } from '../message/gathered.ts'
import { rowKeyText } from '../message/row-key.ts'
import type { Column } from '../message/table.ts'
import type { ColumnValue, Write } from '../message/write.ts'
import type { Conventions } from './conventions.ts'
import { cut } from './cut.ts'
import type { InterfaceDefinition } from './define-interface.ts'
import { isEmptied } from './emptied.ts'
import { fit } from './fit.ts'
import { isFull, isGone, sinceDeletion } from './msgfn.ts'
import type { FoundObject } from './objects-of.ts'
import { allBelow, type Path, parsePath } from './path.ts'
import type { Reading } from './reading.ts'
import type { RowDefinition } from './row.ts'
import type { Rule } from './rule.ts'
import type { Condition } from './rules/condition.ts'
import type { ValueMappings } from './value-mappings.ts'

/** A write with the story of its values. */
export interface MappedWrite extends Write {
  /** Where each column's value came from, e.g. `E1KNA1M/NAME1`. */
  readonly sources: Readonly<Record<string, string>>
  /** The document says the object lives, sent whole or without the flag that deletes it: a row that was deactivated becomes active again. */
  readonly reactivates: boolean
  /** The document is a full list and no longer names the object. */
  readonly isAbsent?: boolean
  /** The document names all rows of the table that its object has. */
  readonly isOneOfAll?: boolean
}

export interface Surroundings {
  readonly header: Document['header']
  readonly valueMappings: ValueMappings
  readonly conventions: Conventions
}

/**
 * The rows of one object as its document says they should be. Touches nothing, so the same document gives the same rows.
 * @throws {Rejected} a value that no column can take, or a code no value mapping knows
 */
export function mapObject(
  definition: InterfaceDefinition,
  object: FoundObject,
  { header, valueMappings, conventions }: Surroundings,
): { writes: MappedWrite[]; warnings: string[] } {
  const { rows, warnings } = mapRows(definition, object, { header, valueMappings, conventions })
  return { writes: rows.map(({ write }) => write), warnings }
}

/** A write with what it was made of, for whoever wants to show where in the document its values stand. */
export interface MappedRow {
  readonly write: MappedWrite
  readonly row: RowDefinition
  readonly reading: Reading
}

/** The same with what each row was made of. */
export function mapRows(
  definition: InterfaceDefinition,
  object: FoundObject,
  { header, valueMappings, conventions }: Surroundings,
): { rows: MappedRow[]; warnings: string[] } {
  const warnings: string[] = []
  const warn = (sentence: string) => {
    if (!warnings.includes(sentence)) warnings.push(sentence)
  }
  const about = { header, valueMappings, conventions, businessKey: object.businessKey, warn }
  const rows = definition.rows.flatMap((row) =>
    rowsIn(row, object, about).flatMap((reading) => {
      const write = mapRow(row, reading)
      return write === undefined ? [] : [{ write, row, reading }]
    }),
  )
  return { rows, warnings }
}

/** The keys of all rows of a table that the document names, also of those it leaves alone. */
export function keysNamed(
  { rows }: InterfaceDefinition,
  table: string,
  object: FoundObject,
  surroundings: Surroundings,
): Record<string, string>[] {
  const about = { ...surroundings, businessKey: object.businessKey, warn() {} }
  const ofTable = rows.filter((row) => row.table.name === table)
  return ofTable.flatMap((row) => rowsIn(row, object, about).map((reading) => keyOf(row, reading)))
}

/** The segments of each row: one row for each key, where a segment is repeated the last one first. */
function rowsIn(row: RowDefinition, object: FoundObject, about: Omit<Reading, 'segments'>): Reading[] {
  const { each } = row
  if (each === undefined) return [{ ...about, segments: sinceDeletion(object.segments) }]
  const segments = object.segments.toReversed().flatMap((segment) => allBelow(segment, each))
  const byKey = Map.groupBy(segments, (segment) => rowKeyText(keyOf(row, { ...about, segments: [segment] })))
  return [...byKey.values()].map((same) => ({ ...about, segments: sinceDeletion(same.toReversed()) }))
}

function keyOf(row: RowDefinition, reading: Reading): Record<string, string> {
  const key = row.table.key.map((column) => {
    const rule = row.key[column]
    const value = rule?.read(reading)?.value
    if (typeof value === 'string' && value !== '') return [column, fitting(value, column, row, reading)] as const
    const where = reading.segments[0]
    throw new Rejected(
      `${where?.name} of ${reading.businessKey} at line ${where?.line} has no ${rule?.sources.join(' or ')}, by which its row of ${row.table.name} is found; correct it in SAP and send it again`,
    )
  })
  return Object.fromEntries(key)
}

/** A key is never cut: two that are would become one row. */
function fitting(value: string, column: string, { table, key }: RowDefinition, { businessKey }: Reading): string {
  const kind = table.columns[column]
  if (kind?.kind !== 'text' || value.length <= kind.length) return value
  throw new Rejected(
    `The key of ${cut(businessKey, 60)} (${key[column]?.description}) has ${value.length} characters; ${column} of ${table.name}, by which its row is found, holds ${kind.length}; correct it in SAP and send it again`,
    { fact: `The key has ${value.length} characters together, and ${kind.length} is the most` },
  )
}

function mapRow(row: RowDefinition, reading: Reading): MappedWrite | undefined {
  const latest = reading.segments[0] as Segment
  if (row.onlyWhen?.holds(reading) === false) return undefined
  const isDeleted = isGone(latest) || (row.deletedWhen?.holds(reading) ?? false)
  if (isDeleted && row.onDeletion === 'ignore') return undefined
  const operation = isDeleted ? (row.onDeletion as 'deactivate' | 'delete') : 'upsert'
  const columns = new Gathered<ColumnValue>()
  const sources = new Gathered<string>()
  // What is deleted is not changed as well.
  for (const { name, column, rule, paths } of isGone(latest) ? [] : columnsOf(row)) {
    const read = rule.read(reading)
    if (read !== undefined) {
      columns.add(name, fit(read.value as ColumnValue, { name, column, source: read.source, reading }))
      sources.add(name, read.source)
    } else if (isEmptied(paths, reading)) {
      columns.add(name, column.kind === 'yesNo' ? false : null)
      sources.add(name, '(empty in a segment that was sent whole)')
    }
  }
  const reactivates = !isDeleted && (isFull(latest) || isFlagGone(row, reading) || row.whenNotNamed !== undefined)
  const waitsFor = row.waitsFor?.read(reading)?.value ?? undefined
  return {
    table: row.table,
    operation,
    key: keyOf(row, reading),
    columns: columns.done(),
    sources: sources.done(),
    reactivates,
    ...(row.whenNotNamed === undefined ? {} : { isOneOfAll: true }),
    ...(waitsFor === undefined ? {} : { waitsFor }),
  }
}

interface RuledColumn {
  readonly name: string
  readonly column: Column
  readonly rule: Rule<unknown>
  readonly paths: readonly Path[]
}

/** The columns of a row with all that is told of each; put together once, not for each document. */
function columnsOf(row: RowDefinition): readonly RuledColumn[] {
  const known = ruledColumns.get(row)
  if (known !== undefined) return known
  const columns = Object.entries(row.columns).flatMap(([name, rule]) => {
    const column = row.table.columns[name]
    return column === undefined ? [] : [{ name, column, rule, paths: row.paths[name] ?? [] }]
  })
  ruledColumns.set(row, columns)
  return columns
}

const ruledColumns = new WeakMap<RowDefinition, readonly RuledColumn[]>()

/** SAP took back the flag that deletes the row: it is told to be empty, which missing alone is not. */
function isFlagGone({ deletedWhen }: RowDefinition, reading: Reading): boolean {
  return deletedWhen !== undefined && isEmptied(pathsOf(deletedWhen), reading)
}

function pathsOf(condition: Condition): readonly Path[] {
  const known = conditionPaths.get(condition)
  if (known !== undefined) return known
  const paths = condition.sources.map(parsePath)
  conditionPaths.set(condition, paths)
  return paths
}

const conditionPaths = new WeakMap<Condition, readonly Path[]>()
