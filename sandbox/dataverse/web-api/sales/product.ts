import type { Environment } from '../../environment.ts'
import { isLink } from '../../row.ts'
import { Problem } from '../problem.ts'
import type { Values } from '../row-values.ts'
import type { Draft } from './draft.ts'
import { checkProductChange } from './product-life-cycle.ts'
import { isSameRow } from './same-row.ts'

const bundleOrFamily = [2, 3]

/** A product has a number of its own and a unit of its unit group. @throws {Problem} */
export function settleProduct({ environment, id, values, given, before }: Draft): void {
  const { productnumber, productstructure, defaultuomid, defaultuomscheduleid } = values
  if (productnumber === undefined) throw new Problem(400, '0x80043B05', 'The product number can not be null.')
  if (environment.findAll('product', 'productnumber', productnumber).some((row) => row.id !== id)) throw numberTaken()
  if (!bundleOrFamily.includes(Number(productstructure))) {
    if (!isLink(defaultuomscheduleid)) throw new Problem(400, '0x80043B0A', 'The unit schedule id is missing.')
    if (!isLink(defaultuomid)) throw new Problem(400, '0x80043B0D', 'The unit id is missing.')
    const unit = environment.find('uom', defaultuomid.id)
    if (!isSameRow(unit?.values.uomscheduleid, defaultuomscheduleid)) throw invalidUnit()
  }
  if (before === undefined && beginsActive(environment, values)) Object.assign(values, { statecode: 0, statuscode: 1 })
  if (before !== undefined) checkProductChange(before, given, values)
}

/** A setting of the organization; only for products that stand below no family. */
function beginsActive(environment: Environment, { parentproductid }: Values): boolean {
  const setting = environment.rowsOf('organization')[0]?.values.createproductswithoutparentinactivestate
  return setting === true && parentproductid === undefined
}

export function invalidUnit(): Problem {
  return new Problem(400, '0x80043B14', 'The specified unit is not valid for this product.')
}

function numberTaken(): Problem {
  return new Problem(
    400,
    '0x80043B06',
    'The specified product ID conflicts with the product ID of an existing record. Specify a different product ID and try again.',
  )
}
