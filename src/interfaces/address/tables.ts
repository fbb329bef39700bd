import { table, text } from '../../mapping/tables.ts'

// Lengths are Microsoft's (table reference "Account" and "Contact"); a text with a label is a column of ours that `provision` creates.

const accountIdentity = { name: 'account', set: 'accounts', id: 'accountid', key: ['accountnumber'] } as const

export const account = table(accountIdentity, {
  accountnumber: text(20),
  emailaddress1: text(100),
  telephone1: text(50),
  fax: text(50),
  address1_line1: text(250),
  address1_line2: text(250),
  address1_city: text(80),
  address1_name: text(200),
  address1_telephone1: text(50),
  address1_fax: text(50),
  lb_mobilephone: text(50, { label: 'Mobile Phone' }),
  lb_street: text(100, { label: 'Street, Whole' }),
  lb_streetsupplement: text(200, { label: 'Street, Further Lines' }),
  lb_building: text(50, { label: 'Building, Floor, Room' }),
  lb_careof: text(50, { label: 'Care Of' }),
})

export const contact = table(
  { name: 'contact', set: 'contacts', id: 'contactid', key: ['externaluseridentifier'] },
  {
    externaluseridentifier: text(50),
    emailaddress1: text(100),
    mobilephone: text(50),
    fax: text(50),
  },
)

export const customer = accountIdentity
