import type { Environment } from '../environment.ts'
import { type Address, decoded, mustBeAt, parseAddress } from './address.ts'
import { type Answers, answerBatch } from './batch/batch.ts'
import { mustBeNoOperation } from './bound-operation.ts'
import { bulkMessages } from './bulk.ts'
import { bulkDelete } from './bulk-delete.ts'
import { createRow } from './create.ts'
import { definitionsReply } from './definitions/definitions.ts'
import { fetchReply } from './fetch/fetch.ts'
import { fileMessages } from './files/file-messages.ts'
import { functionReply, functions } from './functions.ts'
import { impersonated } from './impersonate.ts'
import { inWantedForm, withPlainNumbers } from './json-form.ts'
import { metadataReply } from './metadata.ts'
import { mustBeJson } from './must-be-json.ts'
import { mustKnowSolution } from './must-know-solution.ts'
import { mustSpeakOData4 } from './odata-version.ts'
import { isDoneElsewhere } from './other-operations.ts'
import { own } from './own.ts'
import { badUrl, noResource, noSuchSegment, notAllowed, notSupported, Problem } from './problem.ts'
import { problemReply } from './problem-reply.ts'
import { countRows, queryRows } from './query.ts'
import { shownReply } from './read-row.ts'
import { removeRow } from './remove.ts'
import { baseOf, emptyReply, jsonReply, type Reply, type WebApiRequest, wholeAddress } from './request.ts'
import { answerMember } from './row-members.ts'
import { salesAction } from './sales/actions.ts'
import { bypassed, transaction } from './transaction.ts'
import { updateRow } from './update.ts'

/** Answers one request of the Web API as Dataverse does (Microsoft: "Use the Dataverse Web API"). It happens wholly or not at all. */
export async function answer(environment: Environment, given: WebApiRequest): Promise<Reply> {
  // The answers Microsoft shows allow HEAD wherever they allow GET ("Use image column data").
  if (given.method === 'HEAD') return { ...(await answer(environment, { ...given, method: 'GET' })), body: '' }
  try {
    mustSpeakOData4(given)
    const request = impersonated(environment, given)
    if (isBatch(request)) return await answerBatch(environment, request, partAnswers)
    return await transaction(environment, request, () => act(environment, request))
  } catch (error) {
    return replyTo(given, error)
  }
}

const partAnswers: Answers = {
  alone: async (environment, part) => (isBatch(part) ? batchInBatch(part) : answer(environment, part)),
  within(environment, given) {
    if (isBatch(given)) return batchInBatch(given)
    try {
      mustSpeakOData4(given)
      return act(environment, impersonated(environment, given))
    } catch (error) {
      return replyTo(given, error)
    }
  },
}

function batchInBatch(part: WebApiRequest): Reply {
  return problemReply(part, badUrl('A batch within a batch is not supported.'))
}

function act(environment: Environment, given: WebApiRequest): Reply {
  mustBeJson(given)
  mustKnowSolution(environment, given)
  const request = withPlainNumbers(environment, given)
  const bypassesSteps = bypassed(request).includes('CustomAsync')
  const reply = bypassesSteps
    ? environment.transactions.silently(() => dispatch(environment, request))
    : dispatch(environment, request)
  return inWantedForm(environment, request, reply)
}

function replyTo(request: WebApiRequest, error: unknown): Reply {
  if (!(error instanceof Problem)) throw error
  return problemReply(request, error)
}

function isBatch({ path }: WebApiRequest): boolean {
  return /^\/?(\$|%24)batch$/.test(path)
}

function dispatch(environment: Environment, request: WebApiRequest): Reply {
  const special = specialReply(environment, request, decoded(request.path).replace(/^\/|\/$/g, ''))
  if (special !== undefined) return special
  const address = parseAddress(environment, request.path)
  return address.key === undefined ? answerTable(environment, request, address) : answerRow(environment, request, address)
}

function answerTable(environment: Environment, request: WebApiRequest, { table, rest }: Address): Reply {
  const { method, query } = request
  if (rest === '$count' && method === 'GET') return countRows(environment, request, table)
  if (rest !== undefined) throw noSuchSegment(rest)
  const xml = query.get('fetchXml')
  if (method === 'GET' && xml !== null) return fetchReply(environment, request, table, xml)
  if (method === 'GET') return queryRows(environment, request, table)
  if (method === 'POST') return createRow(environment, request, table)
  throw notAllowed(method)
}

function answerRow(environment: Environment, request: WebApiRequest, address: Address): Reply {
  if (address.rest !== undefined) return answerMember(environment, request, address)
  switch (request.method) {
    case 'GET':
      return shownReply(environment, request, address.table, mustBeAt(environment, address))
    case 'PATCH':
      return updateRow(environment, request, address)
    case 'DELETE':
      return removeRow(environment, request, address)
    default:
      throw notAllowed(request.method)
  }
}

/** Everything that is no table. */
function specialReply(environment: Environment, request: WebApiRequest, path: string): Reply | undefined {
  if (isWithinTable(environment, path)) return undefined
  if (path === '') return serviceDocument(environment, request)
  if (path === '$metadata') return metadataReply(environment, request)
  if (/^owners\b/.test(path)) throw notSupported('the table of owners')
  if (/^(Entity|Relationship|GlobalOptionSet)Definitions\b/.test(path)) return definitionsReply(environment, request, path)
  const [, name = '', given = ''] = /^(?:Microsoft\.Dynamics\.CRM\.)?(\w+)(?:\((.*)\))?$/s.exec(path) ?? []
  if (isWrongWay(request.method, name)) throw noResource(wholeAddress(request))
  if (own(functions, name) !== undefined) return functionReply(environment, request, name, given)
  if (isDoneElsewhere(name)) throw notSupported(name)
  const action = own(actions, name)
  if (action !== undefined) return action(environment, request)
  const [, set = '', message = ''] = /^(\w+)\/Microsoft\.Dynamics\.CRM\.(\w+)$/.exec(path) ?? []
  const table = environment.tableOf(set)
  const bulk = own(bulkMessages, message)
  if (table !== undefined && bulk !== undefined) {
    if (request.method !== 'POST') throw noResource(wholeAddress(request))
    return bulk(environment, request, table)
  }
  const sales = salesAction(environment, request, path)
  if (sales !== undefined) return sales
  mustBeNoOperation(environment, request, path)
  return undefined
}

/** What nearly all ask for: a table or something of it, and no operation. */
function isWithinTable(environment: Environment, path: string): boolean {
  const end = path.search(/\W/)
  return environment.tableOf(end === -1 ? path : path.slice(0, end)) !== undefined && !path.includes('Microsoft.Dynamics.CRM.')
}

/** Functions are called by GET, actions by POST. */
function isWrongWay(method: string, name: string): boolean {
  if (own(functions, name) !== undefined) return method !== 'GET'
  return own(actions, name) !== undefined && method !== 'POST'
}

/** Those of no table. */
const actions: Record<string, (environment: Environment, request: WebApiRequest) => Reply> = {
  ...fileMessages,
  BulkDelete: bulkDelete,
  PublishAllXml: () => emptyReply(),
  ReactivateEntityKey: reactivateKey,
}

function serviceDocument(environment: Environment, request: WebApiRequest): Reply {
  const value = environment.tables.map(({ set }) => ({ name: set, kind: 'EntitySet', url: set }))
  return jsonReply(200, { '@odata.context': `${baseOf(request)}$metadata`, value })
}

function reactivateKey(environment: Environment, { body }: WebApiRequest): Reply {
  const { EntityLogicalName = '', EntityKeyLogicalName } = JSON.parse(body || '{}') as Record<string, string>
  const key = environment.table(EntityLogicalName)?.keys.find(({ name }) => name === EntityKeyLogicalName)
  if (key === undefined) throw noSuchSegment(String(EntityKeyLogicalName))
  environment.definitions.rebuildKey(key)
  return emptyReply()
}
