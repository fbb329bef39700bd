import assert from 'node:assert/strict'
import type { ContractCase } from '../case.ts'
import { type ContractClient, valueIn } from '../client.ts'
import { askFetch, fiveCompanies, ofAccounts } from '../fetch-xml.ts'

/** What FetchXML reckons. */
export const fetchAggregateCases: readonly ContractCase[] = [
  {
    name: 'FetchXML counts, adds, averages and finds the least and the greatest; what is empty counts for nothing',
    async run(client) {
      await fiveCompanies(client)
      const column = 'numberofemployees'
      const parts = ['count', 'countcolumn', 'sum', 'avg', 'min', 'max'].map((how) => measure(column, how, how))
      const [row] = await aggregated(client, [...parts, measure('fax', 'countcolumn', 'faxes')].join(''))
      assert.deepEqual(plain(row), { count: 5, countcolumn: 5, sum: 150, avg: 30, min: 10, max: 50, faxes: 2 })
      assert.equal(row?.['count@OData.Community.Display.V1.FormattedValue'], '5')
      const [distinct] = await aggregated(client, measure(column, 'countcolumn', 'different', ' distinct="true"'))
      assert.equal(distinct?.different, 4)
    },
  },
  {
    name: 'FetchXML adds amounts exactly and writes them with their currency',
    async run(client) {
      await fiveCompanies(client)
      const xml = ofAccounts(client, measure('creditlimit', 'sum', 'total'), ' aggregate="true"')
      const { text, body } = await askFetch(client, 'accounts', xml)
      assert.match(text, /"total":300\.50*[,}]/)
      assert.match(String(valueIn({ body } as never)[0]?.['total@OData.Community.Display.V1.FormattedValue']), /300[.,]50/)
    },
  },
  {
    name: 'FetchXML groups by choices and lookups, and orders by aliases',
    async run(client) {
      await fiveCompanies(client)
      const group = '<attribute name="paymenttermscode" alias="terms" groupby="true"/><order alias="total" descending="true"/>'
      const rows = await aggregated(client, `${group}${measure('numberofemployees', 'sum', 'total')}`)
      assert.deepEqual(rows.map(plain), [
        { terms: 1, total: 75 },
        { terms: 4, total: 75 },
      ])
      assert.equal(rows[0]?.['terms@OData.Community.Display.V1.FormattedValue'], 'Net 30')
      const owners = '<attribute name="ownerid" alias="owner" groupby="true"/>'
      const [owned] = await aggregated(client, `${owners}${measure('accountid', 'count', 'all')}`)
      assert.match(String(owned?.owner), /^[\da-f-]{36}$/)
      assert.equal(owned?.['owner@Microsoft.Dynamics.CRM.lookuplogicalname'], 'systemuser')
    },
  },
  {
    name: 'FetchXML groups by parts of a date and by nothing, and leaves out what is empty',
    async run(client) {
      await client.ask('POST', 'accounts', { name: `${client.mark} A`, overriddencreatedon: '2023-03-25T17:42:47Z' })
      const parts = ['day', 'week', 'month', 'quarter', 'year'].map(
        (part) => `<attribute name="createdon" alias="${part}" groupby="true" dategrouping="${part}" usertimezone="false"/>`,
      )
      const rows = await aggregated(client, `${parts.join('')}<attribute name="fax" alias="fax" groupby="true"/>`)
      assert.deepEqual(rows.map(plain), [{ day: 25, week: 12, month: 3, quarter: 1, year: 2023 }])
      const [none] = await aggregated(
        { ...client, mark: `${client.mark}none` },
        measure('name', 'count', 'all') + measure('numberofemployees', 'max', 'most'),
      )
      assert.deepEqual(plain(none), { all: 0 })
    },
  },
  {
    name: 'FetchXML reckons with joined rows',
    async run(client) {
      const { ask, mark } = client
      const people = ['A', 'B'].map((name) => ({ lastname: `${mark} ${name}` }))
      await ask('POST', 'accounts', { name: `${mark} A`, contact_customer_accounts: people })
      const link = `<link-entity name="contact" from="parentcustomerid" to="accountid" alias="person">${measure('contactid', 'count', 'people')}</link-entity>`
      const rows = await aggregated(client, `<attribute name="name" alias="company" groupby="true"/>${link}`)
      assert.deepEqual(rows.map(plain), [{ company: `${mark} A`, people: 2 }])
    },
  },
]

function measure(name: string, how: string, alias: string, more = ''): string {
  return `<attribute name="${name}" aggregate="${how}" alias="${alias}"${more}/>`
}

async function aggregated(client: ContractClient, inside: string): Promise<Record<string, unknown>[]> {
  const answer = await askFetch(client, 'accounts', ofAccounts(client, inside, ' aggregate="true"'))
  assert.equal(answer.status, 200, answer.text)
  return valueIn(answer)
}

/** Without annotations. */
function plain(row: Record<string, unknown> | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row ?? {}).filter(([name]) => !name.includes('@')))
}
