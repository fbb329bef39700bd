import assert from 'node:assert/strict'
import type { TestLandbridge } from './landbridge.ts'
import { xiIdOf, xiMessage } from './xi-messages.ts'

/** Posts invoices as the proxy does; the number tells which message it is, and how old. */
export async function postInvoices(product: TestLandbridge, number: number, payload: string): Promise<void> {
  const names = { interface: 'CustomerInvoice_Out', namespace: 'urn:landbridge:invoice' }
  const timeSent = `2026-11-24T04:00:0${number}Z`
  const answer = await product.postXi(xiMessage({ ...names, messageId: xiIdOf(number), timeSent, payload }))
  assert.equal(answer.status, 200, await answer.text())
}

type Fields = Readonly<Record<string, string>>

export const pumps = {
  LineNumber: '000010',
  Material: '000000000000020010',
  Description: 'Pump',
  Quantity: '4.000',
  Unit: 'PCE',
  Price: '375.00',
  NetAmount: '1350.00',
  TaxAmount: '256.50',
}
export const freight = { LineNumber: '000020', Description: 'Freight', NetAmount: '50.00', TaxAmount: '9.50' }

interface InvoiceParts {
  number: string
  total: string
  lines: readonly Fields[]
  status?: string
  kind?: string
}

/** The payload with one invoice. */
export function invoicePayload({ number, total, lines, status = 'open', kind = 'Invoice' }: InvoiceParts): string {
  const head = { InvoiceNumber: number, Kind: kind, Customer: '0000004711', InvoiceDate: '2026-11-02', Currency: 'EUR' }
  const all = `${elements({ ...head, GrossAmount: total, PaymentStatus: status })}${lines.map((line) => `<Line>${elements(line)}</Line>`).join('')}`
  return `<n0:CustomerInvoice xmlns:n0="urn:landbridge:invoice"><Invoice>${all}</Invoice></n0:CustomerInvoice>`
}

function elements(fields: Fields): string {
  return Object.entries(fields)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')
}

/** The invoices in Dynamics 365. */
export function invoicesThere(product: TestLandbridge): Promise<Invoice[]> {
  return product.rows<Invoice>('invoices?$orderby=invoicenumber&$expand=customerid_account($select=accountnumber)')
}

/** The lines of all of them. */
export function linesThere(product: TestLandbridge): Promise<Line[]> {
  return product.rows<Line>('invoicedetails?$orderby=lb_linekey&$expand=productid($select=productnumber)')
}

interface Invoice {
  invoiceid: string
  invoicenumber: string
  name: string
  totalamount: number
  totaltax: number
  statecode: number
  statuscode: number
  customerid_account?: { accountnumber: string }
}

interface Line {
  lb_linekey: string
  quantity: number
  priceperunit: number
  manualdiscountamount: number
  extendedamount: number
  productid: { productnumber: string } | null
  productdescription: string | null
}
