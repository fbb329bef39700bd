import { find, parsePath } from '../../mapping/path.ts'
import type { Rule } from '../../mapping/rule.ts'
import { custom, objectKey } from '../../mapping/rules/combine.ts'
import { stripped } from '../../mapping/rules/field.ts'

const billingDocument = parsePath('InvoiceNumber')
const accountingDocument = ['CompanyCode', 'AccountingDocument', 'FiscalYear'].map(parsePath)

/**
 * What one invoice is told from another by: the number of the billing document, or, of an invoice that was entered in accounting, company
 * code, document number and fiscal year (a document number alone comes again each year and in each company code).
 */
export function invoiceKey(): Rule<string> {
  const sources = ['InvoiceNumber', 'CompanyCode', 'AccountingDocument', 'FiscalYear']
  return custom('InvoiceNumber, or CompanyCode/AccountingDocument/FiscalYear', sources, (reading) => {
    const billing = find(billingDocument, reading)?.value
    if (billing !== undefined) return stripped(billing)
    const parts = accountingDocument.map((path) => find(path, reading)?.value)
    return parts.every((part) => part !== undefined) ? parts.map((part) => stripped(part)).join('/') : undefined
  })
}

/** A line, by its invoice and the number of the line. */
export function lineKey(lineNumber: string): Rule<string> {
  const [line, invoice] = [parsePath(lineNumber), objectKey()]
  return custom(`the business key and ${lineNumber}`, [lineNumber], (reading) => {
    const found = find(line, reading)?.value
    return found === undefined ? undefined : `${invoice.read(reading)?.value}|${stripped(found)}`
  })
}

/** Invoice and line of such a key. */
export function partsOfLineKey(key: string): readonly string[] {
  const at = key.lastIndexOf('|')
  return at === -1 ? [] : [key.slice(0, at), key.slice(at + 1)]
}
