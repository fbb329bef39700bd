import type { Customer, Invoice } from './company.ts'
import { segment } from './segment.ts'

/** What the proxy of credit management sends. */
export function creditAccounts(customers: readonly Customer[]): string {
  return element(
    'n0:CreditAccount xmlns:n0="urn:landbridge:credit"',
    customers.map(({ number, creditLimit, currency }) =>
      element(
        'Account',
        elements({
          Customer: number,
          CreditSegment: '0000',
          CreditLimit: `${creditLimit}.00`,
          Exposure: `${Math.round(creditLimit * ((Number(number) % 11) / 10))}.00`,
          Currency: currency,
          Blocked: String(Number(number) % 11 === 10),
          RiskClass: Number(number) % 11 > 8 ? 'E' : 'B',
        }),
      ),
    ),
  )
}

/** What the proxy of billing sends. */
export function invoices(some: readonly Invoice[]): string {
  return element('n0:CustomerInvoice xmlns:n0="urn:landbridge:invoice"', some.map(invoiceElement))
}

function invoiceElement({ number, customer, age, status, items }: Invoice): string {
  const lines = items.map(({ material, quantity }, index) => {
    const net = material.price * quantity
    const fields = {
      LineNumber: String((index + 1) * 10).padStart(6, '0'),
      Material: material.number,
      Description: material.name,
      Quantity: `${quantity}.000`,
      Unit: material.unit,
      Price: money(material.price),
      NetAmount: money(net),
      TaxAmount: money(taxOf(net)),
    }
    return { gross: net + taxOf(net), text: element('Line', elements(fields)) }
  })
  const head = {
    InvoiceNumber: number,
    Kind: 'Invoice',
    Customer: customer.number,
    InvoiceDate: day(-age),
    DueDate: day(30 - age),
    Currency: customer.currency,
    GrossAmount: money(lines.reduce((sum, { gross }) => sum + gross, 0)),
    PaymentStatus: status,
    PaymentTerms: customer.paymentTerms,
  }
  return element('Invoice', [elements(head), ...lines.map(({ text }) => text)])
}

function taxOf(cents: number): number {
  return Math.round(cents * 0.19)
}

function money(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
}

function day(fromToday: number): string {
  return new Date(Date.now() + fromToday * 86_400_000).toISOString().slice(0, 10)
}

function elements(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, value]) => segment(name, value))
    .join('')
}

function element(name: string, content: string | readonly string[]): string {
  return `<${name}>${[content].flat().join('')}</${name.split(' ')[0]}>`
}
