import assert from 'node:assert/strict'
import type { ContractCase } from '../case.ts'
import { type ContractClient, messageIn, valueIn } from '../client.ts'
import { fiveCompanies } from '../fetch-xml.ts'

const formatted = '@OData.Community.Display.V1.FormattedValue'

/** What `$apply` groups and reckons. */
export const applyCases: readonly ContractCase[] = [
  {
    name: '$apply groups rows and counts them, and tells how a person reads it',
    async run(client) {
      await fiveCompanies(client)
      const rows = await applied(client, 'groupby((paymenttermscode),aggregate($count as count))')
      assert.deepEqual(rows, [
        { paymenttermscode: 1, [`paymenttermscode${formatted}`]: 'Net 30', count: 3, [`count${formatted}`]: '3' },
        { paymenttermscode: 4, [`paymenttermscode${formatted}`]: 'Net 60', count: 2, [`count${formatted}`]: '2' },
      ])
    },
  },
  {
    name: '$apply adds, averages and finds the least and the greatest',
    async run(client) {
      await fiveCompanies(client)
      const column = 'numberofemployees'
      const measures = ['sum', 'average', 'min', 'max'].map((method) => `${column} with ${method} as ${method}`)
      const [row] = await applied(client, `aggregate(${measures.join(',')},createdon with max as latest)`)
      assert.deepEqual([row?.sum, row?.average, row?.min, row?.max], [150, 30, 10, 50])
      assert.match(String(row?.latest), /^\d{4}-\d\d-\d\dT[\d:]{8}Z$/)
    },
  },
  {
    name: '$apply adds amounts exactly, and writes nine places',
    async run(client) {
      await fiveCompanies(client)
      const { text } = await askApply(client, 'aggregate(creditlimit with sum as total)')
      assert.match(text, /"total":300\.500000000[,}]/)
    },
  },
  {
    name: '$apply gives values that differ, and leaves out what is empty',
    async run(client) {
      await fiveCompanies(client)
      const rows = await applied(client, 'groupby((fax,paymenttermscode))')
      const plain = rows.map(({ fax, paymenttermscode }) => [fax, paymenttermscode])
      assert.deepEqual(plain, [
        [undefined, 1],
        [undefined, 4],
        [`${client.mark} F`, 1],
        [`${client.mark} F`, 4],
      ])
    },
  },
  {
    name: '$apply groups by a lookup and by a column of the row it leads to, which goes by its table',
    async run(client) {
      const { ask, mark } = client
      await ask('POST', 'accounts', { name: `${mark} A`, primarycontactid: { firstname: 'Jim', lastname: `${mark} Glynn` } })
      const [row] = await applied(client, 'groupby((primarycontactid/fullname,_ownerid_value),aggregate($count as count))')
      assert.deepEqual([row?.contact_fullname, row?.count], [`Jim ${mark} Glynn`, 1])
      assert.match(String(row?._ownerid_value), /^[\da-f-]{36}$/)
    },
  },
  {
    name: '$apply is not ordered by what it reckons',
    async run(client) {
      const path = 'accounts?$apply=groupby((paymenttermscode),aggregate($count as count))&$orderby=count desc'
      const refused = await client.ask('GET', path)
      assert.equal(refused.status, 400)
      assert.match(messageIn(refused), /^The query node SingleValueOpenPropertyAccess is not supported/)
    },
  },
  {
    name: 'dynamics-web-api groups and reckons by $apply',
    async run(client) {
      await fiveCompanies(client)
      const apply = `filter(startswith(name,'${client.mark}'))/groupby((paymenttermscode),aggregate(numberofemployees with sum as total))`
      const { value } = await client.library.retrieveMultiple({ collection: 'accounts', apply })
      assert.deepEqual(value, [
        { paymenttermscode: 1, total: 75 },
        { paymenttermscode: 4, total: 75 },
      ])
    },
  },
]

async function applied(client: ContractClient, transformation: string): Promise<Record<string, unknown>[]> {
  const answer = await askApply(client, transformation)
  assert.equal(answer.status, 200, answer.text)
  assert.match(String(answer.body['@odata.context']), /\$metadata#accounts$/)
  return valueIn(answer)
}

/** Of the rows of this case alone. */
function askApply({ ask, mark }: ContractClient, transformation: string) {
  const apply = encodeURIComponent(`filter(startswith(name,'${mark}'))/${transformation}`)
  const prefer = { prefer: `odata.include-annotations="${formatted.slice(1)}"` }
  return ask('GET', `accounts?$apply=${apply}`, undefined, prefer)
}
