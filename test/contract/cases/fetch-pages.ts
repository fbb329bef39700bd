import assert from 'node:assert/strict'
import type { ContractCase } from '../case.ts'
import { type Answer, valueIn } from '../client.ts'
import { askFetch, fiveCompanies, ofAccounts } from '../fetch-xml.ts'

const cookieName = '@Microsoft.Dynamics.CRM.fetchxmlpagingcookie'
const moreName = '@Microsoft.Dynamics.CRM.morerecords'
const columns = '<attribute name="name"/><order attribute="name" descending="true"/>'

/** Pages and counts of FetchXML. */
export const fetchPageCases: readonly ContractCase[] = [
  {
    name: 'FetchXML leads from page to page by a cookie that is encoded twice; the last page has none',
    async run(client) {
      await fiveCompanies(client)
      const names: unknown[] = []
      let cookie = ''
      for (let page = 1; ; page++) {
        const attributes = ` count="2" page="${page}"${cookie === '' ? '' : ` paging-cookie="${cookie}"`}`
        const answer = await askFetch(client, 'accounts', ofAccounts(client, columns, attributes))
        names.push(...valueIn(answer).map(({ name }) => String(name).at(-1)))
        if (page === 3) {
          assert.deepEqual([moreName in answer.body, cookieName in answer.body], [false, false])
          break
        }
        assert.equal(answer.body[moreName], true)
        cookie = escaped(innerCookie(answer))
      }
      assert.deepEqual(names, ['5', '4', '3', '2', '1'])
    },
  },
  {
    name: 'the cookie of FetchXML tells first and last values of its order and its key',
    async run(client) {
      await fiveCompanies(client)
      const answer = await askFetch(client, 'accounts', ofAccounts(client, columns, ' count="2" page="1"'))
      const [first, last] = valueIn(answer).map(({ accountid }) => `{${String(accountid).toUpperCase()}}`)
      const { mark } = client
      assert.equal(
        innerCookie(answer),
        `<cookie page="1"><name last="${mark} 4" first="${mark} 5" /><accountid last="${last}" first="${first}" /></cookie>`,
      )
      assert.match(
        String(answer.body[cookieName]),
        /^<cookie pagenumber="2" pagingcookie="%253ccookie%2520page.*" istracking="False" \/>$/,
      )
    },
  },
  {
    name: 'FetchXML pages by numbers alone, too',
    async run(client) {
      await fiveCompanies(client)
      const answer = await askFetch(client, 'accounts', ofAccounts(client, columns, ' count="2" page="3"'))
      assert.deepEqual(
        valueIn(answer).map(({ name }) => name),
        [`${client.mark} 1`],
      )
    },
  },
  {
    name: 'FetchXML tells of pages only whom asks for it',
    async run(client) {
      await fiveCompanies(client)
      const path = `accounts?fetchXml=${encodeURIComponent(ofAccounts(client, columns, ' count="2"'))}`
      const { body } = await client.ask('GET', path)
      assert.deepEqual(Object.keys(body).sort(), ['@odata.context', 'value'])
      const prefer = { prefer: `odata.include-annotations="${moreName.slice(1)}"` }
      const one = await client.ask('GET', path, undefined, prefer)
      assert.deepEqual(Object.keys(one.body).sort(), [moreName, '@odata.context', 'value'])
    },
  },
  {
    name: 'FetchXML counts all rows when it is told to, within or beside it',
    async run(client) {
      await fiveCompanies(client)
      const within = await askFetch(client, 'accounts', ofAccounts(client, columns, ' count="2" returntotalrecordcount="true"'))
      const beside = await askFetch(client, 'accounts', ofAccounts(client, columns, ' count="2"'), '&$count=true')
      for (const { body } of [within, beside]) {
        assert.equal(body['@odata.count'], 5)
        assert.equal(body['@Microsoft.Dynamics.CRM.totalrecordcount'], 5)
        assert.equal(body['@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded'], false)
      }
      const neither = await askFetch(client, 'accounts', ofAccounts(client, columns))
      assert.deepEqual([neither.body['@odata.count'], neither.body['@Microsoft.Dynamics.CRM.totalrecordcount']], [undefined, -1])
    },
  },
]

/** Decoded as often as it was encoded. */
function innerCookie({ body }: Answer): string {
  const [, encoded = ''] = /pagingcookie="([^"]*)"/.exec(String(body[cookieName])) ?? []
  return decodeURIComponent(decodeURIComponent(encoded))
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
