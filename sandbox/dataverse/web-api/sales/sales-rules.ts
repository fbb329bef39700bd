import type { TableDefinition } from '../../definition.ts'
import type { Environment } from '../../environment.ts'
import { isLink, type Row } from '../../row.ts'
import { settleCurrency } from './currency.ts'
import type { Draft } from './draft.ts'
import { settleInvoice, sumUp } from './invoice.ts'
import { checkParent, settleLine } from './invoice-line.ts'
import { settlePrice } from './price.ts'
import { settleProduct } from './product.ts'
import { addBaseUnit, keepBaseUnit } from './unit-group.ts'

/** What Dynamics 365 Sales checks and fills in before a row of its tables is written. @throws {Problem} */
export function beforeSave({ name }: TableDefinition, draft: Draft): void {
  rules[name]?.(draft)
}

const rules: Record<string, (draft: Draft) => void> = {
  product: settleProduct,
  productpricelevel: settlePrice,
  invoice: settleInvoice,
  invoicedetail: settleLine,
  transactioncurrency: settleCurrency,
}

/** What must not go alone may go with its parent. @throws {Problem} */
export function beforeRemove(environment: Environment, { name }: TableDefinition, row: Row): void {
  removalRules[name]?.(environment, row)
}

const removalRules: Record<string, (environment: Environment, row: Row) => void> = {
  uom: keepBaseUnit,
  // A line of a paid or cancelled invoice stays.
  invoicedetail(environment, { values: { invoiceid } }) {
    if (isLink(invoiceid)) checkParent(environment.find('invoice', invoiceid.id))
  },
}

/** What follows from a row that was written or deleted. */
export function afterSave(environment: Environment, { name }: TableDefinition, row: Row, isNew: boolean): void {
  if (name === 'invoicedetail') sumUp(environment, row)
  if (name === 'uomschedule' && isNew) addBaseUnit(environment, row)
}
