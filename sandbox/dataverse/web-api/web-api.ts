import type { Environment } from '../environment.ts'
import { parseAddress } from './address.ts'
import { createRow } from './create.ts'
import { definitionsReply } from './definitions.ts'
import { metadataReply } from './metadata.ts'
import { badUrl, noSuchSegment, notSupported, Problem } from './problem.ts'
import { changeProperty } from './property.ts'
import { queryRows } from './query.ts'
import { readRow } from './read.ts'
import { removeRow } from './remove.ts'
import { baseOf, emptyReply, jsonReply, type Reply, type WebApiRequest } from './request.ts'
import { updateRow } from './update.ts'

/** Answers one request of the Web API as Dataverse does (Microsoft: "Use the Dataverse Web API"). */
export async function answer(environment: Environment, request: WebApiRequest): Promise<Reply> {
  try {
    return dispatch(environment, request)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return jsonReply(error.status, { error: { code: error.code, message: error.message } })
  }
}

function dispatch(environment: Environment, request: WebApiRequest): Reply {
  const { method } = request
  const path = decodeURIComponent(request.path).replace(/^\/|\/$/g, '')
  const special = specialReply(environment, request, path)
  if (special !== undefined) return special
  const address = parseAddress(environment, request.path)
  if (address.property !== undefined && method !== 'GET') return changeProperty(environment, request, address)
  if (address.key === undefined) {
    if (method === 'GET') return queryRows(environment, request, address)
    if (method === 'POST') return createRow(environment, request, address.table)
    throw badUrl(`The request URI is not valid for ${method}: it must name one ${address.table.name}.`)
  }
  if (method === 'GET') return readRow(environment, request, address)
  if (method === 'PATCH') return updateRow(environment, request, address)
  if (method === 'DELETE') return removeRow(environment, request, address)
  throw new Problem(405, '0x80060888', `The requested resource does not support http method '${method}'.`)
}

/** Everything that is no table. */
function specialReply(environment: Environment, request: WebApiRequest, path: string): Reply | undefined {
  if (path === '') return serviceDocument(environment, request)
  if (path === '$metadata') return metadataReply(environment)
  if (path === '$batch') throw notSupported('$batch')
  if (/^EntityDefinitions\b/.test(path)) return definitionsReply(environment, request, path)
  const [, name = ''] = /^(?:Microsoft\.Dynamics\.CRM\.)?(\w+)(?:\(\))?$/.exec(path) ?? []
  if (name === 'WhoAmI') return whoAmI(environment, request)
  if (name === 'RetrieveVersion')
    return jsonReply(200, {
      '@odata.context': `${baseOf(request)}$metadata#Microsoft.Dynamics.CRM.RetrieveVersionResponse`,
      Version: '9.2.24111.00000',
    })
  if (name === 'PublishAllXml' && request.method === 'POST') return emptyReply()
  if (name === 'ReactivateEntityKey' && request.method === 'POST') return reactivateKey(environment, request)
  if (/Microsoft\.Dynamics\.CRM\./.test(path)) throw notSupported(path)
  return undefined
}

function serviceDocument(environment: Environment, request: WebApiRequest): Reply {
  const value = environment.tables.map(({ set }) => ({ name: set, kind: 'EntitySet', url: set }))
  return jsonReply(200, { '@odata.context': `${baseOf(request)}$metadata`, value })
}

function whoAmI(environment: Environment, request: WebApiRequest): Reply {
  return jsonReply(200, {
    '@odata.context': `${baseOf(request)}$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse`,
    BusinessUnitId: environment.rowsOf('businessunit')[0]?.id,
    UserId: request.userId,
    OrganizationId: environment.rowsOf('organization')[0]?.id,
  })
}

function reactivateKey(environment: Environment, { body }: WebApiRequest): Reply {
  const { EntityLogicalName = '', EntityKeyLogicalName } = JSON.parse(body || '{}') as Record<string, string>
  const key = environment.table(EntityLogicalName)?.keys.find(({ name }) => name === EntityKeyLogicalName)
  if (key === undefined) throw noSuchSegment(String(EntityKeyLogicalName))
  environment.rebuildKey(key)
  return emptyReply()
}
