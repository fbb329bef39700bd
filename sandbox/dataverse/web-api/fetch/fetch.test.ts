import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fiveCustomers } from '../../../../test/support/five-customers.ts'
import { type Ask, errorOf, id } from '../../../../test/support/web-api.ts'

const account = (inside: string, attributes = '') => `<fetch${attributes}><entity name="account">${inside}</entity></fetch>`
const condition = (attributes: string) => account(`<filter><condition ${attributes}/></filter>`)
const grouped = (attributes: string) => account(`<attribute alias="a" groupby="true" ${attributes}/>`, ' aggregate="true"')
const reckoned = (how: string, name: string, attributes = '') =>
  account(`<attribute name="${name}" alias="a" aggregate="${how}"/>`, ` aggregate="true"${attributes}`)

/** A query, and the status and words of its refusal. */
const refused: [string, number, RegExp][] = [
  ['<!DOCTYPE fetch [<!ENTITY a "b">]><fetch />', 400, /^Invalid XML\.$/],
  ['<a>'.repeat(100) + '</a>'.repeat(100), 400, /^Invalid XML\.$/],
  ['<query><entity name="account"/></query>', 400, /^Invalid XML\.$/],
  [
    account('<filter><condition attribute="name" operator="eq" value="x"><b/></condition></filter>'),
    400,
    /valid nodes are value\./,
  ],
  [condition('attribute="name" operator="nosuch"'), 400, /^Unsupported condition operator: nosuch/],
  [condition('operator="null"'), 400, /needs attribute/],
  [condition('attribute="name"'), 400, /needs operator/],
  [condition('attribute="name" operator="in"'), 400, /in needs values/],
  [condition('attribute="creditlimit" operator="between" value="1"'), 400, /between needs two values/],
  [condition('attribute="name" operator="today"'), 400, /today is for columns with dates/],
  [condition('attribute="createdon" operator="last-x-days" value="few"'), 400, /last-x-days does not take 'few'/],
  [
    condition('attribute="createdon" operator="eq" value="someday"'),
    400,
    /'account\.createdon'\. Expected type of attribute value: System\.DateTime/,
  ],
  [condition('attribute="accountid" operator="under" value="x"'), 501, /under/],
  [condition('attribute="createdon" operator="last-fiscal-year"'), 501, /last-fiscal-year/],
  [condition('attribute="ownerid" operator="eq-useroruserhierarchy"'), 501, /eq-useroruserhierarchy/],
  [account('<link-entity name="contact"/>'), 501, /without from and to/],
  [account('<attribute name="accountid" alias="a" rowaggregate="CountChildren"/>'), 501, /rowaggregate/],
  [account('<attribute name="name" alias="a" aggregate="count"/>'), 400, /processing Aggregates/],
  [grouped('name="createdon" dategrouping="fiscal-year"'), 501, /fiscal-year/],
  [grouped('name="name" dategrouping="day"'), 400, /dategrouping/],
  [reckoned('sum', 'name'), 400, /^Aggregate sum is not supported for attribute of type text\.$/],
  [reckoned('median', 'creditlimit'), 400, /unknown aggregate/],
  [
    reckoned('count', 'name', ' aggregatelimit="2"'),
    400,
    /^AggregateQueryRecordLimit exceeded\. Cannot perform this operation\.$/,
  ],
  [account('', ' distinct="perhaps"'), 400, /valid values for distinct attribute/],
  [account('', ' count="0"'), 400, /greater than zero/],
]

for (const [xml, status, message] of refused) {
  test(`${xml.slice(0, 120)} is refused`, async (t) => {
    const reply = await (await fiveCustomers(t))('GET', `accounts?fetchXml=${encodeURIComponent(xml)}`)
    assert.equal(reply.status, status, reply.text)
    assert.match(errorOf(reply).message, message)
  })
}

test('a moment is written in many ways, a GUID with braces, and Yes and No are numbers', async (t) => {
  const ask = await fiveCustomers(t)
  const count = async (attributes: string) => (await rowsOf(ask, condition(attributes))).length
  for (const value of ['2020-01-31', '1/31/2020', '2020-01-31 10:00', '2020-01-31T10:00:00', '2020-01-31T10:00:00+01:00'])
    assert.equal(await count(`attribute="createdon" operator="gt" value="${value}"`), 5, value)
  assert.equal(await count(`attribute="accountid" operator="eq" value="{${id(1)}}"`), 1)
  assert.equal(await count('attribute="donotemail" operator="eq" value="0"'), 5)
  assert.equal(await count('attribute="donotemail" operator="eq" value="true"'), 0)
  assert.equal(await count('attribute="createdon" operator="today"'), 5)
})

test('a page that ends amid the rows joined to one row passes the others over, as a cookie knows keys only', async (t) => {
  const ask = await fiveCustomers(t)
  const people = ['A', 'B', 'C'].map((lastname) => ({ lastname }))
  await ask('POST', 'accounts', { name: 'Joined', contact_customer_accounts: people })
  const link =
    '<link-entity name="contact" from="parentcustomerid" to="accountid" alias="p"><attribute name="lastname"/></link-entity>'
  const filter = '<filter><condition attribute="name" operator="eq" value="Joined"/></filter>'
  const page = (attributes: string) =>
    ask('GET', `accounts?fetchXml=${encodeURIComponent(account(`${filter}${link}`, attributes))}`, undefined, {
      prefer: 'odata.include-annotations="*"',
    })
  const first = await page(' count="2"')
  const [, cookie = ''] = /pagingcookie="([^"]*)"/.exec(String(first.body['@Microsoft.Dynamics.CRM.fetchxmlpagingcookie'])) ?? []
  const inner = decodeURIComponent(decodeURIComponent(cookie)).replaceAll('<', '&lt;').replaceAll('"', '&quot;')
  const second = await page(` count="2" page="2" paging-cookie="${inner}"`)
  assert.deepEqual([(first.body.value as object[]).length, second.body.value], [2, []])
})

test('an average of whole numbers is whole, one of amounts is exact to nine places', async (t) => {
  const ask = await fiveCustomers(t)
  for (const [index, number] of [1, 2, 2].entries())
    await ask('PATCH', `accounts(${id(index + 1)})`, { numberofemployees: number, creditlimit: number })
  const filter = '<filter><condition attribute="numberofemployees" operator="not-null"/></filter>'
  const parts = ['numberofemployees', 'creditlimit'].map((name) => `<attribute name="${name}" alias="${name}" aggregate="avg"/>`)
  const xml = account(`${filter}${parts.join('')}`, ' aggregate="true"')
  const { text } = await ask('GET', `accounts?fetchXml=${encodeURIComponent(xml)}`)
  assert.match(text, /"numberofemployees":1,"creditlimit":1\.666666666\}/)
})

async function rowsOf(ask: Ask, xml: string): Promise<object[]> {
  const { body } = await ask('GET', `accounts?fetchXml=${encodeURIComponent(xml)}`)
  return body.value as object[]
}
