import { find, type Path, parsePath } from '../../mapping/path.ts'
import type { Rule } from '../../mapping/rule.ts'
import { custom } from '../../mapping/rules/combine.ts'
import { all, any, type Condition, isOneOf, isSet, not } from '../../mapping/rules/condition.ts'
import { customerNumber } from '../../mapping/rules/customer-number.ts'
import { alpha, stripped } from '../../mapping/rules/field.ts'

/** The main address of a customer. Where the context is missing SAP takes 1 as well (BAPI_ADDRESSORG_SAVEREPLICA). */
export const isOfCustomer: Condition = all(isOneOf('OBJ_TYPE', 'KNA1'), any(isOneOf('CONTEXT', '0001'), not(isSet('CONTEXT'))))

/** The address at work of a customer's contact person. */
export const isOfContact: Condition = all(isOneOf('OBJ_TYPE_P', 'BUS1006001'), isOneOf('OBJ_TYPE_C', 'KNA1'))

/** The customer number as people write it. Another owner, or another address of the customer, is told by all that SAP tells it by. */
export function customerKey(): Rule<string> {
  return key('owner of the address (OBJ_ID)', isOfCustomer, {
    ours: ['OBJ_ID'],
    all: ['OBJ_TYPE', 'OBJ_ID', 'CONTEXT'],
  })
}

/** The same of a contact person: customer, then person. */
export function contactKey(): Rule<string> {
  return key('customer (OBJ_ID_C) and contact person (OBJ_ID_P)', isOfContact, {
    ours: ['OBJ_ID_C', 'OBJ_ID_P'],
    all: ['OBJ_TYPE_P', 'OBJ_ID_P', 'OBJ_TYPE_C', 'OBJ_ID_C'],
  })
}

/** The number of a customer, in a field that has room for the key of any object: SAP's have ten characters. */
export function ownerNumber(path: string): Rule<string> {
  return { ...customerNumber(path), longest: () => 10 }
}

/** The same of a contact person. */
export function personNumber(path: string): Rule<string> {
  return { ...alpha(path, 10), longest: () => 10 }
}

/** Nothing without the numbers in `ours`. */
function key(description: string, isOurs: Condition, fields: { ours: string[]; all: string[] }): Rule<string> {
  const [ours, all] = [fields.ours.map(parsePath), fields.all.map(parsePath)]
  return custom(description, fields.all, (reading) => {
    const read = (paths: readonly Path[]) => paths.flatMap((path) => find(path, reading)?.value ?? [])
    if (read(ours).length < ours.length) return undefined
    return read(isOurs.holds(reading) ? ours : all)
      .map(stripped)
      .join('/')
  })
}
