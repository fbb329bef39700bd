import { dateOnly, decimalNumber, lookupTo, money, table, text, yesNo } from '../../mapping/tables.ts'

const accountIdentity = { name: 'account', set: 'accounts', id: 'accountid', key: ['accountnumber'] } as const

const most = '100000000000'

/** What of the account credit management decides. */
export const account = table(accountIdentity, {
  accountnumber: text(20),
  creditlimit: money('0', '100000000000000'),
  creditonhold: yesNo(),
})

/** Dynamics 365 Sales knows one credit limit of an account; this table of ours holds one a credit segment. `provision` creates it. */
export const creditAccount = table(
  {
    name: 'lb_creditaccount',
    set: 'lb_creditaccounts',
    id: 'lb_creditaccountid',
    key: ['lb_creditkey'],
    custom: {
      label: 'Credit Account',
      plural: 'Credit Accounts',
      primaryName: { name: 'lb_name', label: 'Name', length: 100 },
    },
  },
  {
    lb_name: text(100, { label: 'Name' }),
    lb_creditkey: text(30, { label: 'Credit Key' }),
    lb_accountid: lookupTo(accountIdentity, { label: 'Customer' }),
    lb_customernumber: text(10, { label: 'Customer Number' }),
    lb_creditsegment: text(10, { label: 'Credit Segment' }),
    lb_creditlimit: decimalNumber(`-${most}`, most, { label: 'Credit Limit' }),
    lb_exposure: decimalNumber(`-${most}`, most, { label: 'Credit Exposure' }),
    lb_utilisation: decimalNumber(`-${most}`, most, { label: 'Utilisation (%)' }),
    lb_currency: text(5, { label: 'Currency' }),
    lb_validto: dateOnly({ label: 'Limit Valid To' }),
    lb_blocked: yesNo({ label: 'Blocked' }),
    lb_riskclass: text(10, { label: 'Risk Class' }),
  },
)

export const customer = accountIdentity
