import type { Environment } from '../../environment.ts'
import { isLink, type Row, type Value } from '../../row.ts'
import { Problem } from '../problem.ts'
import type { Draft } from './draft.ts'
import { invalidUnit } from './product.ts'
import { isSameRow } from './same-row.ts'

/** A price list has one price for a product in a unit, in the currency of the list. @throws {Problem} */
export function settlePrice({ environment, id, values }: Draft): void {
  const { pricelevelid, productid, uomid } = values
  const list = isLink(pricelevelid) ? environment.find('pricelevel', pricelevelid.id) : undefined
  const product = isLink(productid) ? environment.find('product', productid.id) : undefined
  const unit = isLink(uomid) ? environment.find('uom', uomid.id) : undefined
  if (unit !== undefined && !isSameRow(unit.values.uomscheduleid, product?.values.defaultuomscheduleid)) throw invalidUnit()
  const same = priceOf(environment, values)
  if (same !== undefined && same.id !== id)
    throw new Problem(400, '0x80043B08', 'This product and unit combination has a price for this price list.')
  const { transactioncurrencyid } = list?.values ?? {}
  const { productnumber } = product?.values ?? {}
  const { uomscheduleid } = unit?.values ?? {}
  if (transactioncurrencyid !== undefined) values.transactioncurrencyid = transactioncurrencyid
  if (productnumber !== undefined) values.productnumber = productnumber
  if (uomscheduleid !== undefined) values.uomscheduleid = uomscheduleid
}

/** The row of a price list for a product in a unit. */
export function priceOf(
  environment: Environment,
  { pricelevelid, productid, uomid }: Readonly<Record<string, Value>>,
): Row | undefined {
  if (productid === undefined) return undefined
  return environment
    .findAll('productpricelevel', 'productid', productid)
    .find(({ values }) => isSameRow(values.pricelevelid, pricelevelid) && isSameRow(values.uomid, uomid))
}
