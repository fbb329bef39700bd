import assert from 'node:assert/strict'
import type { ContractCase } from '../case.ts'
import { type ContractClient, valueIn } from '../client.ts'

export const queryCases: readonly ContractCase[] = [
  {
    name: 'rows are found by In, contains and equality without regard to case, ordered and counted',
    async run(client) {
      const { ask, mark } = client
      await fiveAccounts(client)
      const names = async (filter: string) => {
        const found = await ask('GET', `accounts?$select=name&$orderby=name desc&$filter=${encodeURIComponent(filter)}`)
        return valueIn(found).map(({ name }) => String(name).slice(mark.length + 1))
      }
      const In = `Microsoft.Dynamics.CRM.In(PropertyName='name',PropertyValues=['${mark} 1','${mark} 3','${mark} 9'])`
      assert.deepEqual(await names(In), ['3', '1'])
      assert.deepEqual(await names(`contains(name,'${mark.toUpperCase()} 2')`), ['2'])
      assert.deepEqual(await names(`name eq '${mark.toUpperCase()} 4' or name eq '${mark} 5'`), ['5', '4'])
      const counted = await ask('GET', `accounts?$select=name&$top=1&$count=true&$filter=startswith(name,'${mark}')`)
      assert.deepEqual([counted.body['@odata.count'], valueIn(counted).length], [5, 1])
    },
  },
  {
    name: 'pages lead from one to the next',
    async run(client) {
      const { ask, mark } = client
      await fiveAccounts(client)
      const sizes: number[] = []
      let path: string | undefined = `accounts?$select=name&$filter=startswith(name,'${mark}')`
      while (path !== undefined) {
        const page = await ask('GET', path, undefined, { prefer: 'odata.maxpagesize=2' })
        sizes.push(valueIn(page).length)
        path = page.body['@odata.nextLink']?.toString().split('/v9.2/')[1]
      }
      assert.deepEqual(sizes, [2, 2, 1])
    },
  },
  {
    name: 'values come as a person reads them when annotations are asked for',
    async run({ ask, mark }) {
      await ask('POST', 'accounts', { name: `${mark} A`, paymenttermscode: 1 })
      const path = `accounts?$select=paymenttermscode&$filter=startswith(name,'${mark}')`
      const found = await ask('GET', path, undefined, { prefer: 'odata.include-annotations="*"' })
      assert.equal(valueIn(found)[0]?.['paymenttermscode@OData.Community.Display.V1.FormattedValue'], 'Net 30')
    },
  },
  {
    name: 'rows are made within a row, and found by them',
    async run({ ask, mark }) {
      await ask('POST', 'accounts', { name: `${mark} A`, contact_customer_accounts: [{ lastname: `${mark} C` }] })
      await ask('POST', 'accounts', { name: `${mark} B` })
      const filter = `contact_customer_accounts/any(c:startswith(c/lastname,'${mark}'))`
      const found = await ask('GET', `accounts?$select=name&$filter=${encodeURIComponent(filter)}`)
      assert.deepEqual(
        valueIn(found).map(({ name }) => name),
        [`${mark} A`],
      )
    },
  },
  {
    name: 'there is no $skip',
    async run({ ask }) {
      assert.ok((await ask('GET', 'accounts?$select=name&$skip=1')).status >= 400)
    },
  },
  {
    name: 'the definitions of a table tell its columns and its set',
    async run({ ask }) {
      const path =
        "EntityDefinitions(LogicalName='account')?$select=LogicalName,EntitySetName&$expand=Attributes($select=LogicalName)"
      const { body } = await ask('GET', path)
      assert.deepEqual([body.LogicalName, body.EntitySetName], ['account', 'accounts'])
      const names = (body.Attributes as { LogicalName: string }[]).map(({ LogicalName }) => LogicalName)
      assert.ok(names.includes('accountnumber') && names.includes('creditlimit'))
      assert.match((await ask('GET', '$metadata', undefined, { accept: 'application/xml' })).text, /<EntityType Name="account"/)
    },
  },
]

async function fiveAccounts({ ask, mark }: ContractClient): Promise<void> {
  for (const number of [1, 2, 3, 4, 5]) await ask('POST', 'accounts', { name: `${mark} ${number}` })
}
