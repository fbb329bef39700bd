import { type ColumnDefinition, lookupOf, type TableDefinition, type Target } from '../definition.ts'
import type { Environment } from '../environment.ts'
import { type Collection, collectionOf } from './collections.ts'
import type { Filter } from './comparison.ts'
import { parseFilter } from './filter.ts'
import { badUrl, noSuchProperty, notSupported } from './problem.ts'
import { checkSelect } from './shown.ts'
import { splitOutside } from './split-outside.ts'

/** One part of an `$expand`: which rows are to be shown along, and how. */
export interface Expansion {
  readonly navigation: string
  /** Only where the rows are (`/$ref`). */
  readonly isReference: boolean
  readonly collection: Collection | undefined
  readonly lookup: { readonly column: ColumnDefinition; readonly target: Target } | undefined
  readonly select: readonly string[] | undefined
  readonly filter: Filter | undefined
  readonly orderby: string | undefined
  readonly top: number | undefined
  readonly inner: readonly Expansion[]
  /** Its options as they were written. */
  readonly options: ReadonlyMap<string, string>
}

/** Reads an `$expand`. @throws {Problem} a name that is none, what the real service does not take (Microsoft: "Join tables using OData") */
export function parseExpand(environment: Environment, table: TableDefinition, text: string | null): Expansion[] {
  const expansions = partsOf(environment, table, text ?? '', false)
  if (countOf(expansions) > 15) throw badUrl('An $expand of more than 15 navigation properties is not allowed.')
  return expansions
}

/** How what is selected and expanded stands in an `@odata.context`, e.g. `(name,primarycontactid(fullname))`. */
export function contextOf(select: readonly string[] | undefined, expansions: readonly Expansion[]): string {
  const inner = expansions.map(({ navigation, isReference, select: columns, inner }) =>
    isReference ? `${navigation},${navigation}/$ref()` : `${navigation}${contextOf(columns, inner) || '()'}`,
  )
  const all = [...(select ?? []), ...inner]
  return all.length === 0 ? '' : `(${all.join(',')})`
}

export function isNested(expansions: readonly Expansion[]): boolean {
  return expansions.some(({ inner }) => inner.length > 0)
}

function partsOf(environment: Environment, table: TableDefinition, text: string, isInner: boolean): Expansion[] {
  return splitOutside(text, ',').map((part) => {
    const [, path = '', rest = ''] = /^([\w/$.]*)(?:\((.*)\))?$/s.exec(part) ?? []
    if (part.startsWith('*')) throw badUrl(`'${part}' is not supported in $expand.`)
    const [navigation = '', form] = path.split('/')
    const collection = collectionOf(environment, table, navigation)
    const lookup = collection === undefined ? lookupOf(table, navigation) : undefined
    if (collection === undefined && lookup === undefined) throw noSuchProperty(navigation, table)
    if (form !== undefined && form !== '$ref') throw badUrl(`The path '${path}' is not supported in $expand.`)
    if (form === '$ref' && collection !== undefined)
      throw badUrl('Expand with $ref is only supported on lookup type navigation property.')
    const options = optionsOf(rest)
    if ((isInner || lookup !== undefined) && (options.has('$orderby') || options.has('$top'))) throw onlySelectAndFilter()
    return {
      ...read(environment, targetOf(environment, collection, lookup), options),
      navigation,
      isReference: form === '$ref',
      collection,
      lookup,
      options,
    }
  })
}

function read(environment: Environment, target: TableDefinition | undefined, options: ReadonlyMap<string, string>) {
  const select = options
    .get('$select')
    ?.split(',')
    .map((name) => name.trim())
  const [filter, inner] = [options.get('$filter'), options.get('$expand') ?? '']
  if (target === undefined) checkOwner(select)
  else checkSelect(target, select)
  if (target === undefined && (filter !== undefined || inner !== '')) throw notSupported('$filter or $expand of an owner')
  return {
    select,
    filter: filter === undefined || target === undefined ? undefined : parseFilter(environment, target, filter),
    orderby: options.get('$orderby'),
    top: options.has('$top') ? Number(options.get('$top')) : undefined,
    inner: target === undefined ? [] : partsOf(environment, target, inner, true),
  }
}

/** Nothing for what may lead to users as well as to teams. */
function targetOf(
  environment: Environment,
  collection: Collection | undefined,
  lookup: Expansion['lookup'],
): TableDefinition | undefined {
  return collection?.table ?? environment.table(lookup?.target.table ?? '')
}

/** Of what users and teams have in common there is only their key to select. */
function checkOwner(select: readonly string[] | undefined): void {
  const other = select?.find((name) => name !== 'ownerid')
  if (other !== undefined) throw badUrl(`Could not find a property named '${other}' on type 'Microsoft.Dynamics.CRM.principal'.`)
}

function optionsOf(text: string): Map<string, string> {
  const options = splitOutside(text, ';').map((option) => {
    const [name = '', value = ''] = option.split(/=(.*)/s)
    return [name.trim(), value.trim()] as const
  })
  const other = options.find(([name]) => !known.includes(name))
  if (other !== undefined) throw badUrl(`The query option '${other[0]}' is not supported within $expand.`)
  return new Map(options)
}

const known = ['$select', '$filter', '$orderby', '$top', '$expand']

function onlySelectAndFilter(): Error {
  return badUrl(
    'Only $select and $filter clause can be provided while doing $expand on many-to-one relationship or nested one-to-many relationship.',
  )
}

function countOf(expansions: readonly Expansion[]): number {
  return expansions.reduce((count, { inner }) => count + 1 + countOf(inner), 0)
}
