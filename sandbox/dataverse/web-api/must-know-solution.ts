import type { Environment } from '../environment.ts'
import { Problem } from './problem.ts'
import type { WebApiRequest } from './request.ts'

/**
 * Whatever a request makes or changes belongs to the solution that `MSCRM.SolutionUniqueName` names (Microsoft: "Use optional
 * parameters"); the refusal is recorded from the real service. @throws {Problem} there is no such solution
 */
export function mustKnowSolution(environment: Environment, { method, headers }: WebApiRequest): void {
  const name = headers['mscrm.solutionuniquename']
  if (!name || method === 'GET' || environment.findAll('solution', 'uniquename', name).length > 0) return
  throw new Problem(404, '0x80040217', `The given solution unique name (${name}) is not valid`)
}
