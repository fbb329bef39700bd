import { amount } from '../../mapping/rules/amount.ts'
import { byValueMapping } from '../../mapping/rules/by-value-mapping.ts'
import { constant, join, lookup, objectKey } from '../../mapping/rules/combine.ts'
import { isOneOf, isSet, not, when } from '../../mapping/rules/condition.ts'
import { customerNumber } from '../../mapping/rules/customer-number.ts'
import { date, decimal, field, whole, withoutLeadingZeros } from '../../mapping/rules/field.ts'
import type { RulesFor } from '../../mapping/tables.ts'
import { lineAmounts, signed } from './line-amounts.ts'
import type { InvoiceOptions } from './options.ts'
import { account, currency, invoice, type invoiceLine, product, unit } from './tables.ts'

const creditMemo = { kind: 'Kind', creditMemo: 'CreditMemo', total: 'GrossAmount' }
const ofLine = { ...creditMemo, kind: '/Invoice/Kind', total: '/Invoice/GrossAmount' }

/** The header of an invoice as a proxy sends it (`sap/CustomerInvoice.xsd`). */
export const headerOfProxy: RulesFor<(typeof invoice)['columns']> = {
  name: join(' ', when(isOneOf('Kind', 'CreditMemo'), constant('Credit memo'), constant('Invoice')), objectKey()),
  customerid_account: lookup(account, { accountnumber: customerNumber('Customer') }),
  transactioncurrencyid: lookup(currency, { isocurrencycode: field('Currency') }),
  duedate: date('DueDate'),
  statuscode: byValueMapping('payment-status', 'PaymentStatus'),
  description: field('Text'),
  lb_invoicedate: date('InvoiceDate'),
  lb_saptotal: signed(amount('GrossAmount', 'Currency'), creditMemo),
  lb_companycode: field('CompanyCode'),
  lb_accountingdocument: field('AccountingDocument'),
  lb_fiscalyear: field('FiscalYear'),
  lb_paymentterms: field('PaymentTerms'),
  lb_customerreference: field('CustomerReference'),
}

/** A line of it: a product of the catalogue, or one that is written in where SAP names no material. */
export function lineOfProxy(options: InvoiceOptions): RulesFor<(typeof invoiceLine)['columns']> {
  const material = isSet('Material')
  const amounts = lineAmounts(
    {
      quantity: decimal('Quantity'),
      net: amount('NetAmount', '/Invoice/Currency'),
      price: amount('Price', '/Invoice/Currency'),
      priceUnit: decimal('PriceUnit'),
      tax: amount('TaxAmount', '/Invoice/Currency'),
    },
    ofLine,
    options,
  )
  return {
    invoiceid: lookup(invoice, { invoicenumber: objectKey() }),
    lineitemnumber: whole('LineNumber'),
    isproductoverridden: when(material, constant(false), constant(true)),
    productid: when(material, lookup(product, { productnumber: withoutLeadingZeros('Material') })),
    uomid: when(material, lookup(unit, { name: byValueMapping('unit-of-measure', 'Unit') })),
    productdescription: when(not(material), field('Description')),
    description: when(material, field('Description')),
    quantity: amounts.quantity,
    ispriceoverridden: constant(true),
    priceperunit: amounts.price,
    manualdiscountamount: amounts.discount,
    tax: amounts.tax,
    producttypecode: constant('Product'),
    propertyconfigurationstatus: constant('Not Configured'),
  }
}
