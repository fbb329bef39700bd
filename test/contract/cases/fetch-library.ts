import assert from 'node:assert/strict'
import type { ContractCase } from '../case.ts'
import { fiveCompanies, marked, ofAccounts } from '../fetch-xml.ts'

const columns = '<attribute name="name"/><order attribute="name"/>'

/** FetchXML as somebody writes it who programs against the published client dynamics-web-api. */
export const fetchLibraryCases: readonly ContractCase[] = [
  {
    name: 'dynamics-web-api fetches a page and the next one by what it was told',
    async run(client) {
      await fiveCompanies(client)
      const request = { collection: 'accounts', fetchXml: ofAccounts(client, columns, ' count="3"'), includeAnnotations: '*' }
      const first = await client.library.fetch(request)
      assert.deepEqual([first.value?.length, first.PagingInfo?.nextPage], [3, 2])
      const { nextPage: pageNumber = 0, cookie: pagingCookie = '' } = first.PagingInfo ?? assert.fail()
      const second = await client.library.fetch({ ...request, pageNumber, pagingCookie })
      assert.deepEqual(
        second.value?.map(({ name }) => name.at(-1)),
        ['4', '5'],
      )
      assert.equal(second.PagingInfo, undefined)
    },
  },
  {
    name: 'dynamics-web-api fetches all pages',
    async run(client) {
      await fiveCompanies(client)
      // Names that have to be encoded, within a cookie twice.
      await client.ask('POST', 'accounts', { name: `${client.mark} 2 & "3" <4> (5%)` })
      const fetchXml = ofAccounts(client, columns, ' count="1"')
      const { value = [] } = await client.library.fetchAll({ collection: 'accounts', fetchXml, includeAnnotations: '*' })
      assert.deepEqual(
        value.map(({ name }) => name.slice(client.mark.length + 1)),
        ['1', '2', '2 & "3" <4> (5%)', '3', '4', '5'],
      )
    },
  },
  {
    name: 'dynamics-web-api fetches all groups, page after page without a cookie',
    async run(client) {
      await fiveCompanies(client)
      const inside = '<attribute name="name" alias="name" groupby="true"/><order alias="name"/>'
      const fetchXml = ofAccounts(client, inside, ' aggregate="true" count="2"')
      const { value = [] } = await client.library.fetchAll({ collection: 'accounts', fetchXml, includeAnnotations: '*' })
      assert.deepEqual(
        value.map(({ name }) => name.at(-1)),
        ['1', '2', '3', '4', '5'],
      )
    },
  },
  {
    name: 'dynamics-web-api fetches the first rows, and joined ones',
    async run(client) {
      const { library, mark } = client
      const people = [{ lastname: `${mark} A` }, { lastname: `${mark} B` }]
      await client.ask('POST', 'accounts', { name: `${mark} A`, contact_customer_accounts: people })
      const link =
        '<link-entity name="account" from="accountid" to="parentcustomerid" alias="company"><attribute name="name"/></link-entity>'
      const own = `<attribute name="lastname"/>${marked(client, 'lastname')}<order attribute="lastname"/>`
      const fetchXml = `<fetch top="1"><entity name="contact">${own}${link}</entity></fetch>`
      const { value = [] } = await library.fetch({ collection: 'contacts', fetchXml })
      assert.deepEqual(
        value.map((row) => [row.lastname, row['company.name']]),
        [[`${mark} A`, `${mark} A`]],
      )
    },
  },
  {
    name: 'dynamics-web-api fetches within a batch',
    async run(client) {
      await fiveCompanies(client)
      const { library } = client
      library.startBatch()
      library.fetch({ collection: 'accounts', fetchXml: ofAccounts(client, columns) })
      library.count({ collection: 'accounts', filter: `startswith(name,'${client.mark}')` })
      const [found, count] = await library.executeBatch()
      assert.deepEqual([found.value.length, count], [5, 5])
    },
  },
  {
    name: 'dynamics-web-api is told a wrong query by Dataverse’s own words',
    async run({ library }) {
      const fetchXml = '<fetch><entity name="account"><attribute name="nosuchcolumn"/></entity></fetch>'
      const refused = { status: 400, code: '0x80041103', message: /nosuchcolumn/ }
      await assert.rejects(library.fetch({ collection: 'accounts', fetchXml }), refused)
    },
  },
]
