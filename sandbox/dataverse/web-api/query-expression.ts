import { notSupported } from './problem.ts'

/** Microsoft: "QueryExpression ComplexType"; what stands for it in a message. */
export interface QueryExpression {
  readonly EntityName?: string
  readonly Criteria?: FilterExpression
  readonly LinkEntities?: readonly unknown[]
  readonly TopCount?: number | null
}

interface FilterExpression {
  readonly FilterOperator?: string
  readonly Conditions?: readonly ConditionExpression[]
  readonly Filters?: readonly FilterExpression[]
}

interface ConditionExpression {
  readonly AttributeName?: string
  readonly Operator?: string
  /** Each with its type, or bare. */
  readonly Values?: readonly unknown[]
}

/** The same query in FetchXML, of the column `id` alone. @throws {Problem} it joins other tables or wants the first rows only */
export function fetchXmlOf({ EntityName, Criteria, LinkEntities = [], TopCount }: QueryExpression, id: string): string {
  if (LinkEntities.length > 0) throw notSupported('a QueryExpression with LinkEntities')
  if (TopCount !== undefined && TopCount !== null) throw notSupported('a QueryExpression with TopCount')
  const filter = Criteria === undefined || Criteria === null ? '' : filterXml(Criteria)
  return `<fetch><entity name="${escaped(EntityName)}"><attribute name="${id}"/>${filter}</entity></fetch>`
}

function filterXml({ FilterOperator = 'And', Conditions = [], Filters = [] }: FilterExpression): string {
  if (Conditions.length + Filters.length === 0) return ''
  return `<filter type="${escaped(FilterOperator).toLowerCase()}">${[...Conditions.map(conditionXml), ...Filters.map(filterXml)].join('')}</filter>`
}

function conditionXml({ AttributeName, Operator, Values = [] }: ConditionExpression): string {
  const begin = `<condition attribute="${escaped(AttributeName)}" operator="${operatorOf(String(Operator))}"`
  const values = Values.map((value) => escaped(Object(value).Value ?? value))
  if (values.length === 0) return `${begin}/>`
  if (values.length === 1 && !takesMany.includes(String(Operator))) return `${begin} value="${values[0]}"/>`
  return `${begin}>${values.map((value) => `<value>${value}</value>`).join('')}</condition>`
}

const takesMany = ['In', 'NotIn', 'Between', 'NotBetween']

/** FetchXML names most operators as QueryExpression does, in small letters with hyphens (Microsoft: "FetchXml condition operators"). */
function operatorOf(name: string): string {
  return named[name] ?? escaped(name.replace(/(?<=[a-z])(?=[A-Z])|(?<=X)(?=[A-Z])/g, '-').toLowerCase())
}

const named: Record<string, string> = {
  Equal: 'eq',
  NotEqual: 'ne',
  GreaterThan: 'gt',
  GreaterEqual: 'ge',
  LessThan: 'lt',
  LessEqual: 'le',
  DoesNotBeginWith: 'not-begin-with',
  DoesNotEndWith: 'not-end-with',
  EqualUserId: 'eq-userid',
  NotEqualUserId: 'ne-userid',
  OlderThanXDays: 'olderthan-x-days',
  OlderThanXMonths: 'olderthan-x-months',
}

function escaped(value: unknown): string {
  return String(value ?? '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
