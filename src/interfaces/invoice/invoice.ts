import { defineInterface, type InterfaceDefinition } from '../../mapping/define-interface.ts'
import { idoc, xi } from '../../mapping/receives.ts'
import { row, rows } from '../../mapping/row.ts'
import { objectKey } from '../../mapping/rules/combine.ts'
import { crmInvoice, crmInvoiceLine } from './crm.ts'
import { headerOfIdoc, lineOfIdoc, numberOfIdoc } from './from-idoc.ts'
import { headerOfProxy, lineOfProxy } from './from-proxy.ts'
import { invoiceKey, lineKey } from './invoice-key.ts'
import type { InvoiceOptions } from './options.ts'
import { invoiceLine, invoice as invoices } from './tables.ts'

/** One invoice or credit memo becomes one row of `invoice` with a row of `invoicedetail` for each line. */
export function invoice(options: InvoiceOptions): InterfaceDefinition {
  return defineInterface({
    name: 'invoice',
    title: 'Invoice → Invoice, Invoice Line',
    listsFrom: { 'unit-of-measure': 'material', 'currency-decimals': 'business-partner' },
    receives: xi({ interface: 'CustomerInvoice_Out', namespace: 'urn:landbridge:invoice' }),
    objects: 'Invoice',
    objectKey: invoiceKey(),
    crm: [crmInvoice, crmInvoiceLine],
    rows: [
      row(invoices, { key: { invoicenumber: objectKey() }, columns: headerOfProxy }),
      rows('Line', invoiceLine, { key: { lb_linekey: lineKey('LineNumber') }, columns: lineOfProxy(options) }),
    ],
    alsoFrom: [
      {
        receives: idoc('INVOIC'),
        objects: 'IDOC',
        objectKey: numberOfIdoc,
        rows: [
          row(invoices, { key: { invoicenumber: objectKey() }, columns: headerOfIdoc }),
          rows('E1EDP01', invoiceLine, { key: { lb_linekey: lineKey('POSEX') }, columns: lineOfIdoc(options) }),
        ],
      },
    ],
  })
}
