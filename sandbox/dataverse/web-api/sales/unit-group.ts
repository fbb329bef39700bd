import type { Environment } from '../../environment.ts'
import type { Row } from '../../row.ts'

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
