import type { Environment } from '../environment.ts'
import type { Row } from '../row.ts'
import { notFoundById, Problem } from './problem.ts'
import type { WebApiRequest } from './request.ts'

/**
 * The request in the name of the user that `CallerObjectId` (Entra object id) or `MSCRMCallerID` (systemuserid) names
 * (Microsoft: "Impersonate another user using the Web API"). Who names oneself is not impersonated.
 * @throws {Problem} there is no such user, or it is disabled
 */
export function impersonated(environment: Environment, request: WebApiRequest): WebApiRequest {
  const { callerobjectid, mscrmcallerid } = request.headers
  if (callerobjectid === undefined && mscrmcallerid === undefined) return request
  const user = callerobjectid === undefined ? byId(environment, mscrmcallerid ?? '') : byObjectId(environment, callerobjectid)
  if (user.values.isdisabled === true) throw notMember()
  return user.id === request.userId ? request : { ...request, userId: user.id, callerId: request.callerId ?? request.userId }
}

function byId(environment: Environment, id: string): Row {
  const user = environment.find('systemuser', id)
  const table = environment.table('systemuser')
  if (user === undefined && table !== undefined) throw notFoundById(table, id)
  return user ?? fail(notMember())
}

function byObjectId(environment: Environment, id: string): Row {
  const wanted = id.toLowerCase()
  const user = environment.rowsOf('systemuser').find(({ values }) => values.azureactivedirectoryobjectid === wanted)
  return user ?? fail(notMember())
}

function notMember(): Problem {
  return new Problem(403, '0x80072560', 'The user is not a member of the organization.')
}

function fail(problem: Problem): never {
  throw problem
}
