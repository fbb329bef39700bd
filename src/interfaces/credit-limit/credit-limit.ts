import { defineInterface, type InterfaceDefinition } from '../../mapping/define-interface.ts'
import { xi } from '../../mapping/receives.ts'
import { row } from '../../mapping/row.ts'
import { amount } from '../../mapping/rules/amount.ts'
import { join, lookup } from '../../mapping/rules/combine.ts'
import { isOneOf } from '../../mapping/rules/condition.ts'
import { customerNumber } from '../../mapping/rules/customer-number.ts'
import { date, field, truth, withoutLeadingZeros } from '../../mapping/rules/field.ts'
import { creditKey, creditObjectKey } from './credit-key.ts'
import { account, creditAccount, customer } from './tables.ts'
import { utilisation } from './utilisation.ts'

/** What of credit management counts for the account itself. */
export interface CreditLimitOptions {
  /** The credit segment whose limit and block the account shows; SAP's main credit segment is `0000`. */
  readonly mainSegment: string
}

/** One customer in one credit segment becomes one row of `lb_creditaccount`; the main segment's limit also stands in `account`. */
export function creditLimit({ mainSegment }: CreditLimitOptions): InterfaceDefinition {
  return defineInterface({
    name: 'credit-limit',
    title: 'Credit limit → Credit Account, Account',
    listsFrom: { 'currency-decimals': 'business-partner' },
    receives: xi({ interface: 'CreditAccount_Out', namespace: 'urn:landbridge:credit' }),
    objects: 'Account',
    objectKey: creditObjectKey(),
    crm: {
      path: 'credit-limits',
      name: 'CreditLimit',
      hasStatus: false,
      key: { customer: 'Customer', creditSegment: 'CreditSegment' },
      fields: {
        creditLimit: 'lb_creditlimit',
        exposure: 'lb_exposure',
        utilisation: 'lb_utilisation',
        currency: 'lb_currency',
        validTo: 'lb_validto',
        blocked: 'lb_blocked',
        riskClass: 'lb_riskclass',
      },
      example: {
        customer: '4711',
        creditSegment: '0000',
        creditLimit: '50000',
        exposure: '12500.5',
        currency: 'EUR',
        blocked: false,
      },
    },
    rows: [
      row(creditAccount, {
        key: { lb_creditkey: creditKey() },
        columns: {
          lb_name: join(' in ', withoutLeadingZeros('Customer'), 'CreditSegment'),
          lb_accountid: lookup(customer, { accountnumber: customerNumber('Customer') }),
          lb_customernumber: customerNumber('Customer'),
          lb_creditsegment: field('CreditSegment'),
          lb_creditlimit: amount('CreditLimit', 'Currency'),
          lb_exposure: amount('Exposure', 'Currency'),
          lb_utilisation: utilisation('Exposure', 'CreditLimit', 'Currency'),
          lb_currency: field('Currency'),
          lb_validto: date('ValidTo'),
          lb_blocked: truth('Blocked'),
          lb_riskclass: field('RiskClass'),
        },
      }),
      // Comes after the credit account, which waits for the customer: so no account is made that has nothing but a limit.
      row(account, {
        key: { accountnumber: customerNumber('Customer') },
        onlyWhen: isOneOf('CreditSegment', mainSegment),
        onDeletion: 'ignore',
        columns: { creditlimit: amount('CreditLimit', 'Currency'), creditonhold: truth('Blocked') },
      }),
    ],
  })
}
