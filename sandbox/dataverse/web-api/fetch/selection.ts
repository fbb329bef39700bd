import type { ColumnDefinition } from '../../definition.ts'
import type { Environment } from '../../environment.ts'
import { isOfAlias } from '../aggregate.ts'
import { annotationsOf } from '../annotations.ts'
import { notSupported } from '../problem.ts'
import { columnValue, propertyOf, shownRow, shownValue } from '../shown.ts'
import type { Wants } from '../wanted-annotations.ts'
import { duplicateAlias, lacksAttribute, ofAggregates } from './problems.ts'
import { attributeOf, type Joined, type Scope, type Source } from './source.ts'
import { childrenOf, type XmlElement } from './xml-element.ts'

/** What is shown of a row, and of those joined to it. */
export interface Selection {
  /** Columns of the entity that go by their own names; all when it is missing. */
  readonly own: readonly ColumnDefinition[] | undefined
  readonly named: readonly Named[]
}

/** A column with another name than its own: an alias, or `contact.fullname`. */
interface Named {
  readonly source: Source
  readonly column: ColumnDefinition
  readonly name: string
}

/** Microsoft: "Select columns using FetchXml". @throws {Problem} an unknown column, two of one name, aggregates */
export function readSelection({ sources }: Scope): Selection {
  const [entity, ...links] = sources
  if (entity === undefined) return { own: [], named: [] }
  const ownAttributes = childrenOf(entity.element, 'attribute')
  for (const source of sources) for (const element of childrenOf(source.element, 'attribute')) mustBePlain(element)
  const named = [...ownAttributes.flatMap((element) => aliased(entity, element)), ...links.flatMap(namedOf)]
  const names = named.map(({ name }) => name)
  if (new Set(names).size < names.length) throw duplicateAlias()
  return { own: hasAll(entity) ? undefined : ownAttributes.flatMap((element) => unnamed(entity, element)), named }
}

/** Without any the entity shows all; a link-entity nothing. */
function hasAll({ element }: Source): boolean {
  const names = ['attribute', 'no-attrs'].flatMap((name) => childrenOf(element, name))
  return names.length === 0 || childrenOf(element, 'all-attributes').length > 0
}

function mustBePlain({ attributes }: XmlElement): void {
  if ('aggregate' in attributes || 'groupby' in attributes || 'dategrouping' in attributes) throw ofAggregates.outside()
  if ('rowaggregate' in attributes) throw notSupported('rowaggregate')
}

function aliased(source: Source, element: XmlElement): Named[] {
  const { alias } = element.attributes
  return alias === undefined ? [] : [{ source, column: columnOf(source, element), name: alias }]
}

function unnamed(source: Source, element: XmlElement): ColumnDefinition[] {
  return element.attributes.alias === undefined ? [columnOf(source, element)] : []
}

function namedOf(source: Source): Named[] {
  const byName = (column: ColumnDefinition) => ({ source, column, name: `${source.alias}.${column.name}` })
  if (childrenOf(source.element, 'all-attributes').length > 0) return [...source.table.columns.values()].map(byName)
  return childrenOf(source.element, 'attribute').flatMap((element) =>
    element.attributes.alias === undefined ? byName(columnOf(source, element)) : aliased(source, element),
  )
}

function columnOf({ table }: Source, { attributes: { name } }: XmlElement): ColumnDefinition {
  if (name === undefined) throw lacksAttribute('name', 'attribute')
  return attributeOf(table, name)
}

/** A row as JSON. Unlike in other queries empty columns are missing (Microsoft: "Use FetchXml to retrieve data"). */
export function shownJoined(
  environment: Environment,
  entity: Source,
  { own, named }: Selection,
  joined: Joined,
  wants: Wants | undefined,
): Record<string, unknown> {
  const [row] = joined
  const whole = row === undefined ? {} : shownRow(environment, entity.table, row, { select: own?.map(propertyOf), wants })
  const shown = Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== null))
  for (const part of named) Object.assign(shown, shownNamed(environment, part, joined, wants))
  return shown
}

function shownNamed(
  environment: Environment,
  { source, column, name }: Named,
  joined: Joined,
  wants: Wants | undefined,
): Record<string, unknown> {
  const { table } = source
  const row = joined[source.index]
  const value = row && columnValue(table, row, column)
  if (row === undefined || value === undefined || column.isSecret) return {}
  const wanted: Wants | undefined = wants && ((annotation) => wants(annotation) && isOfAlias(annotation))
  return {
    ...(wanted === undefined ? {} : annotationsOf(environment, { table, row, column, name, wants: wanted })),
    [name]: shownValue(column, value),
  }
}

/** How the columns stand in an `@odata.context`; an amount is followed by its currency (recorded). */
export function contextOf({ table }: Source, { own, named }: Selection): string {
  if (own === undefined) return ''
  const isMoney = own.some(({ type }) => type === 'money') && table.columns.has('transactioncurrencyid')
  const currency = isMoney ? ['_transactioncurrencyid_value', 'transactioncurrencyid'] : []
  const aliases = named.filter(({ name }) => !name.includes('.')).map(({ name }) => name)
  const names = new Set([...own.map(propertyOf), ...aliases, ...currency, table.id])
  return `(${[...names, ...(isMoney ? ['transactioncurrencyid()'] : [])].join(',')})`
}
