import assert from 'node:assert/strict'
import type { ContractCase } from '../case.ts'
import { type ContractClient, valueIn } from '../client.ts'
import { askFetch, fiveCompanies, marked, ofAccounts } from '../fetch-xml.ts'

/** Queries in FetchXML, as plain requests. */
export const fetchCases: readonly ContractCase[] = [
  {
    name: 'FetchXML gives the columns it names, with the key, and nothing of what is empty',
    async run(client) {
      await fiveCompanies(client)
      const xml = ofAccounts(client, '<attribute name="name"/><attribute name="fax"/><order attribute="name"/>')
      const { status, body } = await askFetch(client, 'accounts', xml)
      assert.equal(status, 200)
      assert.match(String(body['@odata.context']), /\$metadata#accounts\(name,fax,accountid\)$/)
      const rows = valueIn({ body } as never)
      assert.deepEqual(Object.keys(rows[0] ?? {}).sort(), ['@odata.etag', 'accountid', 'fax', 'name'])
      assert.equal('fax' in (rows[4] ?? {}), false)
    },
  },
  {
    name: 'FetchXML reads values as a person does, lookups by the name of their value',
    async run(client) {
      await fiveCompanies(client)
      const columns = '<attribute name="paymenttermscode"/><attribute name="ownerid"/><attribute name="name" alias="company"/>'
      const [row] = await rowsOf(client, `${columns}<order attribute="name"/>`)
      assert.equal(row?.['paymenttermscode@OData.Community.Display.V1.FormattedValue'], 'Net 30')
      assert.match(String(row?._ownerid_value), /^[\da-f-]{36}$/)
      assert.equal(row?.['_ownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname'], 'systemuser')
      assert.equal(row?.company, `${client.mark} 1`)
      assert.equal('name' in (row ?? {}), false)
    },
  },
  {
    name: 'FetchXML without columns gives all of them, an amount comes with its currency',
    async run(client) {
      await fiveCompanies(client)
      for (const columns of ['', '<all-attributes/>']) {
        const [row] = await rowsOf(client, `${columns}<order attribute="name"/>`)
        assert.deepEqual([row?.numberofemployees, row?.statecode, row?.name], [10, 0, `${client.mark} 1`])
      }
      const [amount] = await rowsOf(client, '<attribute name="creditlimit"/><order attribute="name"/>')
      assert.match(String(amount?._transactioncurrencyid_value), /^[\da-f-]{36}$/)
      assert.equal(amount?.creditlimit, 100.5)
    },
  },
  {
    name: 'FetchXML compares texts, numbers, dates and nothing',
    async run(client) {
      await fiveCompanies(client)
      const { mark } = client
      const found = (condition: string) => numbersOf(client, condition)
      const one = (attribute: string, operator: string, value?: string) =>
        found(`<condition attribute="${attribute}" operator="${operator}"${value === undefined ? '' : ` value="${value}"`}/>`)
      assert.deepEqual(await one('name', 'eq', `${mark.toUpperCase()} 2`), ['2'])
      assert.deepEqual(await one('numberofemployees', 'gt', '25'), ['4', '5'])
      assert.deepEqual(await one('numberofemployees', 'ge', '40'), ['4', '5'])
      assert.deepEqual(await one('numberofemployees', 'lt', '25'), ['1'])
      assert.deepEqual(await one('numberofemployees', 'le', '10'), ['1'])
      assert.deepEqual(await one('numberofemployees', 'ne', '25'), ['1', '4', '5'])
      assert.deepEqual(await one('fax', 'ne', `${mark} F`), ['3', '4', '5'])
      assert.deepEqual(await one('fax', 'null'), ['3', '4', '5'])
      assert.deepEqual(await one('fax', 'not-null'), ['1', '2'])
      assert.deepEqual(await one('name', 'like', '%[2-3]'), ['2', '3'])
      assert.deepEqual(await one('name', 'not-like', `${mark} _`), [])
      assert.deepEqual(await one('name', 'ends-with', '4'), ['4'])
      assert.deepEqual(await one('createdon', 'on-or-after', '2020-01-31'), ['1', '2', '3', '4', '5'])
      assert.deepEqual(await one('createdon', 'olderthan-x-years', '1'), [])
      assert.equal((await one('createdon', 'last-x-hours', '1')).length, 5)
    },
  },
  {
    name: 'FetchXML takes several values within the condition',
    async run(client) {
      await fiveCompanies(client)
      const values = (attribute: string, operator: string, ...list: string[]) =>
        numbersOf(
          client,
          `<condition attribute="${attribute}" operator="${operator}">${list.map((value) => `<value>${value}</value>`).join('')}</condition>`,
        )
      assert.deepEqual(await values('name', 'in', `${client.mark} 1`, `${client.mark} 5`), ['1', '5'])
      assert.deepEqual(await values('numberofemployees', 'not-in', '10', '25'), ['4', '5'])
      assert.deepEqual(await values('numberofemployees', 'between', '25', '40'), ['2', '3', '4'])
      assert.deepEqual(await values('numberofemployees', 'not-between', '25', '40'), ['1', '5'])
    },
  },
  {
    name: 'FetchXML nests filters of and and or, and compares two columns of a row',
    async run(client) {
      await fiveCompanies(client)
      const nested = `<filter type="or">
        <condition attribute="numberofemployees" operator="eq" value="10"/>
        <filter><condition attribute="numberofemployees" operator="gt" value="30"/><condition attribute="paymenttermscode" operator="eq" value="4"/></filter>
      </filter>`
      assert.deepEqual(await numbersOf(client, nested), ['1', '5'])
      await client.ask('POST', 'accounts', { name: `${client.mark} 6`, fax: `${client.mark} 6` })
      assert.deepEqual(await numbersOf(client, '<condition attribute="name" operator="eq" valueof="fax"/>'), ['6'])
    },
  },
  {
    name: 'FetchXML knows who asks',
    async run(client) {
      await fiveCompanies(client)
      assert.equal((await numbersOf(client, '<condition attribute="ownerid" operator="eq-userid"/>')).length, 5)
      assert.deepEqual(await numbersOf(client, '<condition attribute="ownerid" operator="ne-userid"/>'), [])
    },
  },
  {
    name: 'FetchXML orders choices by their names unless it wants them raw, and gives the first rows',
    async run(client) {
      const { ask, mark } = client
      // They are called "Net 60", "2% 10, Net 30" and "Net 30".
      for (const code of [4, 2, 1]) await ask('POST', 'accounts', { name: `${mark} ${code}`, paymenttermscode: code })
      const columns = '<attribute name="paymenttermscode"/><order attribute="paymenttermscode"/>'
      const codes = async (attributes: string) =>
        valueIn(await askFetch(client, 'accounts', ofAccounts(client, columns, attributes))).map((row) => row.paymenttermscode)
      assert.deepEqual(await codes(''), [2, 1, 4])
      assert.deepEqual(await codes(' useraworderby="true"'), [1, 2, 4])
      assert.deepEqual(await codes(' top="2"'), [2, 1])
    },
  },
  {
    name: 'FetchXML gives rows that look the same once, without a key',
    async run(client) {
      await fiveCompanies(client)
      const xml = ofAccounts(client, '<attribute name="fax"/><order attribute="fax"/>', ' distinct="true"')
      const rows = valueIn(await askFetch(client, 'accounts', xml))
      assert.deepEqual(
        rows.map(({ fax, accountid }) => [fax, accountid]),
        [
          [undefined, undefined],
          [`${client.mark} F`, undefined],
        ],
      )
    },
  },
  {
    name: 'FetchXML goes in a batch, where it may be longer than an address',
    async run(client) {
      await fiveCompanies(client)
      const values = Array.from({ length: 1200 }, (_, n) => `<value>${client.mark} ${n + 4}</value>`).join('')
      const xml = `<fetch><entity name="account"><attribute name="name"/><filter><condition attribute="name" operator="in">${values}</condition></filter></entity></fetch>`
      const address = `/api/data/v9.2/accounts?fetchXml=${encodeURIComponent(xml)}`
      assert.ok(address.length > 32_768 && address.length < 65_536, String(address.length))
      const lines = ['--b', 'Content-Type: application/http', 'Content-Transfer-Encoding: binary', '', `GET ${address} HTTP/1.1`]
      const body = [...lines, 'Accept: application/json', '', '', '--b--', ''].join('\r\n')
      const { status, text } = await client.ask('POST', '$batch', body, { 'content-type': 'multipart/mixed; boundary=b' })
      assert.deepEqual([status, text.match(/"name":/g)?.length], [200, 2])
    },
  },
]

async function rowsOf(client: ContractClient, inside: string): Promise<Record<string, unknown>[]> {
  return valueIn(await askFetch(client, 'accounts', ofAccounts(client, inside)))
}

/** The last characters of the names of those found. */
async function numbersOf(client: ContractClient, condition: string): Promise<string[]> {
  const filters = `<filter>${marked(client, 'name')}${condition}</filter>`
  const xml = `<fetch><entity name="account"><attribute name="name"/><order attribute="name"/>${filters}</entity></fetch>`
  const answer = await askFetch(client, 'accounts', xml)
  assert.equal(answer.status, 200, answer.text)
  return valueIn(answer).map(({ name }) => String(name).slice(client.mark.length + 1))
}
