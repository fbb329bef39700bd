import { isLink, type Value } from '../../row.ts'
import { relationsOf } from '../collections.ts'
import { compareValues } from '../compare.ts'
import { operators } from '../comparison.ts'
import { spanOf } from '../moment-spans.ts'
import { notSupported } from '../problem.ts'
import { queryFunction } from '../query-functions.ts'
import { textPattern } from '../text-pattern.ts'
import type { Test } from './join.ts'
import { badCondition, lacksAttribute, wrongOperator } from './problems.ts'
import { type JoinedColumn, joinedColumn, type Scope, type Source, sourceNamed } from './source.ts'
import { momentText, valueFrom } from './value.ts'
import { childrenOf, mustHoldOnly, type XmlElement } from './xml-element.ts'

/** A condition of a filter (Microsoft: "condition element", "condition operator values"). @throws {Problem} */
export function readCondition(scope: Scope, own: Source, element: XmlElement): Test {
  mustHoldOnly(element, ['value'])
  const { attribute, operator, entityname, value, valueof } = element.attributes
  if (attribute === undefined) throw lacksAttribute('attribute', 'condition')
  if (operator === undefined) throw lacksAttribute('operator', 'condition')
  const column = joinedColumn(sourceNamed(scope, own, entityname), attribute)
  if (valueof !== undefined) return comparesTo(column, operator, otherColumn(scope, column.source, valueof))
  const inner = childrenOf(element, 'value').map(({ text }) => text)
  const holds = testOf(scope, column, operator, value === undefined ? inner : [value, ...inner])
  return (joined) => holds(column.read(joined))
}

type ValueTest = (value: Value | undefined) => boolean

function testOf(scope: Scope, of: JoinedColumn, operator: string, values: readonly string[]): ValueTest {
  const { column } = of
  if (operator === 'null') return (value) => value === undefined
  if (operator === 'not-null') return (value) => value !== undefined
  const [, negation, person] = /^(eq|ne)-(userid|businessid)$/.exec(operator) ?? []
  if (person !== undefined) return isOneself(scope, person, negation === 'eq')
  if (operator === 'eq-userteams' || operator === 'eq-useroruserteams') return isOneOfUs(scope, operator === 'eq-useroruserteams')
  const [, not, pattern] = /^(not-)?(like|(?:begins?|ends?)-with)$/.exec(operator) ?? []
  if (pattern !== undefined) return textTest(of, pattern, not === undefined, one(operator, values))
  const comparison = operators[operator === 'neq' ? 'ne' : operator]
  if (comparison !== undefined) {
    const wanted = read(of, one(operator, values))
    // What is empty differs from everything and is neither greater nor less.
    return (value) =>
      value === undefined ? ['ne', 'neq'].includes(operator) : comparison.holds(compareValues(column, value, wanted))
  }
  return functionTest(of, operator, values)
}

/** What OData has a query function for: lists, spans, and spans of time. */
function functionTest(of: JoinedColumn, operator: string, values: readonly string[]): ValueTest {
  const { column } = of
  const name = functionNames[operator] ?? pascal(operator)
  const isOfTime = functionNames[operator] === undefined
  if (isOfTime) {
    if (notDone.test(operator)) throw notSupported(`the FetchXML operator ${operator}`)
    if (spanOf(name, '1', new Date()) === undefined) throw wrongOperator(operator)
    if (!['date', 'dateTime'].includes(column.type)) throw badCondition(`${operator} is for columns with dates.`)
    if (spanOf(name, momentText(values[0] ?? ''), new Date()) === undefined)
      throw badCondition(`${operator} does not take '${values[0] ?? ''}'.`)
  } else if (values.length < (operator.endsWith('between') ? 2 : 1)) {
    throw badCondition(`${operator} needs ${operator.endsWith('between') ? 'two values' : 'values'}.`)
  }
  return queryFunction(name, { column, values: isOfTime ? values.map(momentText) : values, read: (text) => read(of, text) })
}

const functionNames: Record<string, string> = {
  in: 'In',
  'not-in': 'NotIn',
  between: 'Between',
  'not-between': 'NotBetween',
}

/** `last-x-days`: `LastXDays`. */
function pascal(operator: string): string {
  return operator
    .replace('-seven-', '-7-')
    .replace('olderthan', 'older-than')
    .replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** Operators of hierarchies, fiscal periods, multi-choices and languages. */
const notDone =
  /fiscal|^(?:above|under|not-under|eq-or-(?:above|under)|(?:not-)?contain-values|eq-user(?:language|oruserhierarchy\w*))$/

function textTest(of: JoinedColumn, pattern: string, isWanted: boolean, text: string): ValueTest {
  // Ids are no texts: the real service tries to read one.
  if (['guid', 'id', 'lookup'].includes(of.column.type)) read(of, text)
  const kind = pattern === 'like' ? 'like' : pattern.startsWith('begin') ? 'startswith' : 'endswith'
  const matches = textPattern(kind, text)
  return (value) => (value !== undefined && matches(isLink(value) ? value.id : String(value))) === isWanted
}

function isOneself({ environment, userId }: Scope, person: string, isWanted: boolean): ValueTest {
  const unit = environment.find('systemuser', userId)?.values.businessunitid
  const id = person === 'userid' ? userId : isLink(unit) ? unit.id : undefined
  return (value) => (value !== undefined && (isLink(value) ? value.id : value) === id) === isWanted
}

/** One of the teams of who asks, or that user. */
function isOneOfUs({ environment, userId }: Scope, isUserToo: boolean): ValueTest {
  const through = environment.table('teammembership')
  const memberships = through === undefined ? [] : relationsOf(environment, through, { table: 'systemuser', id: userId })
  const ids = new Set([...memberships.map(({ values }) => values.teamid), ...(isUserToo ? [userId] : [])])
  return (value) => value !== undefined && ids.has(isLink(value) ? value.id : value)
}

function comparesTo(left: JoinedColumn, operator: string, right: JoinedColumn): Test {
  const comparison = operators[operator]
  if (comparison === undefined) throw wrongOperator(operator)
  return (joined) => {
    const [a, b] = [left.read(joined), right.read(joined)]
    return a !== undefined && b !== undefined && comparison.holds(compareValues(left.column, a, b))
  }
}

/** `lastname`, or `acct.name` of another table. */
function otherColumn(scope: Scope, own: Source, name: string): JoinedColumn {
  const [, alias, column = name] = /^(.+)\.([^.]+)$/.exec(name) ?? []
  return joinedColumn(sourceNamed(scope, own, alias), column)
}

function read({ source, column }: JoinedColumn, text: string): Value {
  return valueFrom(source.table, column, text)
}

function one(operator: string, values: readonly string[]): string {
  const [value] = values
  if (value === undefined) throw badCondition(`${operator} needs a value.`)
  return value
}
