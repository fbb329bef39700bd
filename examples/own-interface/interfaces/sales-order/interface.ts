import {
  customerNumber,
  date,
  decimal,
  defineInterface,
  field,
  firstOf,
  idoc,
  join,
  lookup,
  row,
  rows,
  withoutLeadingZeros,
} from '../../../../src/interface.ts'
import { account, item, order, product } from './tables.ts'

const number = firstOf('/IDOC/E1EDK02[QUALF=002]/BELNR', '/IDOC/E1EDK01/BELNR')
const material = firstOf(
  withoutLeadingZeros('E1EDP19[QUALF=002]/IDTNR'),
  withoutLeadingZeros('E1EDP19[QUALF=003]/IDTNR'),
  withoutLeadingZeros('E1EDP19/IDTNR'),
)

/** One ORDERS IDoc becomes one row of `own_order`, each E1EDP01 one row of `own_orderitem`. */
export default defineInterface({
  name: 'sales-order',
  title: 'Sales order → SAP Order',
  receives: idoc('ORDERS'),
  // The segments of an order stand side by side, so the order is the document.
  objects: 'IDOC',
  objectKey: number,
  rows: [
    row(order, {
      key: { own_number: number },
      columns: {
        own_name: join(' ', field('E1EDK01/BSART'), number),
        own_type: field('E1EDK01/BSART'),
        own_currency: field('E1EDK01/CURCY'),
        own_deliverydate: date('E1EDK03[IDDAT=002]/DATUM'),
        own_accountid: lookup(account, { accountnumber: customerNumber('E1EDKA1[PARVW=AG]/PARTN') }),
      },
    }),
    rows('E1EDP01', item, {
      key: { own_itemkey: join('-', number, withoutLeadingZeros('POSEX')) },
      columns: {
        own_name: join(' ', withoutLeadingZeros('POSEX'), material),
        own_quantity: decimal('MENGE'),
        own_unit: field('MENEE'),
        own_netvalue: decimal('NETWR'),
        own_orderid: lookup(order, { own_number: number }),
        own_productid: lookup(product, { productnumber: material }),
      },
      // An order always comes whole, so an item that it no longer has was taken out of it.
      whenNotNamed: 'delete',
    }),
  ],
})
