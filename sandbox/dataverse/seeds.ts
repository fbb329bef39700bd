import type { Change } from './journal.ts'
import type { Value } from './row.ts'

/** What stands in an environment before anybody writes to it. Ids are fixed, so that they mean the same on every machine. */
export function seeds(): Change[] {
  const changes: Change[] = []
  let version = 1000
  const put = (table: string, number: number, values: Record<string, Value>): { table: string; id: string } => {
    const id = `${tableCode(table)}-0000-4000-8000-${String(number).padStart(12, '0')}`
    changes.push({
      kind: 'row',
      table,
      row: { id, version: ++version, values: { ...values, createdon: since, modifiedon: since } },
    })
    return { table, id }
  }
  const active = { statecode: 0, statuscode: 1 }
  const businessunitid = put('businessunit', 1, { name: 'Sandbox', isdisabled: false })
  for (const [index, [code, name, symbol, precision]] of currencies.entries()) {
    const currency = {
      isocurrencycode: code,
      currencyname: name,
      currencysymbol: symbol,
      currencyprecision: precision,
      exchangerate: '1',
    }
    put('transactioncurrency', index + 1, { ...currency, ...active })
  }
  const basecurrencyid = { table: 'transactioncurrency', id: `${tableCode('transactioncurrency')}-0000-4000-8000-000000000001` }
  put('organization', 1, {
    name: 'Sandbox',
    languagecode: 1033,
    basecurrencyid,
    expirechangetrackingindays: 7,
    oobpricecalculationenabled: true,
  })
  const publisherid = put('publisher', 1, { ...publisher, isreadonly: false })
  put('solution', 1, { ...defaultSolution, publisherid, ismanaged: false, isvisible: true })
  for (const [index, name] of roles.entries()) {
    put('role', index + 1, { name, businessunitid, componentstate: 0, isinherited: 1, ismanaged: true })
  }
  for (const [index, user] of users.entries()) {
    const azureactivedirectoryobjectid = objectId(index + 1)
    const access = { businessunitid, accessmode: index === 0 ? 4 : 0, azureactivedirectoryobjectid }
    put('systemuser', index + 1, { ...usualUser, ...user, ...access })
  }
  const relation = { systemuserid: applicationUserId, roleid: administratorRoleId }
  changes.push({ kind: 'row', table: 'systemuserroles', row: { id: relationId, version: ++version, values: relation } })
  const schedule = put('uomschedule', 1, { name: 'Default Unit', baseuomname: 'Primary Unit', ...active })
  for (const [index, name] of units.entries()) {
    put('uom', index + 1, { name, quantity: '1', isschedulebaseuom: index === 0, uomscheduleid: schedule })
  }
  put('pricelevel', 1, { name: 'Standard', transactioncurrencyid: basecurrencyid, statecode: 0, statuscode: 100001 })
  return changes
}

/** The application user that tokens of the sandbox speak for. */
export const applicationUserId = '00000005-0000-4000-8000-000000000001'

const relationId = '00000012-0000-4000-8000-000000000001'

/** The security role of application users, who may do everything. */
export const administratorRoleId = '00000009-0000-4000-8000-000000000001'

/** Who that user is in Microsoft Entra ID: the `oid` of the tokens. */
export const applicationObjectId = objectId(1)

const since = '2026-01-01T00:00:00Z'

/** What every user has. */
const usualUser: Record<string, Value> = {
  isdisabled: false,
  caltype: 7,
  emailrouteraccessapproval: 1,
  incomingemaildeliverymethod: 0,
  outgoingemaildeliverymethod: 0,
  isintegrationuser: false,
  islicensed: true,
  issyncwithdirectory: false,
  setupuser: false,
  userlicensetype: 7,
}

const users: Record<string, Value>[] = [
  { fullname: 'Landbridge', domainname: 'landbridge@sandbox.example', applicationid: '00000000-0000-4000-8000-00000000000a' },
  { fullname: 'Sales Office North', domainname: 'sales.north@sandbox.example', employeeid: '9001' },
  { fullname: 'Sales Office South', domainname: 'sales.south@sandbox.example', employeeid: '9002' },
  { fullname: 'Sales Office East', domainname: 'sales.east@sandbox.example', employeeid: '9003', isdisabled: true },
]

/** Those every environment has (Microsoft: "Security roles and privileges"). */
const roles = ['System Administrator', 'System Customizer', 'Basic User']

const publisher: Record<string, Value> = {
  uniquename: 'DefaultPublisherSandbox',
  friendlyname: 'Default Publisher for Sandbox',
  customizationprefix: 'new',
  customizationoptionvalueprefix: 10000,
}

const defaultSolution: Record<string, Value> = { uniquename: 'Default', friendlyname: 'Default Solution', version: '1.0' }

const currencies: [string, string, string, number][] = [
  ['EUR', 'Euro', '€', 2],
  ['USD', 'US Dollar', '$', 2],
  ['GBP', 'Pound Sterling', '£', 2],
  ['CHF', 'Swiss Franc', 'CHF', 2],
  ['JPY', 'Yen', '¥', 0],
  ['CNY', 'Yuan Renminbi', '¥', 2],
  ['SEK', 'Swedish Krona', 'kr', 2],
  ['NOK', 'Norwegian Krone', 'kr', 2],
  ['DKK', 'Danish Krone', 'kr', 2],
  ['PLN', 'Zloty', 'zł', 2],
  ['CZK', 'Czech Koruna', 'Kč', 2],
  ['HUF', 'Forint', 'Ft', 2],
  ['TRY', 'Turkish Lira', '₺', 2],
  ['CAD', 'Canadian Dollar', '$', 2],
  ['MXN', 'Mexican Peso', '$', 2],
  ['BRL', 'Brazilian Real', 'R$', 2],
  ['AUD', 'Australian Dollar', '$', 2],
  ['INR', 'Indian Rupee', '₹', 2],
  ['KRW', 'Won', '₩', 0],
  ['SGD', 'Singapore Dollar', '$', 2],
  ['ZAR', 'Rand', 'R', 2],
  ['AED', 'UAE Dirham', 'AED', 2],
  ['KWD', 'Kuwaiti Dinar', 'KD', 3],
]

/** The first is there in every environment; the others are those of the sandbox's company. */
const units = [
  ...['Primary Unit', 'Piece', 'Each', 'Set', 'Pair', 'Pack', 'Carton', 'Box', 'Case', 'Pallet', 'Roll', 'Bag', 'Bottle', 'Drum'],
  ...[
    'Gram',
    'Kilogram',
    'Tonne',
    'Pound',
    'Millilitre',
    'Litre',
    'Cubic metre',
    'Centimetre',
    'Metre',
    'Square metre',
    'Hour',
    'Day',
  ],
]

/** A number for each table, so that one sees from an id what it is. */
function tableCode(table: string): string {
  const order = [
    ...['businessunit', 'transactioncurrency', 'organization', 'team', 'systemuser', 'uomschedule', 'uom', 'pricelevel'],
    ...['role', 'publisher', 'solution'],
  ]
  return String(order.indexOf(table) + 1).padStart(8, '0')
}

/** A user's object id in Microsoft Entra ID. */
function objectId(number: number): string {
  return `0b1ec7ed-0000-4000-8000-${String(number).padStart(12, '0')}`
}
