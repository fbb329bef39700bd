import { defineInterface, type FullList, type InterfaceDefinition } from '../../mapping/define-interface.ts'
import { idoc } from '../../mapping/receives.ts'
import { row } from '../../mapping/row.ts'
import { firstOf, join, lookup } from '../../mapping/rules/combine.ts'
import { customerNumber } from '../../mapping/rules/customer-number.ts'
import { field, withoutLeadingZeros } from '../../mapping/rules/field.ts'
import { moment } from '../../mapping/rules/moment.ts'
import { sum } from '../../mapping/rules/sum.ts'
import { stockKey } from './stock-key.ts'
import { account, customerInventory, product } from './tables.ts'

/** What the IDoc of the customer's own report is called; SAP has no standard one for stock at the customer. */
export interface InventoryIdoc {
  readonly messageType: string
  /** The header segment that tells the time of the list. */
  readonly header: string
  /** The segment of one stock, with the fields of SAP's E1ICSL0. */
  readonly stock: string
  /** What a list is complete for: stock of this customer (in this plant) that it does not name becomes zero. */
  readonly fullList: 'no' | 'customer' | 'customer and plant'
}

const material = firstOf(withoutLeadingZeros('MATNR_LONG'), withoutLeadingZeros('MATNR_EXTERNAL'), withoutLeadingZeros('MATNR'))

const nothing = { decimal: '0' }

function stockList(completeFor: 'customer' | 'customer and plant'): FullList {
  const customerOf = (key: string) => key.slice(0, key.indexOf('/'))
  // The material number may hold slashes; what stands behind it does not.
  const plantOf = (key: string) => key.split('/').at(-4)
  return {
    scopeOf: (key) => (completeFor === 'customer' ? customerOf(key) : `${customerOf(key)}/${plantOf(key)}`),
    prefixOf: (key) => `${customerOf(key)}/`,
    absent: { lb_unrestricted: nothing, lb_inspection: nothing, lb_restricted: nothing, lb_blocked: nothing },
    shared: ['lb_asof'],
  }
}

/** One stock segment becomes one row of `lb_customerinventory`. */
export function inventory({ messageType, header, stock, fullList }: InventoryIdoc): InterfaceDefinition {
  return defineInterface({
    name: 'inventory',
    title: 'Stock at the customer → Customer Inventory',
    receives: idoc(messageType),
    objects: stock,
    objectKey: stockKey('/'),
    ...(fullList === 'no' ? {} : { fullList: stockList(fullList) }),
    crm: {
      path: 'inventory',
      name: 'Inventory',
      hasStatus: false,
      key: {
        customer: 'KUNNR',
        product: 'MATNR_LONG',
        plant: 'WERKS',
        storageLocation: 'LGORT',
        batch: 'CHARG',
        specialStock: 'SOBKZ',
      },
      optionalKey: ['plant', 'storageLocation', 'batch', 'specialStock'],
      fields: {
        unit: 'lb_unit',
        unrestricted: 'lb_unrestricted',
        inQualityInspection: 'lb_inspection',
        restricted: 'lb_restricted',
        blocked: 'lb_blocked',
        asOf: 'lb_asof',
      },
      example: {
        customer: '4711',
        product: '20010',
        plant: '1010',
        specialStock: 'W',
        unit: 'PCE',
        unrestricted: '12.5',
        asOf: '2026-01-31T12:00:00Z',
      },
    },
    rows: [
      row(customerInventory, {
        key: { lb_stockkey: stockKey('|') },
        columns: {
          lb_name: join(' at ', material, withoutLeadingZeros('KUNNR')),
          lb_accountid: lookup(account, { accountnumber: customerNumber('KUNNR') }),
          lb_productid: lookup(product, { productnumber: material }),
          lb_customernumber: customerNumber('KUNNR'),
          lb_materialnumber: material,
          lb_plant: field('WERKS'),
          lb_storagelocation: field('LGORT'),
          lb_batch: field('CHARG'),
          lb_specialstock: field('SOBKZ'),
          lb_unit: firstOf('MEINS', '/E1MARAM/MEINS'),
          // The fields of stock at the customer, and those of own stock that some reports fill instead.
          lb_unrestricted: sum('KULAB', 'LABST'),
          lb_inspection: sum('KUINS', 'INSME'),
          lb_restricted: sum('KUEIN', 'EINME'),
          lb_blocked: sum('SPEME'),
          lb_asof: firstOf(moment(`/${header}/DATUM`, `/${header}/UZEIT`), moment('EDI_DC40/CREDAT', 'EDI_DC40/CRETIM')),
        },
      }),
    ],
  })
}
