import { amount } from '../../mapping/rules/amount.ts'
import { byValueMapping } from '../../mapping/rules/by-value-mapping.ts'
import { constant, firstOf, join, lookup, objectKey } from '../../mapping/rules/combine.ts'
import { isOneOf, isSet, not, when } from '../../mapping/rules/condition.ts'
import { customerNumber } from '../../mapping/rules/customer-number.ts'
import { date, decimal, field, whole, withoutLeadingZeros } from '../../mapping/rules/field.ts'
import type { RulesFor } from '../../mapping/tables.ts'
import { lineAmounts, signed } from './line-amounts.ts'
import type { InvoiceOptions } from './options.ts'
import { sumOfSegments } from './sum-of-segments.ts'
import { account, currency, invoice, type invoiceLine, product, unit } from './tables.ts'

const creditMemo = { kind: 'E1EDK01/BSART', creditMemo: 'CRME', total: 'E1EDS01[SUMID=011]/SUMME' }
const ofLine = { ...creditMemo, kind: '/IDOC/E1EDK01/BSART', total: '/IDOC/E1EDS01[SUMID=011]/SUMME' }

/** The billing document an INVOIC is about. */
export const numberOfIdoc = firstOf(withoutLeadingZeros('E1EDK02[QUALF=009]/BELNR'), withoutLeadingZeros('E1EDK01/BELNR'))

/** The header of an invoice as INVOIC01 and INVOIC02 have it. Whether it is paid is not in it. */
export const headerOfIdoc: RulesFor<(typeof invoice)['columns']> = {
  name: join(' ', when(isOneOf('E1EDK01/BSART', 'CRME'), constant('Credit memo'), constant('Invoice')), objectKey()),
  // Who is billed, else who ordered.
  customerid_account: lookup(account, {
    accountnumber: firstOf(customerNumber('E1EDKA1[PARVW=RE]/PARTN'), customerNumber('E1EDKA1[PARVW=AG]/PARTN')),
  }),
  transactioncurrencyid: lookup(currency, { isocurrencycode: field('E1EDK01/CURCY') }),
  duedate: date('E1EDK03[IDDAT=028]/DATUM'),
  lb_invoicedate: firstOf(date('E1EDK03[IDDAT=026]/DATUM'), date('E1EDK02[QUALF=009]/DATUM')),
  lb_saptotal: signed(amount('E1EDS01[SUMID=011]/SUMME', 'E1EDK01/CURCY'), creditMemo),
  lb_companycode: field('E1EDK14[QUALF=011]/ORGID'),
  lb_paymentterms: field('E1EDK01/ZTERM'),
  lb_customerreference: field('E1EDK02[QUALF=001]/BELNR'),
}

/** A line of it. */
export function lineOfIdoc(options: InvoiceOptions): RulesFor<(typeof invoiceLine)['columns']> {
  const material = isSet('E1EDP19[QUALF=002]/IDTNR')
  const amounts = lineAmounts(
    {
      quantity: decimal('MENGE'),
      // 003 is left out where it is nothing: goods that are free of charge.
      net: firstOf(
        amount('E1EDP26[QUALF=003]/BETRG', '/IDOC/E1EDK01/CURCY'),
        when(isSet('E1EDP26/BETRG'), constant({ decimal: '0' })),
      ),
      price: amount('E1EDP26[QUALF=001]/BETRG', '/IDOC/E1EDK01/CURCY'),
      tax: sumOfSegments('E1EDP04', 'MWSBT', '/IDOC/E1EDK01/CURCY'),
    },
    ofLine,
    options,
  )
  const number = firstOf(withoutLeadingZeros('E1EDP19[QUALF=002]/IDTNR_LONG'), withoutLeadingZeros('E1EDP19[QUALF=002]/IDTNR'))
  const description = field('E1EDP19[QUALF=002]/KTEXT')
  return {
    invoiceid: lookup(invoice, { invoicenumber: objectKey() }),
    lineitemnumber: whole('POSEX'),
    isproductoverridden: when(material, constant(false), constant(true)),
    productid: when(material, lookup(product, { productnumber: number })),
    uomid: when(material, lookup(unit, { name: byValueMapping('unit-of-measure', 'MENEE') })),
    productdescription: when(
      not(material),
      firstOf(field('E1EDP19/KTEXT'), field('E1EDP19/IDTNR'), constant('(no description in SAP)')),
    ),
    description: when(material, description),
    quantity: amounts.quantity,
    ispriceoverridden: constant(true),
    priceperunit: amounts.price,
    manualdiscountamount: amounts.discount,
    tax: amounts.tax,
    producttypecode: constant('Product'),
    propertyconfigurationstatus: constant('Not Configured'),
  }
}
