import { find, parsePath } from '../../mapping/path.ts'
import type { Rule } from '../../mapping/rule.ts'
import { custom } from '../../mapping/rules/combine.ts'
import { asCustomerNumber } from '../../mapping/rules/customer-number.ts'
import type { Reference } from '../../message/write.ts'
import { account } from './tables.ts'

// The nodes of SAP's customer hierarchy, types A to D.
const sources = ['1A', '1B', '1C', '1D'].map((role) => `E1KNVPM[PARVW=${role}]/KUNN2`)
const paths = sources.map(parsePath)
const customer = parsePath('KUNNR')

/** The customer's node in the customer hierarchy, unless it is the customer itself; left out while it is not in Dynamics 365. */
export function parentAccount(): Rule<Reference & { readonly table: typeof account }> {
  return custom('account of the customer hierarchy (partner function 1A to 1D)', sources, (reading) => {
    const self = asCustomerNumber(find(customer, reading)?.value ?? '')
    for (const path of paths) {
      const accountnumber = asCustomerNumber(find(path, reading)?.value ?? '')
      if (accountnumber !== '' && accountnumber !== self) return { table: account, key: { accountnumber }, optional: true }
    }
    return undefined
  })
}
