import type { TableDefinition } from '../../definition.ts'
import type { Environment } from '../../environment.ts'
import { badUrl, noSuchSegment, notSupported, Problem } from '../problem.ts'
import { baseOf, emptyReply, jsonReply, type Reply, type WebApiRequest } from '../request.ts'
import { splitOutside } from '../split-outside.ts'
import { addColumn } from './add-column.ts'
import { addKey } from './add-key.ts'
import { addLookup } from './add-lookup.ts'
import { addTable } from './add-table.ts'
import { attributesOf, keysOf, relationshipsOf, relationshipsTo, tableMetadata } from './describe.ts'

type Facts = Record<string, unknown>

/**
 * `EntityDefinitions…` and `RelationshipDefinitions`: what tables, columns, keys and lookups there are, and adding some
 * (Microsoft: "Create and update table definitions using the Web API").
 */
export function definitionsReply(environment: Environment, request: WebApiRequest, path: string): Reply {
  if (path === 'RelationshipDefinitions') return relationshipsReply(environment, request)
  const [found, by = '', name, rest = ''] =
    /^EntityDefinitions(?:\((LogicalName=|MetadataId=)?'?([^')]+)'?\)(?:\/(.+))?)?$/.exec(path) ?? []
  if (found === undefined) throw badUrl(`Unrecognized request path '${path}'.`)
  if (name === undefined) return tablesReply(environment, request)
  const table = by === 'LogicalName=' ? environment.table(name) : tableOfMetadataId(environment, name)
  if (table === undefined) throw noSuchTable(name)
  return rest === '' ? tableReply(environment, request, table) : memberReply(environment, request, table, rest)
}

function tablesReply(environment: Environment, request: WebApiRequest): Reply {
  if (request.method === 'POST') return addTable(environment, request)
  mustGet(request)
  const tables = environment.tables.map(tableMetadata).filter(tableFilter(request.query.get('$filter')))
  const value = tables.map((table) => selected(table, request.query.get('$select')))
  return jsonReply(200, { '@odata.context': `${baseOf(request)}$metadata#EntityDefinitions`, value })
}

/** Facts that equal something, joined by `and`; a managed property by its `/Value`. */
function tableFilter(text: string | null): (facts: Facts) => boolean {
  const conditions = (text ?? '')
    .split(' and ')
    .filter((part) => part !== '')
    .map((part) => {
      const [, name, value] = /^(\w+)(?:\/Value)? eq ('[^']*'|true|false)$/.exec(part.trim()) ?? []
      if (name === undefined || value === undefined) throw notSupported(`$filter=${text} of tables`)
      return { name, value: value.startsWith("'") ? value.slice(1, -1) : value === 'true' }
    })
  return (facts) => conditions.every(({ name, value }) => (Object(facts[name]).Value ?? facts[name]) === value)
}

function tableReply(environment: Environment, request: WebApiRequest, table: TableDefinition): Reply {
  mustGet(request)
  const members = splitOutside(request.query.get('$expand') ?? '', ',').map((part) => {
    const [, member = '', select] = /^(\w+)(?:\((?:\$select=)?([^)]*)\))?$/.exec(part) ?? []
    return [member, membersOf(environment, table, member).map((facts) => selected(facts, select ?? null))]
  })
  return jsonReply(200, {
    '@odata.context': `${baseOf(request)}$metadata#EntityDefinitions/$entity`,
    ...selected(tableMetadata(table), request.query.get('$select')),
    ...Object.fromEntries(members),
  })
}

function memberReply(environment: Environment, request: WebApiRequest, table: TableDefinition, rest: string): Reply {
  const [, member = '', name, cast] =
    /^(\w+)(?:\(LogicalName='([^']+)'\))?(?:\/Microsoft\.Dynamics\.CRM\.(\w+))?$/.exec(rest) ?? []
  if (request.method === 'POST' && member === 'Attributes') return addColumn(environment, request, table)
  if (request.method === 'POST' && member === 'Keys') return addKey(environment, request, table)
  const all = membersOf(environment, table, member).filter((facts) => isOfType(facts, cast))
  if (name === undefined) {
    mustGet(request)
    const value = all.map((facts) => selected(facts, request.query.get('$select')))
    return jsonReply(200, { '@odata.context': `${baseOf(request)}$metadata#EntityDefinitions('${table.name}')/${member}`, value })
  }
  const one = all.find(({ LogicalName }) => LogicalName === name)
  if (one === undefined) throw new Problem(404, '0x80040217', `Could not find ${member} '${name}' of table '${table.name}'.`)
  if (request.method === 'DELETE' && member === 'Keys') {
    environment.removeKey(table.name, name)
    return emptyReply()
  }
  mustGet(request)
  return jsonReply(200, selected(one, request.query.get('$select')))
}

function relationshipsReply(environment: Environment, request: WebApiRequest): Reply {
  if (request.method === 'POST') return addLookup(environment, request)
  mustGet(request)
  const value = environment.tables.flatMap(relationshipsOf)
  return jsonReply(200, { '@odata.context': `${baseOf(request)}$metadata#RelationshipDefinitions`, value })
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
      return []
    default:
      throw noSuchSegment(member)
  }
}

function isOfType(facts: Facts, cast: string | undefined): boolean {
  return cast === undefined || facts['@odata.type'] === `#Microsoft.Dynamics.CRM.${cast}`
}

function selected(facts: Facts, select: string | null): Facts {
  if (select === null || select === '') return facts
  const names = select.split(',').map((name) => name.trim())
  return Object.fromEntries(Object.entries(facts).filter(([name]) => names.includes(name) || name === 'MetadataId'))
}

function tableOfMetadataId(environment: Environment, id: string): TableDefinition | undefined {
  return environment.tables.find((table) => tableMetadata(table).MetadataId === id.toLowerCase())
}

function noSuchTable(name: string): Error {
  return new Problem(
    404,
    '0x80041102',
    `The entity with a name = '${name}' with namemapping = 'Logical' was not found in the MetadataCache.`,
  )
}

function mustGet({ method, path }: WebApiRequest): void {
  if (method !== 'GET') throw notSupported(`${method} of ${path}`)
}
