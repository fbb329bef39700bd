import type { TableDefinition } from '../../definition.ts'
import type { Environment } from '../../environment.ts'
import { badUrl, noSuchOption, noSuchSegment, noSuchTable, notSupported, Problem } from '../problem.ts'
import { baseOf, emptyReply, jsonReply, preferenceApplied, prefers, type Reply, type WebApiRequest } from '../request.ts'
import { splitOutside } from '../split-outside.ts'
import { addColumn } from './add-column.ts'
import { addKey } from './add-key.ts'
import { addRelationship } from './add-relationship.ts'
import { addTable } from './add-table.ts'
import {
  attributeMembers,
  attributesOf,
  keysOf,
  manyToManyOf,
  relationshipsOf,
  relationshipsTo,
  tableMetadata,
} from './describe.ts'
import { type Facts, factsFilter } from './facts-filter.ts'
import { removeColumn, removeRelationship, removeTable } from './remove-definition.ts'
import { contextOf, type Expand, type Options, shownFacts } from './shown-facts.ts'

/** One part of a path, e.g. `Attributes(LogicalName='name')`. */
interface Segment {
  readonly name: string
  readonly key: string | undefined
}

/**
 * `EntityDefinitions…`, `RelationshipDefinitions…` and `GlobalOptionSetDefinitions…`: what tables, columns, keys and lookups there
 * are, and adding some (Microsoft: "Query table definitions", "Create and update table definitions using the Web API").
 */
export function definitionsReply(environment: Environment, request: WebApiRequest, path: string): Reply {
  if (request.method === 'GET') checkOptions(request)
  const [root, ...rest] = splitOutside(path, '/').map(segmentOf)
  if (root?.name === 'RelationshipDefinitions') return relationshipsReply(environment, request, root, rest)
  if (root?.name === 'GlobalOptionSetDefinitions') return globalChoicesReply(request, root)
  if (root?.name !== 'EntityDefinitions') throw badUrl(`Unrecognized request path '${path}'.`)
  if (root.key === undefined) return tablesReply(environment, request)
  const found = environment.tables.find((table) => hasKey(tableMetadata(table), root.key ?? ''))
  if (found === undefined) throw noSuchTable(/^LogicalName='(.*)'$/.exec(root.key)?.[1] ?? root.key)
  const [member, ...behind] = rest
  if (member !== undefined) return memberReply(environment, request, found, member, behind)
  if (request.method === 'DELETE') {
    removeTable(environment, found)
    return emptyReply()
  }
  mustGet(request)
  return entityReply(request, 'EntityDefinitions', shownTable(environment, found, request.query))
}

/** There is no order of definitions, and no part of them (recorded from the real service). @throws {Problem} */
function checkOptions({ query }: WebApiRequest): void {
  const other = [...query.keys()].find((name) => name.startsWith('$') && !known.includes(name))
  if (other !== undefined) throw noSuchOption(other)
}

/** `$count` is Microsoft's own way to count columns ("Restore deleted Microsoft Dataverse table records"). */
const known = ['$select', '$filter', '$expand', '$count']

function segmentOf(text: string): Segment {
  const [, name = '', key] = /^([\w.]+)(?:\((.+)\))?$/s.exec(text) ?? []
  return { name, key }
}

/** By `LogicalName='…'` and the like, or by its MetadataId alone. */
function hasKey(facts: Facts, key: string): boolean {
  const [, name = 'MetadataId', value = ''] = /^(?:(\w+)=)?'?([^']*)'?$/.exec(key) ?? []
  return String(facts[name]).toLowerCase() === value.toLowerCase()
}

function tablesReply(environment: Environment, request: WebApiRequest): Reply {
  if (request.method === 'POST') return addedReply(environment, request, addTable(environment, request))
  mustGet(request)
  const isWanted = factsFilter(request.query.get('$filter'))
  const tables = environment.tables.filter((table) => isWanted(tableMetadata(table)))
  const value = tables.map((table) => shownTable(environment, table, request.query))
  return listReply(request, 'EntityDefinitions', value)
}

function shownTable(environment: Environment, table: TableDefinition, options: Options): Facts {
  return shownFacts(tableMetadata(table), options, (member, inner) =>
    filtered(membersOf(environment, table, member), inner).map((facts) => shownMember(table, facts, inner)),
  )
}

/** Its type is said where a list holds several of them, as that of columns does, unless it was asked for. */
function shownMember(table: TableDefinition, facts: Facts, options: Options, cast?: string): Facts {
  const column = table.columns.get(String(facts.LogicalName))
  const expand: Expand = (member, inner) => {
    const found = column === undefined ? undefined : attributeMembers(table, column)[member]
    return found === undefined || found === null ? found : shownFacts(found, inner, () => undefined)
  }
  const { '@odata.type': type, ...rest } = facts
  return shownFacts(cast === undefined && column !== undefined ? facts : rest, options, expand)
}

/** `Attributes`, `Attributes(LogicalName='name')`, with the type they are to be of and what stands behind them. */
function memberReply(
  environment: Environment,
  request: WebApiRequest,
  table: TableDefinition,
  { name: member, key }: Segment,
  behind: readonly Segment[],
): Reply {
  if (request.method === 'POST' && member === 'Attributes')
    return addedReply(environment, request, addColumn(environment, request, table))
  if (request.method === 'POST' && member === 'Keys') return addedReply(environment, request, addKey(environment, request, table))
  const [cast, property] = castAndProperty(behind)
  if (cast === 'Microsoft.Dynamics.CRM.EnumAttributeMetadata') throw noSuchCast(cast)
  const all = membersOf(environment, table, member).filter((facts) => isOfType(facts, cast))
  const context = `EntityDefinitions('${table.name}')/${member}${cast === undefined ? '' : `/${cast}`}`
  if (key === undefined) {
    mustGet(request)
    const value = filtered(all, request.query).map((facts) => shownMember(table, facts, request.query, cast))
    return listReply(request, context, value)
  }
  const one = all.find((facts) => hasKey(facts, key))
  if (one === undefined) throw noSuchMember(table, member, key)
  if (request.method === 'DELETE' && member === 'Keys') {
    environment.definitions.removeKey(table.name, String(one.LogicalName))
    return emptyReply()
  }
  if (request.method === 'DELETE' && member === 'Attributes') {
    removeColumn(environment, table, String(one.LogicalName))
    return emptyReply()
  }
  mustGet(request)
  if (property === undefined) return entityReply(request, context, shownMember(table, one, request.query, cast))
  const column = table.columns.get(String(one.LogicalName))
  const value = { ...one, ...(column === undefined ? {} : attributeMembers(table, column)) }[property]
  if (value === undefined) throw noSuchSegment(property)
  const address = `${context.replace(`/${member}`, `/${member}(${one.MetadataId})`)}/${property}`
  if (isDefinition(value))
    return entityReply(
      request,
      address,
      shownFacts(value, request.query, () => undefined),
    )
  return jsonReply(200, { '@odata.context': `${baseOf(request)}$metadata#${address}`, ...complexOrValue(value) })
}

/** Choices are; a label is a value. */
function isDefinition(value: unknown): value is Facts {
  return typeof value === 'object' && value !== null && 'MetadataId' in value
}

function complexOrValue(value: unknown): Facts {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : { value }
}

function castAndProperty(segments: readonly Segment[]): [cast: string | undefined, property: string | undefined] {
  const [first, second] = segments.map(({ name }) => name)
  return first?.startsWith('Microsoft.Dynamics.CRM.') ? [first, second] : [undefined, first]
}

function relationshipsReply(
  environment: Environment,
  request: WebApiRequest,
  { key }: Segment,
  behind: readonly Segment[],
): Reply {
  if (request.method === 'POST' && key === undefined)
    return addedReply(environment, request, addRelationship(environment, request))
  if (request.method !== 'DELETE' || key === undefined) mustGet(request)
  const [cast] = castAndProperty(behind)
  const relationships: Facts[] = [...environment.tables.flatMap(relationshipsOf), ...manyToManyOf(environment)]
  const all = relationships.filter((facts) => isOfType(facts, cast))
  const context = `RelationshipDefinitions${cast === undefined ? '' : `/${cast}`}`
  const shown = ({ '@odata.type': type, ...rest }: Facts) =>
    shownFacts(cast === undefined ? { '@odata.type': type, ...rest } : rest, request.query, () => undefined)
  if (key === undefined) return listReply(request, context, filtered(all, request.query).map(shown))
  const one = all.find((facts) => hasKey(facts, key))
  if (one === undefined) throw new Problem(404, '0x80040217', `Could not find a relationship with ${key}.`)
  if (request.method === 'DELETE') {
    removeRelationship(environment, one)
    return emptyReply()
  }
  return entityReply(request, context, shown(one))
}

/** The sandbox has no choices that several columns share. */
function globalChoicesReply(request: WebApiRequest, { key }: Segment): Reply {
  mustGet(request)
  if (key === undefined) return listReply(request, 'GlobalOptionSetDefinitions', [])
  throw new Problem(404, '0x80040217', `Could not find an optionset with ${key}.`)
}

/** What was added, when the client prefers that to its mere address. */
function addedReply(environment: Environment, request: WebApiRequest, added: Reply): Reply {
  if (prefers(request, 'return') !== 'representation') return added
  const path = (added.headers['odata-entityid'] ?? '').slice(baseOf(request).length)
  const shown = definitionsReply(environment, { ...request, method: 'GET', body: '' }, path)
  return { ...shown, status: 201, headers: { ...shown.headers, ...added.headers, ...preferenceApplied(request, 'return') } }
}

function membersOf(environment: Environment, table: TableDefinition, member: string): Facts[] {
  switch (member) {
    case 'Attributes':
      return attributesOf(table)
    case 'Keys':
      return keysOf(table)
    case 'ManyToOneRelationships':
      return relationshipsOf(table)
    case 'OneToManyRelationships':
      return relationshipsTo(environment, table)
    case 'ManyToManyRelationships':
      return manyToManyOf(environment, table.name)
    default:
      throw noSuchSegment(member)
  }
}

function filtered(all: readonly Facts[], options: Options): Facts[] {
  return all.filter(factsFilter(options.get('$filter')))
}

function isOfType(facts: Facts, cast: string | undefined): boolean {
  return cast === undefined || facts['@odata.type'] === `#${cast}`
}

function listReply(request: WebApiRequest, context: string, value: readonly Facts[]): Reply {
  return jsonReply(200, {
    '@odata.context': `${baseOf(request)}$metadata#${context}${contextOf(request.query)}`,
    ...(request.query.get('$count') === 'true' ? { '@odata.count': value.length } : {}),
    value,
  })
}

function entityReply(request: WebApiRequest, context: string, facts: Facts): Reply {
  return jsonReply(200, {
    '@odata.context': `${baseOf(request)}$metadata#${context}${contextOf(request.query)}/$entity`,
    ...facts,
  })
}

function noSuchMember({ name }: TableDefinition, member: string, key: string): Error {
  return new Problem(404, '0x80040217', `Could not find ${member} with ${key} of table '${name}'.`)
}

/** Recorded from the real service; Microsoft: "you cannot cast the attributes to this type" ("Query table definitions using the Web API"). */
function noSuchCast(cast: string): Error {
  return new Problem(500, '0x8006088a', `Unexpected attribute type ${cast.split('.').at(-1)}`)
}

function mustGet({ method, path }: WebApiRequest): void {
  if (method !== 'GET') throw notSupported(`${method} of ${path}`)
}
