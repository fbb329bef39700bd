import { defineInterface } from '../../mapping/define-interface.ts'
import { idoc } from '../../mapping/receives.ts'
import { row } from '../../mapping/row.ts'
import { byValueMapping } from '../../mapping/rules/by-value-mapping.ts'
import { constant, firstOf, lookup, objectKey } from '../../mapping/rules/combine.ts'
import { isOneOf, isSet, when } from '../../mapping/rules/condition.ts'
import { decimal, field, withoutLeadingZeros } from '../../mapping/rules/field.ts'
import { product, unit, unitGroup } from './tables.ts'

// The long number is filled where it is in use; then the short one is empty or cannot be relied on (SAP note 2215424).
const materialNumber = firstOf(
  withoutLeadingZeros('MATNR_LONG'),
  withoutLeadingZeros('E1MARA1/MATNR_EXTERNAL'),
  withoutLeadingZeros('MATNR'),
)

/** One E1MARAM becomes one row of `product`, found again by its material number. */
export default defineInterface({
  name: 'material',
  title: 'Material → Product',
  receives: idoc('MATMAS'),
  objects: 'E1MARAM',
  objectKey: materialNumber,
  crm: {
    path: 'products',
    name: 'Product',
    hasStatus: true,
    key: { product: 'MATNR_LONG' },
    fields: {
      name: 'name',
      type: 'producttypecode',
      weight: 'stockweight',
      volume: 'stockvolume',
      size: 'size',
      materialGroup: 'lb_materialgroup',
      ean: 'lb_ean',
      unit: { column: 'defaultuomid', by: 'name' },
      unitGroup: { column: 'defaultuomscheduleid', by: 'name' },
    },
    example: { product: '20010', name: 'Pump P-20', unit: 'Piece', unitGroup: 'Default Unit', weight: '12.5' },
  },
  rows: [
    row(product, {
      key: { productnumber: objectKey() },
      deletedWhen: isOneOf('LVORM', 'X'),
      columns: {
        name: firstOf(field('E1MAKTM[SPRAS_ISO=EN]/MAKTX'), field('E1MAKTM[SPRAS=E]/MAKTX'), field('E1MAKTM/MAKTX')),
        productstructure: constant('Product'),
        producttypecode: byValueMapping('product-type', 'MTART', { otherwise: 'leave out' }),
        quantitydecimal: constant(3),
        defaultuomid: lookup(unit, { name: byValueMapping('unit-of-measure', 'MEINS') }),
        defaultuomscheduleid: lookup(unitGroup, { name: byValueMapping('unit-group', 'MEINS') }),
        stockweight: decimal('BRGEW'),
        stockvolume: decimal('VOLUM'),
        size: field('GROES'),
        vendorpartnumber: field('MFRPN'),
        lb_materialtype: field('MTART'),
        lb_materialgroup: field('MATKL'),
        lb_oldmaterialnumber: firstOf('BISMT_LONG', 'BISMT'),
        lb_ean: field('EAN11'),
        lb_producthierarchy: field('PRDHA'),
        lb_division: field('SPART'),
        lb_weightunit: field('GEWEI'),
        lb_volumeunit: field('VOLEH'),
        lb_materialstatus: field('MSTAE'),
        // Of several sales areas the first one in the document is taken.
        lb_salesstatus: when(isSet('E1MVKEM/VKORG'), firstOf('E1MVKEM/VMSTA', 'MSTAV'), field('MSTAV')),
        lb_salesorganization: field('E1MVKEM/VKORG'),
        lb_distributionchannel: field('E1MVKEM/VTWEG'),
      },
    }),
  ],
})
