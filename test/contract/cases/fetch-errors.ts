import assert from 'node:assert/strict'
import type { ContractCase } from '../case.ts'
import { errorIn, messageIn } from '../client.ts'
import { askFetch } from '../fetch-xml.ts'

const account = (inside: string, attributes = '') => `<fetch${attributes}><entity name="account">${inside}</entity></fetch>`
const condition = (attributes: string) => account(`<filter><condition ${attributes}/></filter>`)
const column = '<attribute name="name"/>'
const fifteen = '<link-entity name="contact" from="contactid" to="primarycontactid" />'.repeat(16)

/** What is wrong in FetchXML, and the code it is answered with; the status is always 400. */
const mistakes: readonly (readonly [what: string, xml: string, code: string, message?: RegExp])[] = [
  ['no XML', '<fetch><entity', '0x80040201', /^Invalid XML\.$/],
  ['nothing', '', '0x80040203'],
  ['no table', '<fetch />', '0x80041102'],
  ['an unknown table', '<fetch><entity name="nosuchtable" /></fetch>', '0x80041102', /nosuchtable/],
  [
    'an unknown column',
    account('<attribute name="nosuchcolumn"/>'),
    '0x80041103',
    /doesn't contain attribute with Name = 'nosuchcolumn'/,
  ],
  ['an unknown column of a condition', condition('attribute="nosuchcolumn" operator="null"'), '0x80041103'],
  ['an unknown column of an order', account('<order attribute="nosuchcolumn"/>'), '0x80041103'],
  ['the name a lookup has in JSON', account('<attribute name="_ownerid_value"/>'), '0x80041103'],
  [
    'an unknown element',
    account('<nosuchnode/>'),
    '0x8004111c',
    /Invalid Child Node, valid nodes are filter, .*NodeName = nosuchnode/,
  ],
  [
    'top with pages',
    account(column, ' top="1" page="1"'),
    '0x80040203',
    /The top attribute can't be specified with paging attribute page/,
  ],
  ['top with a count', account(column, ' top="1" returntotalrecordcount="true"'), '0x80040203', /returntotalrecordcount/],
  ['more than 15 link-entities', account(fifteen.replace(/ \/>/g, (_, at) => ` alias="a${at}" />`)), '0x8004430d'],
  ['half a join', account('<link-entity name="contact" from="contactid" />'), '0x80041111'],
  [
    'an unknown link-type',
    account('<link-entity name="contact" from="contactid" to="primarycontactid" link-type="full" />'),
    '0x80041117',
  ],
  ['an unknown type of filter', account('<filter type="xor" />'), '0x80041122'],
  ['an aggregate of a plain column', account(column, ' aggregate="true"'), '0x80041107'],
  ['an aggregate without an alias', account('<attribute name="name" aggregate="count"/>', ' aggregate="true"'), '0x80041109'],
  [
    'a column grouped by and reckoned with',
    account('<attribute name="name" alias="a" aggregate="count" groupby="true"/>', ' aggregate="true"'),
    '0x80041137',
  ],
  [
    'an unknown part of a date',
    account('<attribute name="createdon" alias="a" groupby="true" dategrouping="hour"/>', ' aggregate="true"'),
    '0x80041135',
  ],
  [
    'an aggregate ordered by a column',
    account('<attribute name="name" alias="a" aggregate="count"/><order attribute="name"/>', ' aggregate="true"'),
    '0x80041131',
  ],
  ['plain rows ordered by an alias', account(`${column}<order alias="name"/>`), '0x80041132'],
  ['two columns of one alias', account('<attribute name="name" alias="a"/><attribute name="fax" alias="a"/>'), '0x80041130'],
]

export const fetchErrorCases: readonly ContractCase[] = [
  ...mistakes.map(([what, xml, code, message]) => ({
    name: `FetchXML with ${what} is refused with ${code}`,
    async run(client: Parameters<ContractCase['run']>[0]) {
      const answer = await askFetch(client, 'accounts', xml)
      assert.deepEqual(errorIn(answer), [400, code], answer.text)
      if (message !== undefined) assert.match(messageIn(answer), message)
    },
  })),
  {
    name: 'FetchXML of another table than the address names is refused',
    async run(client) {
      assert.equal((await askFetch(client, 'contacts', account(column))).status, 400)
    },
  },
  {
    name: 'FetchXML with a condition that cannot be is refused',
    async run(client) {
      const wrong = [
        'attribute="name" operator="nosuchoperator" value="1"',
        'attribute="name" operator="eq"',
        'attribute="numberofemployees" operator="eq" value="many"',
        'attribute="name" operator="eq" value="1" entityname="nosuchalias"',
      ]
      for (const attributes of wrong)
        assert.equal((await askFetch(client, 'accounts', condition(attributes))).status, 400, attributes)
      const noId = await askFetch(client, 'accounts', condition('attribute="primarycontactid" operator="like" value="a%"'))
      assert.equal(noId.status, 400)
      assert.match(messageIn(noId), /convert input value 'a%' to attribute 'account.primarycontactid'.* System\.Guid/)
    },
  },
]
