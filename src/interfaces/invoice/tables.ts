import { choice, dateOnly, decimalNumber, lookupTo, money, table, text, wholeNumber, yesNo } from '../../mapping/tables.ts'

// Lengths, options and ranges are Microsoft's (table references "Invoice" and "InvoiceDetail"); what has a label is a column of ours that
// `provision` creates.

const currencyIdentity = {
  name: 'transactioncurrency',
  set: 'transactioncurrencies',
  id: 'transactioncurrencyid',
  key: [],
} as const
const invoiceIdentity = { name: 'invoice', set: 'invoices', id: 'invoiceid', key: ['invoicenumber'] } as const
const accountIdentity = { name: 'account', set: 'accounts', id: 'accountid', key: ['accountnumber'] } as const
const productIdentity = { name: 'product', set: 'products', id: 'productid', key: ['productnumber'] } as const
const unitIdentity = { name: 'uom', set: 'uoms', id: 'uomid', key: [] } as const

const [active, paid, cancelled] = [0, 2, 3]
const status = { New: 1, Billed: 4, Complete: 100001, Partial: 100002, Canceled: 100003 } as const

const mostMoney = '922337203685477'

export const invoice = table(
  {
    ...invoiceIdentity,
    closing: {
      states: {
        [status.New]: active,
        [status.Billed]: active,
        [status.Complete]: paid,
        [status.Partial]: paid,
        [status.Canceled]: cancelled,
      },
      openStatus: status.Billed,
      computed: { column: 'totalamount', expected: 'lb_saptotal' },
    },
  },
  {
    invoicenumber: text(100),
    name: text(300),
    customerid_account: lookupTo(accountIdentity),
    transactioncurrencyid: lookupTo(currencyIdentity),
    duedate: dateOnly(),
    statuscode: choice(status),
    description: text(2000),
    lb_invoicedate: dateOnly({ label: 'Invoice Date' }),
    lb_saptotal: decimalNumber('-100000000000', '100000000000', { label: 'Total in SAP' }),
    lb_companycode: text(35, { label: 'Company Code' }),
    lb_accountingdocument: text(10, { label: 'Accounting Document' }),
    lb_fiscalyear: text(4, { label: 'Fiscal Year' }),
    lb_paymentterms: text(17, { label: 'SAP Payment Terms' }),
    lb_customerreference: text(35, { label: 'Customer Reference' }),
  },
)

export const invoiceLine = table(
  { name: 'invoicedetail', set: 'invoicedetails', id: 'invoicedetailid', key: ['lb_linekey'] },
  {
    lb_linekey: text(60, { label: 'Line Key' }),
    invoiceid: lookupTo(invoiceIdentity),
    lineitemnumber: wholeNumber(0, 1_000_000_000),
    isproductoverridden: yesNo(),
    productid: lookupTo(productIdentity),
    uomid: lookupTo(unitIdentity),
    productdescription: text(500),
    description: text(2000),
    quantity: decimalNumber('-100000000000', '100000000000'),
    ispriceoverridden: yesNo(),
    priceperunit: money(`-${mostMoney}`, mostMoney),
    manualdiscountamount: money('0', '1000000000000'),
    tax: money('-1000000000000', '1000000000000'),
    producttypecode: choice({ Product: 1 }),
    propertyconfigurationstatus: choice({ 'Not Configured': 2 }),
  },
)

export const account = accountIdentity
export const currency = currencyIdentity
export const product = productIdentity
export const unit = unitIdentity
