import type { TableDefinition } from '../../definition.ts'
import type { Environment } from '../../environment.ts'
import { notSupported } from '../problem.ts'
import {
  duplicateAlias,
  halfJoin,
  lacksAttribute,
  noEntity,
  noEntityName,
  otherEntity,
  tooManyLinks,
  wrongLinkType,
} from './problems.ts'
import { attributeOf, type Join, type Scope, type Source } from './source.ts'
import { childrenOf, mustHoldOnly, type XmlElement } from './xml-element.ts'

/** All tables of a query, the entity's first. @throws {Problem} an unknown one, or another than the address names */
export function readSources(environment: Environment, userId: string, fetch: XmlElement, table: TableDefinition): Scope {
  const [entity] = childrenOf(fetch, 'entity')
  const name = entity?.attributes.name
  if (entity === undefined || name === undefined || name === '') throw noEntityName()
  if (environment.table(name) === undefined) throw noEntity(name)
  if (name !== table.name) throw otherEntity()
  const scope: Scope = { environment, userId, sources: [] }
  addSource(scope, { alias: table.name, table, element: entity, join: undefined })
  return scope
}

/** Reads a link-entity, and those in it. `kinds`: which link-types are allowed where it stands. @throws {Problem} */
export function addLink(scope: Scope, element: XmlElement, parent: Source, kinds: readonly string[]): Source {
  const { name, from, to, 'link-type': kind = 'inner', alias } = element.attributes
  if (name === undefined) throw lacksAttribute('name', 'link-entity')
  const table = scope.environment.table(name)
  if (table === undefined) throw noEntity(name)
  if (!kinds.includes(kind)) throw wrongLinkType()
  if ((from === undefined) !== (to === undefined)) throw halfJoin()
  if (from === undefined || to === undefined) throw notSupported('a link-entity without from and to')
  const join = { parent, from: attributeOf(table, from), to: attributeOf(parent.table, to), kind }
  return addSource(scope, { alias: alias ?? defaultAlias(scope, table, join), table, element, join })
}

/** What may stand in filters only is read there. */
const joinKinds = ['inner', 'outer', 'natural', 'exists', 'in', 'matchfirstrowusingcrossapply']

/** Microsoft: "Join tables using FetchXml", limitations. */
const mostLinks = 15

function addSource(scope: Scope, facts: Omit<Source, 'index' | 'links'>): Source {
  if (scope.sources.some(({ alias }) => alias === facts.alias)) throw duplicateAlias()
  if (scope.sources.length > mostLinks) throw tooManyLinks()
  mustHoldOnly(facts.element, ['filter', 'order', 'link-entity', 'attribute', 'all-attributes', 'no-attrs'])
  const links: Source[] = []
  const source: Source = { ...facts, index: scope.sources.length, links }
  scope.sources.push(source)
  for (const link of childrenOf(facts.element, 'link-entity')) links.push(addLink(scope, link, source, joinKinds))
  return source
}

/** The table's name for the one a lookup leads to, with a number for one of many (Microsoft: "link-entity element", alias). */
function defaultAlias({ sources }: Scope, table: TableDefinition, { from }: Join): string {
  const isTaken = sources.some(({ alias }) => alias === table.name)
  return from.name === table.id && !isTaken ? table.name : `${table.name}${sources.length}`
}
