import { readCondition } from './condition.ts'
import { matchesOf, type Test, type Tests } from './join.ts'
import { wrongFilterType } from './problems.ts'
import { addLink } from './read-sources.ts'
import type { Scope, Source } from './source.ts'
import { childrenOf, mustHoldOnly, type XmlElement } from './xml-element.ts'

/** What rows have to be: when they are joined, and after all are. */
export interface Filters {
  readonly joining: Tests
  readonly joined: Test
}

/**
 * The filters of a query. Those of a link-entity are part of its join, unless they name a table by `entityname` (Microsoft:
 * "Filter rows using FetchXml"). @throws {Problem}
 */
export function readFilters(scope: Scope): Filters {
  const joining = new Map<Source, Test>()
  const joined: Test[] = []
  for (const source of [...scope.sources]) {
    const parts = childrenOf(source.element, 'filter').map((element) => ({ element, holds: readFilter(scope, source, element) }))
    const own = parts.filter(({ element }) => !namesTable(element)).map(({ holds }) => holds)
    joining.set(source, (rows) => own.every((holds) => holds(rows)))
    joined.push(...parts.filter(({ element }) => namesTable(element)).map(({ holds }) => holds))
  }
  return { joining, joined: (rows) => joined.every((holds) => holds(rows)) }
}

function namesTable({ attributes, children }: XmlElement): boolean {
  return 'entityname' in attributes || attributes.valueof?.includes('.') === true || children.some(namesTable)
}

function readFilter(scope: Scope, source: Source, element: XmlElement): Test {
  mustHoldOnly(element, ['condition', 'filter', 'link-entity'])
  const { type = 'and' } = element.attributes
  if (type !== 'and' && type !== 'or') throw wrongFilterType()
  const tests = element.children.map((child) => readPart(scope, source, child))
  if (tests.length === 0) return () => true
  return type === 'and' ? (rows) => tests.every((holds) => holds(rows)) : (rows) => tests.some((holds) => holds(rows))
}

function readPart(scope: Scope, source: Source, element: XmlElement): Test {
  if (element.name === 'condition') return readCondition(scope, source, element)
  if (element.name === 'filter') return readFilter(scope, source, element)
  return readRelated(scope, source, element)
}

const relatedKinds = ['any', 'not any', 'all', 'not all']

/** Rows that are related, as a condition: `any`, `not any`, `all`, `not all` (Microsoft: "Filter on values in related records"). */
function readRelated(scope: Scope, parent: Source, element: XmlElement): Test {
  const { environment } = scope
  // Nobody outside knows them by a name.
  const inner: Scope = { ...scope, sources: [...scope.sources] }
  const first = inner.sources.length
  const link = addLink(inner, element, parent, relatedKinds)
  const joining = new Map(inner.sources.slice(first).map((source) => [source, testOf(inner, source)] as const))
  const related: Test = (rows) => matchesOf(environment, link, rows, new Map()).length > 0
  const fitting: Test = (rows) => matchesOf(environment, link, rows, joining).length > 0
  switch (link.join?.kind) {
    case 'not any':
      return (rows) => !fitting(rows)
    case 'all':
      return (rows) => related(rows) && !fitting(rows)
    default:
      // Microsoft: "not all" is equivalent to "any" despite the name.
      return fitting
  }
}

function testOf(scope: Scope, source: Source): Test {
  const tests = childrenOf(source.element, 'filter').map((element) => readFilter(scope, source, element))
  return (rows) => tests.every((holds) => holds(rows))
}
