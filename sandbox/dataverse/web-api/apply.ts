import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import type { Row } from '../row.ts'
import { compareOptional, fits, type How, type Measure, mostAggregated, type Part, type Summary, summaries } from './aggregate.ts'
import { ofAggregates } from './fetch/problems.ts'
import { parseFilter } from './filter.ts'
import { operandOf } from './operand.ts'
import { badUrl, notSupported } from './problem.ts'
import { rowAlong, tableAlong } from './row-along.ts'
import { splitOutside } from './split-outside.ts'
import type { Wants } from './wanted-annotations.ts'

interface Asked {
  /** Of `$apply`. */
  readonly text: string
  readonly orderby: string | undefined
  readonly wants: Wants | undefined
}

/**
 * `$apply` on the rows of a table: `filter`, then `groupby`, `aggregate` or both (Microsoft: "Aggregate data using OData").
 * Gives the groups as JSON. @throws {Problem}
 */
export function applied(
  environment: Environment,
  table: TableDefinition,
  rows: readonly Row[],
  { text, orderby, wants }: Asked,
): Record<string, unknown>[] {
  const steps = splitOutside(text, '/').map(readStep)
  const last = steps.pop()
  if (last === undefined || last.name === 'filter') throw notSupported('$apply without groupby or aggregate')
  const kept = steps.reduce((found, step) => filtered(environment, table, found, step), rows)
  if (kept.length > mostAggregated) throw ofAggregates.tooManyRows()
  const { groups, measures } = readLast(environment, table, last)
  const found = summaries(environment, kept, { groups, measures, wants })
  return ordered(found, groups, orderby).map(({ shown }) => shown)
}

interface Step {
  readonly name: string
  readonly inside: string
}

function readStep(text: string): Step {
  const [, name, inside = ''] = /^(filter|groupby|aggregate)\((.*)\)$/s.exec(text) ?? []
  if (name === undefined) throw badUrl(`'${text}' is no transformation of $apply that is supported.`)
  return { name, inside }
}

function filtered(
  environment: Environment,
  table: TableDefinition,
  rows: readonly Row[],
  { name, inside }: Step,
): readonly Row[] {
  if (name !== 'filter') throw notSupported(`$apply with something behind ${name}`)
  return rows.filter(parseFilter(environment, table, inside).holds)
}

interface Parts {
  readonly groups: readonly Part<Row>[]
  readonly measures: readonly Measure<Row>[]
}

function readLast(environment: Environment, table: TableDefinition, { name, inside }: Step): Parts {
  if (name === 'aggregate') return { groups: [], measures: readMeasures(environment, table, inside) }
  const [, paths, aggregate = ''] = /^\(([^()]*)\)\s*(?:,\s*aggregate\((.*)\))?$/s.exec(inside.trim()) ?? []
  if (paths === undefined) throw badUrl(`Syntax error in 'groupby(${inside})'.`)
  const groups = splitOutside(paths, ',').map((path) => groupOf(environment, table, path))
  return { groups, measures: readMeasures(environment, table, aggregate) }
}

function groupOf(environment: Environment, table: TableDefinition, path: string): Part<Row> {
  const part = partOf(environment, table, path, nameOf(environment, table, path))
  if (['date', 'dateTime'].includes(part.column.type)) throw badUrl(`Grouping by dates and times (${path}) is not supported.`)
  return part
}

/** `primarycontactid/fullname` is answered as `contact_fullname`. */
function nameOf(environment: Environment, table: TableDefinition, path: string): string {
  return path.includes('/') ? `${tableAlong(environment, table, path).name}_${path.replace(/^.*\//s, '')}` : path
}

function partOf(environment: Environment, table: TableDefinition, path: string, name: string): Part<Row> {
  const { column, read } = operandOf(environment, table, path)
  const rowOf = (row: Row) => rowAlong(environment, table, row, path)
  return { name, table: tableAlong(environment, table, path), column, read, rowOf }
}

function readMeasures(environment: Environment, table: TableDefinition, text: string): Measure<Row>[] {
  return splitOutside(text, ',').map((expression) => {
    const [, counted, path = '', method = '', measured] =
      /^(?:\$count\s+as\s+(\w+)|(\S+)\s+with\s+(\S+)\s+as\s+(\w+))$/.exec(expression) ?? []
    if (counted !== undefined)
      return { ...partOf(environment, table, table.id, counted), how: 'count' as const, isDistinct: false }
    if (measured === undefined) throw badUrl(`Syntax error in 'aggregate(${expression})'.`)
    const how = methods[method]
    if (how === undefined) throw badUrl(`The aggregate method '${method}' is not supported.`)
    const part = partOf(environment, table, path, measured)
    if (!fits(how, part.column)) throw badUrl(`The aggregate method '${method}' does not fit '${path}'.`)
    return { ...part, how, isDistinct: false }
  })
}

const methods: Record<string, How> = { sum: 'sum', average: 'avg', min: 'min', max: 'max' }

/** What is reckoned cannot be ordered by (Microsoft: "Aggregate data using OData"). */
function ordered(found: readonly Summary[], groups: readonly Part<Row>[], orderby = ''): readonly Summary[] {
  const orders = splitOutside(orderby, ',').map((part) => {
    const [path, direction] = part.split(/\s+/)
    const at = groups.findIndex(({ name }) => name === path)
    const group = groups[at]
    if (group === undefined) throw badUrl('The query node SingleValueOpenPropertyAccess is not supported')
    return { at, column: group.column, sign: direction === 'desc' ? -1 : 1 }
  })
  return found.toSorted((left, right) => {
    const signs = orders.map(({ at, column, sign }) => sign * compareOptional(column, left.values[at], right.values[at]))
    return signs.find((sign) => sign !== 0) ?? 0
  })
}
