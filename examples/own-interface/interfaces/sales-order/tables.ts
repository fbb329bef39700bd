import { dateOnly, decimalNumber, lookupTo, money, table, text } from '../../../../src/interface.ts'

const account = { name: 'account', set: 'accounts', id: 'accountid', key: ['accountnumber'] } as const
const product = { name: 'product', set: 'products', id: 'productid', key: ['productnumber'] } as const
const orderIdentity = { name: 'own_order', set: 'own_orders', id: 'own_orderid', key: ['own_number'] } as const

export const order = table(
  {
    ...orderIdentity,
    custom: { label: 'SAP Order', plural: 'SAP Orders', primaryName: { name: 'own_name', label: 'Name', length: 100 } },
  },
  {
    own_name: text(100, { label: 'Name' }),
    own_number: text(35, { label: 'Order Number' }),
    own_type: text(4, { label: 'Order Type' }),
    own_currency: text(5, { label: 'Currency' }),
    own_deliverydate: dateOnly({ label: 'Requested Delivery Date' }),
    own_accountid: lookupTo(account, { label: 'Customer' }),
  },
)

export const item = table(
  {
    name: 'own_orderitem',
    set: 'own_orderitems',
    id: 'own_orderitemid',
    key: ['own_itemkey'],
    custom: { label: 'SAP Order Item', plural: 'SAP Order Items', primaryName: { name: 'own_name', label: 'Name', length: 100 } },
  },
  {
    own_name: text(100, { label: 'Name' }),
    own_itemkey: text(50, { label: 'Order and Item' }),
    own_quantity: decimalNumber('-100000000000', '100000000000', { label: 'Quantity' }),
    own_unit: text(3, { label: 'Unit' }),
    own_netvalue: money('-922337203685477', '922337203685477', { label: 'Net Value' }),
    own_orderid: lookupTo(orderIdentity, { label: 'Order' }),
    own_productid: lookupTo(product, { label: 'Product' }),
  },
)

export { account, product }
