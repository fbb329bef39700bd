import { difference, placesOf, product, sum } from '../../decimal.ts'
import type { Environment } from '../../environment.ts'
import { isLink, type Row, type Value } from '../../row.ts'
import { Problem } from '../problem.ts'
import type { Values } from '../row-values.ts'
import type { Draft } from './draft.ts'
import { isPriced } from './invoice.ts'
import { priceOf } from './price.ts'
import { invalidUnit } from './product.ts'
import { isSameRow } from './same-row.ts'

/** Of `quantitysellingcode`; any other controls nothing. */
const [whole, wholeAndFractional] = [2, 3]

/** Codes of `pricingerrorcode`. */
const [none, missingQuantity, missingUnitPrice, notInPriceList] = [0, 4, 5, 11]

/** A line of an active invoice, of a known product or written in; its amounts follow from quantity and price. @throws {Problem} */
export function settleLine({ environment, values, before }: Draft): void {
  const { invoiceid } = values
  const invoice = isLink(invoiceid) ? environment.find('invoice', invoiceid.id) : undefined
  checkParent(invoice)
  checkProduct(environment, values)
  checkQuantity(environment, values, invoice)
  const currency = invoice?.values.transactioncurrencyid
  if (currency !== undefined) values.transactioncurrencyid = currency
  if (!isPriced(environment)) return
  values.pricingerrorcode = settleUnitPrice(environment, values, invoice, before)
  const { quantity, priceperunit } = values
  if (quantity === undefined) values.pricingerrorcode = missingQuantity
  const amount = product(String(quantity ?? '0'), String(priceperunit ?? '0'))
  const discounted = difference(amount, String(values.manualdiscountamount ?? '0'))
  values.baseamount = amount
  values.extendedamount = sum(discounted, String(values.tax ?? '0'))
}

/** A line follows its header: that of a paid or cancelled invoice is not changed either. */
export function checkParent(invoice: Row | undefined): void {
  if (invoice !== undefined && invoice.values.statecode !== 0) {
    throw new Problem(400, '0x80043B09', 'The parent is read only and cannot be edited.')
  }
}

function checkProduct(environment: Environment, { isproductoverridden, productid, productdescription, uomid }: Values): void {
  if (productdescription !== undefined && productid !== undefined) {
    throw new Problem(400, '0x80043AFB', "You cannot set both 'productid' and 'productdescription' for the same record.")
  }
  if (productdescription !== undefined && uomid !== undefined) {
    throw new Problem(400, '0x80043AFA', "You cannot set both 'uomid' and 'productdescription' for the same record.")
  }
  if (isproductoverridden === true) return
  if (!isLink(productid)) throw new Problem(400, '0x80043B11', 'The product id is missing.')
  if (!isLink(uomid)) throw new Problem(400, '0x80043B0D', 'The unit id is missing.')
  const schedule = environment.find('product', productid.id)?.values.defaultuomscheduleid
  if (!isSameRow(environment.find('uom', uomid.id)?.values.uomscheduleid, schedule)) throw invalidUnit()
}

/** The product says how many decimal places its quantity may have, and the price list whether it is asked. @throws {Problem} */
function checkQuantity(environment: Environment, values: Values, invoice: Row | undefined): void {
  const { productid, quantity } = values
  const { pricelevelid } = invoice?.values ?? {}
  if (!isLink(productid) || quantity === undefined || pricelevelid === undefined) return
  const selling = priceOf(environment, { ...values, pricelevelid })?.values.quantitysellingcode
  if (selling !== whole && selling !== wholeAndFractional) return
  const most = selling === whole ? 0 : (environment.find('product', productid.id)?.values.quantitydecimal ?? 0)
  if (placesOf(String(quantity)) > Number(most))
    throw new Problem(400, '0x80043B07', 'The number of decimal places on the quantity is invalid.')
}

/** The price of the price list counts unless the line says it brings its own. */
function settleUnitPrice(environment: Environment, values: Values, invoice: Row | undefined, before: Row | undefined): number {
  const isOwn = values.isproductoverridden === true || values.ispriceoverridden === true
  if (isOwn) return values.priceperunit === undefined ? missingUnitPrice : none
  // While prices are locked a line keeps the price it has.
  if (invoice?.values.ispricelocked === true && before?.values.priceperunit !== undefined) return none
  const { pricelevelid } = invoice?.values ?? {}
  const price = pricelevelid === undefined ? undefined : priceOf(environment, { ...values, pricelevelid })
  delete values.priceperunit
  if (price?.values.amount === undefined) return notInPriceList
  values.priceperunit = price.values.amount as Value
  return none
}
