import type { Row } from '../row.ts'
import { Problem } from './problem.ts'
import type { WebApiRequest } from './request.ts'
import { etagOf } from './shown.ts'

/** `If-Match` with a version: somebody else may have changed the row meanwhile. @throws {Problem} 412 */
export function checkMatch({ headers }: WebApiRequest, row: Row | undefined): void {
  const wanted = headers['if-match']
  if (wanted === undefined || wanted === '*' || row === undefined || wanted === etagOf(row)) return
  throw new Problem(412, '0x80060882', "The version of the existing record doesn't match the RowVersion property provided.")
}
