import { find, parsePath } from '../../mapping/path.ts'
import type { Rule } from '../../mapping/rule.ts'
import { custom } from '../../mapping/rules/combine.ts'
import { asCustomerNumber } from '../../mapping/rules/customer-number.ts'
import { stripped } from '../../mapping/rules/field.ts'

const [customer, segment] = [parsePath('Customer'), parsePath('CreditSegment')]

/** What one credit account is told from another by, as people write it. Nothing without both. */
export function creditObjectKey(): Rule<string> {
  return both((number, name) => `${stripped(number)}/${name}`)
}

/** The same as rows are found by. */
export function creditKey(): Rule<string> {
  return both((number, name) => `${asCustomerNumber(number)}|${name}`)
}

function both(joined: (customer: string, segment: string) => string): Rule<string> {
  return custom('customer (Customer) and credit segment (CreditSegment)', ['Customer', 'CreditSegment'], (reading) => {
    const [number, name] = [find(customer, reading)?.value, find(segment, reading)?.value]
    return number === undefined || name === undefined ? undefined : joined(number, name)
  })
}
