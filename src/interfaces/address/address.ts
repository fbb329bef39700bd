import { defineInterface, type InterfaceDefinition } from '../../mapping/define-interface.ts'
import { idoc } from '../../mapping/receives.ts'
import { row } from '../../mapping/row.ts'
import { join, lookup, orEmpty } from '../../mapping/rules/combine.ts'
import { field } from '../../mapping/rules/field.ts'
import { email, fax, landline, mobile } from './communication.ts'
import { contactKey, customerKey, isOfContact, isOfCustomer, ownerNumber, personNumber } from './owner.ts'
import { account, contact, customer } from './tables.ts'

export interface AddressOptions {
  /**
   * Where goes what DEBMAS has as well, but shorter: `beside` what the interface `business-partner` writes, into columns of its own;
   * `instead`, into the same columns, which that interface then must leave out (`takenOver`).
   */
  readonly whatDebmasCuts: 'beside' | 'instead'
}

/** The columns of `account` that are no longer the business partner's with `instead`. */
export const takenOver = ['telephone1', 'fax', 'address1_line1', 'address1_line2', 'address1_city'] as const

/** The address of a customer adds to its row of `account`, that of a contact person to its row of `contact`; neither is created here. */
export function address({ whatDebmasCuts }: AddressOptions): InterfaceDefinition {
  return defineInterface({
    name: 'address',
    title: 'Address → Account, Contact',
    receives: idoc('ADRMAS'),
    objects: 'E1ADRMAS',
    objectKey: customerKey(),
    rows: [
      row(account, {
        key: { accountnumber: ownerNumber('OBJ_ID') },
        onlyWhen: isOfCustomer,
        waitsFor: lookup(customer, { accountnumber: ownerNumber('OBJ_ID') }),
        onDeletion: 'ignore',
        columns: {
          emailaddress1: orEmpty(email()),
          lb_mobilephone: orEmpty(mobile()),
          ...(whatDebmasCuts === 'beside'
            ? {
                address1_telephone1: orEmpty(landline()),
                address1_fax: orEmpty(fax()),
                lb_street: orEmpty(street()),
              }
            : {
                telephone1: orEmpty(landline()),
                fax: orEmpty(fax()),
                address1_line1: orEmpty(street()),
                address1_line2: orEmpty(field(`${usual}/DISTRICT`)),
                address1_city: orEmpty(field(`${usual}/CITY`)),
              }),
          address1_name: orEmpty(join(' ', `${usual}/NAME`, `${usual}/NAME_2`)),
          lb_streetsupplement: orEmpty(
            join(', ', `${usual}/STR_SUPPL1`, `${usual}/STR_SUPPL2`, `${usual}/STR_SUPPL3`, `${usual}/LOCATION`),
          ),
          lb_building: orEmpty(join(' / ', `${usual}/BUILDING`, `${usual}/FLOOR`, `${usual}/ROOM_NO`)),
          lb_careof: orEmpty(field(`${usual}/C_O_NAME`)),
        },
      }),
    ],
    alsoFrom: [
      {
        receives: idoc('ADR3MAS'),
        objects: 'E1ADR3MAS',
        objectKey: contactKey(),
        rows: [
          row(contact, {
            key: { externaluseridentifier: personNumber('OBJ_ID_P') },
            onlyWhen: isOfContact,
            // A contact person comes with its customer.
            waitsFor: lookup(customer, { accountnumber: ownerNumber('OBJ_ID_C') }),
            onDeletion: 'ignore',
            columns: {
              emailaddress1: orEmpty(email()),
              mobilephone: orEmpty(mobile()),
              fax: orEmpty(fax()),
            },
          }),
        ],
      },
    ],
  })
}

/** The address as it is written at home: its versions for other scripts come as further segments, each with its ADDR_VERS. */
const usual = 'E1BPAD1VL[ADDR_VERS=]'

function street() {
  return join(' ', `${usual}/STREET`, `${usual}/HOUSE_NO`, `${usual}/HOUSE_NO2`)
}
