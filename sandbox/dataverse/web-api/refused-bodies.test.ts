import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errorOf, webApi } from '../../../test/support/web-api.ts'

const payload = '0x80048d19'
const long = 'x'.repeat(161)

/** What is sent, and the status, code and words of the refusal. */
const refused: [string, string, string, number, string, RegExp][] = [
  [
    'a column that is not there',
    'accounts',
    '{"nonsense":1}',
    400,
    payload,
    /^Error identified in Payload provided by the user for Entity :'accounts'.*Invalid property 'nonsense' was found in entity 'Microsoft\.Dynamics\.CRM\.account'\.$/,
  ],
  ['a column in capitals', 'accounts', '{"Name":"x"}', 400, payload, /Invalid property 'Name'/],
  [
    "a lookup's value",
    'accounts',
    '{"_primarycontactid_value":"11111111-2222-4333-8444-555555555555"}',
    400,
    payload,
    /Invalid property '_primarycontactid_value'/,
  ],
  [
    'a lookup without @odata.bind',
    'accounts',
    '{"primarycontactid":"11111111-2222-4333-8444-555555555555"}',
    400,
    payload,
    /A 'PrimitiveValue' node with non-null value was found.*'primarycontactid'/,
  ],
  [
    'a lookup that is not there',
    'accounts',
    '{"boss@odata.bind":"/contacts(11111111-2222-4333-8444-555555555555)"}',
    400,
    payload,
    /An undeclared property 'boss' which only has property annotations/,
  ],
  [
    'a lookup to several tables by its column',
    'contacts',
    '{"parentcustomerid@odata.bind":"/accounts(11111111-2222-4333-8444-555555555555)"}',
    400,
    payload,
    /An undeclared property 'parentcustomerid'/,
  ],
  [
    'a row of another table',
    'accounts',
    '{"primarycontactid@odata.bind":"/accounts(11111111-2222-4333-8444-555555555555)"}',
    400,
    payload,
    /leads to contact/,
  ],
  [
    'a float in quotes',
    'accounts',
    '{"address1_latitude":"4"}',
    400,
    payload,
    /literal '4' to the expected type 'Edm\.Double'\.$/,
  ],
  [
    'a float that is none',
    'accounts',
    '{"address1_latitude":true}',
    400,
    payload,
    /'true' to the expected type 'Edm\.Double'\.$/,
  ],
  [
    'an exact number that is none',
    'accounts',
    '{"creditlimit":true}',
    400,
    payload,
    /'true' to the expected type 'Edm\.Decimal'\.$/,
  ],
  [
    'a row by what is no key',
    'accounts',
    '{"primarycontactid@odata.bind":"/contacts(anonymous)"}',
    400,
    '0x80060888',
    /^Bad Request - Error in query syntax\.$/,
  ],
  ['no row at all', 'accounts', '{"primarycontactid@odata.bind":"/contacts"}', 400, payload, /leads to contact/],
  ['a reference that is no text', 'accounts', '{"primarycontactid@odata.bind":7}', 400, payload, /must be an address/],
  [
    'a table that is not there',
    'accounts',
    '{"primarycontactid@odata.bind":"/people(1)"}',
    404,
    '0x80060888',
    /^Resource not found for the segment 'people'\.$/,
  ],
  ['rows inside a row', 'accounts', '{"ownerid":{"lastname":"x"}}', 400, '0x80048d19', /cannot be created within a row/],
  ['many rows inside a row', 'accounts', '{"contact_customer_accounts":[{"nosuch":"x"}]}', 400, '0x80048d19', /nosuch/],
  [
    'too long a text',
    'accounts',
    `{"name":"${long}"}`,
    400,
    '0x80044331',
    /^A validation error occurred\. {2}The length of the 'name' attribute of the 'account' entity exceeded the maximum allowed length of '160'\.$/,
  ],
  [
    'a number for a text',
    'accounts',
    '{"name":4711}',
    400,
    payload,
    /Cannot convert the literal '4711' to the expected type 'Edm\.String'/,
  ],
  ['a text for a Yes/No', 'accounts', '{"creditonhold":"true"}', 400, payload, /'true' to the expected type 'Edm\.Boolean'/],
  [
    'a text for an amount',
    'accounts',
    '{"creditlimit":"100.00"}',
    400,
    payload,
    /Cannot convert a value to target type 'Edm\.Decimal' because of conflict between input format string\/number and parameter 'IEEE754Compatible' false\/true\./,
  ],
  ['a Yes/No for an amount', 'accounts', '{"creditlimit":true}', 400, payload, /'true' to the expected type 'Edm\.Decimal'/],
  [
    'too large an amount',
    'accounts',
    '{"creditlimit":100000000000000.01}',
    400,
    '0x80044330',
    /The value of 'creditlimit' on record of type 'account' is outside the valid range\. Value: 100000000000000\.01, Minimum: 0, Maximum: 100000000000000\./,
  ],
  ['too small an amount', 'accounts', '{"creditlimit":-0.01}', 400, '0x80044330', /outside the valid range/],
  ['an amount with endless places', 'accounts', '{"creditlimit":1e999999999}', 400, payload, /Edm\.Decimal/],
  [
    'a fraction for a whole number',
    'accounts',
    '{"numberofemployees":1.5}',
    400,
    payload,
    /'1\.5' to the expected type 'Edm\.Int32'/,
  ],
  [
    'too small a whole number',
    'accounts',
    '{"numberofemployees":-1}',
    400,
    '0x8004432F',
    /The value of 'numberofemployees' on record of type 'account' is outside the valid range/,
  ],
  ['more than a whole number holds', 'accounts', '{"numberofemployees":99999999999}', 400, payload, /Edm\.Int32/],
  [
    'a choice there is not',
    'accounts',
    '{"paymenttermscode":9}',
    400,
    '0x8004431A',
    /The value 9 of 'paymenttermscode' on record of type 'account' is outside the valid range\. Accepted Values: 1,2,3,4$/,
  ],
  ["a choice's name", 'accounts', '{"paymenttermscode":"Net 30"}', 400, payload, /Edm\.Int32/],
  [
    'a moment for a day',
    'invoices',
    '{"duedate":"2026-01-31T00:00:00Z"}',
    400,
    payload,
    /'2026-01-31T00:00:00Z' to the expected type 'Edm\.Date'/,
  ],
  ['a day there is not', 'invoices', '{"duedate":"2026-02-30"}', 400, payload, /Edm\.Date/],
  ['a moment without a zone', 'invoices', '{"datedelivered":"2026-01-31T10:00:00"}', 400, payload, /Edm\.DateTimeOffset/],
  [
    'a day before the calendar',
    'invoices',
    '{"duedate":"0001-01-01"}',
    400,
    '0x80040239',
    /DateTime is less than minumum value supported by CrmDateTime/,
  ],
  ['an id that is none', 'accounts', '{"accountid":"4711"}', 400, payload, /Edm\.Guid/],
  [
    'a state and a status that do not fit',
    'accounts',
    '{"statecode":1,"statuscode":1}',
    400,
    '0x80048408',
    /^1 is not a valid status code for state code accountState\.Inactive on account\.$/,
  ],
  ['no product number', 'products', '{"name":"Pump"}', 400, '0x80043B05', /^The product number can not be null\.$/],
  [
    'nothing where the system wants something',
    'pricelevels',
    '{"description":"x"}',
    400,
    '0x80040203',
    /'name' of entity 'pricelevel' cannot be NULL/,
  ],
  ['no JSON', 'accounts', '{"name":', 400, payload, /Stream was not readable/],
  ['a list', 'accounts', '[]', 400, payload, /Stream was not readable/],
  ['nothing', 'accounts', '', 400, payload, /Stream was not readable/],
]

for (const [what, set, body, status, code, message] of refused) {
  test(`${what} is refused and nothing is written: ${body.slice(0, 70)}`, async (t) => {
    const { ask } = webApi(t)
    const before = (await ask('GET', `${set}/$count`)).text
    const reply = await ask('POST', set, body)
    assert.equal(reply.status, status, reply.text)
    assert.equal(errorOf(reply).code, code)
    assert.match(errorOf(reply).message, message)
    assert.equal((await ask('GET', `${set}/$count`)).text, before)
  })
}
