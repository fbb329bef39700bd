// What an interface of one's own is written with: an own project imports from here and from the delivered interfaces, not from what lies
// behind. Each says what it does where it is held.
export type { CrmDescription } from './mapping/crm-description.ts'
export { divideDecimals, multiplyDecimals, negateDecimal, subtractDecimals } from './mapping/decimal-arithmetic.ts'
export { type DocumentForm, defineInterface, type FullList, type InterfaceDefinition } from './mapping/define-interface.ts'
export { type Extension, extendInterface, extendRow, rowOf } from './mapping/extend-interface.ts'
export type { Reading } from './mapping/reading.ts'
export { anyOf, idoc, type Receives, xi } from './mapping/receives.ts'
export { type RowDefinition, row, rows } from './mapping/row.ts'
export type { Rule } from './mapping/rule.ts'
export { amount } from './mapping/rules/amount.ts'
export { byValueMapping } from './mapping/rules/by-value-mapping.ts'
export {
  beginningOf,
  constant,
  custom,
  firstOf,
  join,
  lookup,
  objectKey,
  orEmpty,
  unlessLonger,
} from './mapping/rules/combine.ts'
export { computed } from './mapping/rules/computed.ts'
export { all, any, type Condition, isOneOf, isSentWhole, isSet, not, when } from './mapping/rules/condition.ts'
export { customerNumber } from './mapping/rules/customer-number.ts'
export { alpha, date, decimal, field, flag, truth, whole, withoutLeadingZeros } from './mapping/rules/field.ts'
export { inUnit } from './mapping/rules/in-unit.ts'
export { moment } from './mapping/rules/moment.ts'
export { sum } from './mapping/rules/sum.ts'
export { addDecimals, compareDecimals } from './mapping/sap-number.ts'
export {
  choice,
  dateOnly,
  dateTime,
  decimalNumber,
  lookupTo,
  money,
  table,
  text,
  wholeNumber,
  yesNo,
} from './mapping/tables.ts'
