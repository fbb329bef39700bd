import { Misconfigured } from '../../message/errors.ts'
import type { Sender } from './api-request.ts'
import { once, type Trying } from './patiently.ts'
import { rowsOf } from './read-answer.ts'

/**
 * The unmanaged solution that definitions are to be created in, as Dynamics 365 spells its unique name.
 * @throws {Misconfigured} there is none of this name, or it is managed
 */
export async function findSolution(sender: Sender, name: string, trying: Trying = once): Promise<string> {
  const subject = { table: 'solution', isSetup: true }
  const filter = encodeURIComponent(`uniquename eq '${name.replaceAll("'", "''")}'`)
  const path = `solutions?$select=uniquename,ismanaged&$filter=${filter}&$top=1`
  const [found] = rowsOf(await trying(() => sender.send({ method: 'GET', path, subject })), subject)
  if (found === undefined) {
    throw new Misconfigured(
      `This environment has no solution '${name}': create it there, or give the unique name (not the display name) of one it has, then run npx landbridge provision again`,
    )
  }
  if (found.ismanaged === true) {
    throw new Misconfigured(
      `The solution '${name}' is managed in this environment, so nothing can be added to it: provision the environment it is developed in, or name an unmanaged solution`,
    )
  }
  return String(found.uniquename)
}

/** Sends what creates a definition so that it becomes part of the solution too (Microsoft: "Use optional parameters"); unchanged when there is none. */
export function intoSolution(sender: Sender, solution: string | undefined): Sender {
  if (solution === undefined) return sender
  const header = { 'mscrm.solutionuniquename': solution }
  return { send: (request) => sender.send({ ...request, headers: { ...request.headers, ...header } }) }
}
