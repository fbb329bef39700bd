import type { CrmDescription } from '../../mapping/crm-description.ts'
import { partsOfLineKey } from './invoice-key.ts'
import { invoice } from './tables.ts'

/** Invoices by business names. */
export const crmInvoice: CrmDescription = {
  path: 'invoices',
  name: 'Invoice',
  hasStatus: true,
  key: { invoice: 'InvoiceNumber' },
  fields: {
    name: 'name',
    customer: { column: 'customerid_account', by: 'accountnumber', length: 10 },
    currency: { column: 'transactioncurrencyid', by: 'isocurrencycode' },
    invoiceDate: 'lb_invoicedate',
    dueDate: 'duedate',
    total: 'lb_saptotal',
    status: 'statuscode',
    paymentTerms: 'lb_paymentterms',
    customerReference: 'lb_customerreference',
  },
  example: {
    invoice: '90000123',
    name: 'Invoice 90000123',
    customer: '4711',
    currency: 'EUR',
    invoiceDate: '2026-11-02',
    dueDate: '2026-12-02',
    total: '119.00',
    status: 'Billed',
  },
}

/** Their lines. A line of a paid or cancelled invoice is not changed: the invoice is given the status `Billed` first. */
export const crmInvoiceLine: CrmDescription = {
  table: 'invoicedetail',
  path: 'invoice-lines',
  name: 'InvoiceLine',
  hasStatus: true,
  key: { invoice: 'InvoiceNumber', line: 'LineNumber' },
  partsOfKey: partsOfLineKey,
  statusOf: { table: invoice, column: '_invoiceid_value' },
  fields: {
    writtenIn: 'isproductoverridden',
    product: { column: 'productid', by: 'productnumber' },
    unit: { column: 'uomid', by: 'name' },
    text: 'productdescription',
    quantity: 'quantity',
    price: 'priceperunit',
    discount: 'manualdiscountamount',
    tax: 'tax',
  },
  example: {
    invoice: '90000123',
    line: '10',
    writtenIn: false,
    product: '20010',
    unit: 'Piece',
    quantity: '4',
    price: '25.00',
    tax: '19.00',
  },
}
