import type { Rule } from '../rule.ts'
import { alpha, padded } from './field.ts'

/**
 * A customer number as SAP stores it, which is what `accountnumber` of an account holds: the one form in which every interface finds a
 * customer. `4711` and `0000004711` are the same one, `C100` stays as it is.
 */
export function customerNumber(path: string): Rule<string> {
  return alpha(path, length)
}

/** The same of a number in hand. */
export function asCustomerNumber(value: string): string {
  return padded(value, length)
}

/** Of KUNNR. */
const length = 10
