import type { Environment } from '../../environment.ts'
import { isLink, type Row } from '../../row.ts'
import { Problem } from '../problem.ts'

/** A new unit group gets its base unit, of the name it was given. */
export function addBaseUnit(environment: Environment, { id, values }: Row): void {
  const { baseuomname, createdon, createdby, modifiedon, modifiedby } = values
  if (baseuomname === undefined || createdon === undefined || createdby === undefined) return
  environment.put('uom', environment.transactions.newId(), {
    name: baseuomname,
    quantity: '1',
    isschedulebaseuom: true,
    uomscheduleid: { table: 'uomschedule', id },
    createdon,
    createdby,
    modifiedon: modifiedon ?? createdon,
    modifiedby: modifiedby ?? createdby,
  })
}

/** @throws {Problem} it is the base unit of a unit group that is there */
export function keepBaseUnit(environment: Environment, { values: { isschedulebaseuom, uomscheduleid } }: Row): void {
  if (isschedulebaseuom !== true || !isLink(uomscheduleid)) return
  if (environment.find('uomschedule', uomscheduleid.id) === undefined) return
  throw new Problem(400, '0x80043B03', 'The base unit of a schedule cannot be deleted.')
}
