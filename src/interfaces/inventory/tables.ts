import { dateTime, decimalNumber, lookupTo, table, text } from '../../mapping/tables.ts'

const accountIdentity = { name: 'account', set: 'accounts', id: 'accountid', key: ['accountnumber'] } as const
const productIdentity = { name: 'product', set: 'products', id: 'productid', key: ['productnumber'] } as const

const least = '-100000000000'
const most = '100000000000'

/** Dynamics 365 Sales has no stock; this table of ours holds what lies at customers. `provision` creates it. */
export const customerInventory = table(
  {
    name: 'lb_customerinventory',
    set: 'lb_customerinventories',
    id: 'lb_customerinventoryid',
    key: ['lb_stockkey'],
    custom: {
      label: 'Customer Inventory',
      plural: 'Customer Inventory',
      primaryName: { name: 'lb_name', label: 'Name', length: 100 },
    },
  },
  {
    lb_name: text(100, { label: 'Name' }),
    lb_stockkey: text(100, { label: 'Stock Key' }),
    lb_accountid: lookupTo(accountIdentity, { label: 'Customer' }),
    lb_productid: lookupTo(productIdentity, { label: 'Product' }),
    lb_customernumber: text(10, { label: 'Customer Number' }),
    lb_materialnumber: text(40, { label: 'Material Number' }),
    lb_plant: text(4, { label: 'Plant' }),
    lb_storagelocation: text(4, { label: 'Storage Location' }),
    lb_batch: text(10, { label: 'Batch' }),
    lb_specialstock: text(1, { label: 'Special Stock' }),
    lb_unit: text(3, { label: 'Unit' }),
    lb_unrestricted: decimalNumber(least, most, { label: 'Unrestricted-Use Quantity' }),
    lb_inspection: decimalNumber(least, most, { label: 'Quantity in Quality Inspection' }),
    lb_restricted: decimalNumber(least, most, { label: 'Restricted-Use Quantity' }),
    lb_blocked: decimalNumber(least, most, { label: 'Blocked Quantity' }),
    lb_asof: dateTime({ label: 'As Of' }),
  },
)

export const account = accountIdentity
export const product = productIdentity
