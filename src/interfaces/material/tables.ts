import { choice, decimalNumber, lookupTo, table, text, wholeNumber } from '../../mapping/tables.ts'

// Lengths and options are Microsoft's (table reference "Product"); a text with a label is a column of ours that `provision` creates.

const unitIdentity = { name: 'uom', set: 'uoms', id: 'uomid', key: [] } as const
const unitGroupIdentity = { name: 'uomschedule', set: 'uomschedules', id: 'uomscheduleid', key: [] } as const

export const product = table(
  { name: 'product', set: 'products', id: 'productid', key: ['productnumber'], lifeCycle: 'published' },
  {
    productnumber: text(100),
    name: text(100),
    productstructure: choice({ Product: 1 }),
    producttypecode: choice({ 'Sales Inventory': 1, 'Miscellaneous Charges': 2, Services: 3, 'Flat Fees': 4 }),
    quantitydecimal: wholeNumber(0, 5),
    defaultuomid: lookupTo(unitIdentity),
    defaultuomscheduleid: lookupTo(unitGroupIdentity),
    stockweight: decimalNumber('0', '1000000000'),
    stockvolume: decimalNumber('0', '1000000000'),
    size: text(200),
    vendorpartnumber: text(100),
    lb_materialtype: text(4, { label: 'Material Type' }),
    lb_materialgroup: text(9, { label: 'Material Group' }),
    lb_oldmaterialnumber: text(40, { label: 'Old Material Number' }),
    lb_ean: text(18, { label: 'EAN/UPC' }),
    lb_producthierarchy: text(18, { label: 'Product Hierarchy' }),
    lb_division: text(2, { label: 'Division' }),
    lb_weightunit: text(3, { label: 'Weight Unit' }),
    lb_volumeunit: text(3, { label: 'Volume Unit' }),
    lb_materialstatus: text(2, { label: 'Material Status' }),
    lb_salesstatus: text(2, { label: 'Sales Status' }),
    lb_salesorganization: text(4, { label: 'Sales Organization' }),
    lb_distributionchannel: text(2, { label: 'Distribution Channel' }),
  },
)

export const unit = unitIdentity
export const unitGroup = unitGroupIdentity
