import { randomInt } from 'node:crypto'
import { difference, product, sum } from '../../decimal.ts'
import type { Environment } from '../../environment.ts'
import { isLink, type Row, type Value } from '../../row.ts'
import { Problem } from '../problem.ts'
import type { Values } from '../row-values.ts'
import { settleMoney } from '../settle-money.ts'
import type { Draft } from './draft.ts'
import { isSameRow } from './same-row.ts'

const active = 0

/**
 * An invoice has a number and totals that follow from its lines. A paid or cancelled one cannot be changed until it is
 * active again. @throws {Problem}
 */
export function settleInvoice({ environment, id, values, before }: Draft): void {
  if (before !== undefined && before.values.statecode !== active && values.statecode !== active) {
    throw new Problem(400, '0x8004022E', 'Cannot Update a Read-Only Entity')
  }
  values.invoicenumber ??= `INV-${randomInt(10_000, 99_999)}-${randomInt(36 ** 5, 36 ** 6)
    .toString(36)
    .toUpperCase()}`
  checkCustomer(environment, values, before)
  const { pricelevelid, transactioncurrencyid } = values
  const list = isLink(pricelevelid) ? environment.find('pricelevel', pricelevelid.id) : undefined
  if (list !== undefined && transactioncurrencyid === undefined) {
    values.transactioncurrencyid = list.values.transactioncurrencyid as Value
  } else if (list !== undefined && !isSameRow(list.values.transactioncurrencyid, transactioncurrencyid)) {
    throw new Problem(400, '0x80048CED', 'The currency of the record does not match the currency of the price list.')
  }
  if (isPriced(environment)) Object.assign(values, totals(environment, id, values))
}

/** An inactive customer gets no new invoice. */
function checkCustomer(environment: Environment, { customerid }: Values, before: Row | undefined): void {
  if (!isLink(customerid) || isSameRow(before?.values.customerid, customerid)) return
  if (environment.find(customerid.table, customerid.id)?.values.statecode === 1)
    throw new Problem(400, '0x80040517', 'An inactive customer cannot be set as the parent of an object.')
}

/** Whether Microsoft's own price engine is on, a setting of the organization. */
export function isPriced(environment: Environment): boolean {
  return environment.rowsOf('organization')[0]?.values.oobpricecalculationenabled !== false
}

/** Sums up the invoice of a line that was written or deleted. */
export function sumUp(environment: Environment, { values: { invoiceid } }: Row): void {
  const table = environment.table('invoice')
  const invoice = isLink(invoiceid) ? environment.find('invoice', invoiceid.id) : undefined
  if (table === undefined || invoice === undefined || !isPriced(environment)) return
  const values = { ...invoice.values, ...totals(environment, invoice.id, invoice.values) }
  settleMoney(environment, table, values)
  environment.put('invoice', invoice.id, values)
}

function totals(environment: Environment, id: string, invoice: Readonly<Values>): Values {
  const of = (column: string) => environment.sumOf('invoicedetail', column, 'invoiceid', { table: 'invoice', id })
  const [discountOfLines, tax] = [of('manualdiscountamount'), of('tax')]
  const items = difference(of('baseamount'), discountOfLines)
  const percentage = product(product(items, String(invoice.discountpercentage ?? '0')), '0.01')
  const discount = sum(String(invoice.discountamount ?? '0'), percentage)
  const withoutFreight = difference(items, discount)
  return {
    totallineitemamount: items,
    totallineitemdiscountamount: discountOfLines,
    totaldiscountamount: discount,
    totalamountlessfreight: withoutFreight,
    totaltax: tax,
    totalamount: sum(withoutFreight, String(invoice.freightamount ?? '0'), tax),
  }
}
