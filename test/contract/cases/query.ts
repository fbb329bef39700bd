import assert from 'node:assert/strict'
import type { ContractCase } from '../case.ts'
import { type ContractClient, errorIn, messageIn, valueIn } from '../client.ts'

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
    name: 'a parameter without $ is passed over',
    async run(client) {
      await fiveAccounts(client)
      const filter = `startswith(name,'${client.mark}')`
      const found = await client.ask('GET', `accounts?$select=name&$filter=${filter}&top=1&nosuch=1&_=1`)
      assert.equal(valueIn(found).length, 5)
    },
  },
  {
    name: 'a comma behind the last name of $select is passed over',
    async run({ ask, mark }) {
      const { body } = await ask('POST', 'accounts?$select=name,', { name: `${mark} A` }, { prefer: 'return=representation' })
      for (const path of [
        `accounts(${body.accountid})?$select=name,&$expand=primarycontactid($select=fullname)`,
        'accounts?$select=name,&$top=1',
      ])
        assert.equal((await ask('GET', path)).status, 200)
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
    name: 'who asks for pages gets pages, $top or not',
    async run(client) {
      const { ask, mark } = client
      await fiveAccounts(client)
      const path = `accounts?$select=name&$top=1&$filter=startswith(name,'${mark}')`
      const page = await ask('GET', path, undefined, { prefer: 'odata.maxpagesize=2' })
      assert.deepEqual([valueIn(page).length, '@odata.nextLink' in page.body], [2, true])
    },
  },
  {
    name: 'a page size that is none is passed over',
    async run(client) {
      const { ask, mark } = client
      await fiveAccounts(client)
      const path = `accounts?$select=name&$filter=startswith(name,'${mark}')`
      for (const size of ['-1', '0', 'abc', '1.5']) {
        const all = await ask('GET', path, undefined, { prefer: `odata.maxpagesize=${size}` })
        assert.deepEqual([valueIn(all).length, '@odata.nextLink' in all.body], [5, false], size)
        assert.equal(all.headers.get('preference-applied'), null, size)
      }
    },
  },
  {
    name: 'a link to the next page repeats the query as it can be read',
    async run(client) {
      const { ask, mark } = client
      await fiveAccounts(client)
      const path = `accounts?$select=name,fax&$filter=startswith(name,'${mark}')`
      const page = await ask('GET', path, undefined, { prefer: 'odata.maxpagesize=2' })
      assert.match(
        String(page.body['@odata.nextLink']),
        /accounts\?\$select=name,fax&\$filter=startswith\(name,'.*'\)&\$skiptoken=%3Ccookie/,
      )
    },
  },
  {
    name: 'a query may name values by aliases, texts of a list may stand in double quotes',
    async run(client) {
      const { ask, mark } = client
      await fiveAccounts(client)
      await ask('POST', 'accounts', { name: `${mark} O'Neil` })
      const aliases = `@p1='name'&@p2=["${mark} O'Neil","${mark} 2"]`
      const filter = 'Microsoft.Dynamics.CRM.In(PropertyName=@p1,PropertyValues=@p2)'
      const found = await ask('GET', `accounts?$select=name&$orderby=name&$filter=${filter}&${aliases}`)
      assert.deepEqual(
        valueIn(found).map(({ name }) => name),
        [`${mark} 2`, `${mark} O'Neil`],
      )
    },
  },
  {
    name: 'a function takes a lookup by the name of its column, not by that of its value',
    async run({ ask, mark }) {
      await ask('POST', 'accounts', { name: `${mark} A`, primarycontactid: { lastname: `${mark} C` } })
      await ask('POST', 'accounts', { name: `${mark} B` })
      const [contact] = valueIn(await ask('GET', `contacts?$select=contactid&$filter=lastname eq '${mark} C'`))
      const In = (name: string) => `Microsoft.Dynamics.CRM.In(PropertyName='${name}',PropertyValues=['${contact?.contactid}'])`
      const found = await ask('GET', `accounts?$select=name&$filter=${In('primarycontactid')}`)
      assert.deepEqual(
        valueIn(found).map(({ name }) => name),
        [`${mark} A`],
      )
      const refused = await ask('GET', `accounts?$select=name&$filter=${In('_primarycontactid_value')}`)
      assert.deepEqual(errorIn(refused), [400, '0x80041103'])
      assert.match(messageIn(refused), /contain attribute with Name = '_primarycontactid_value'/)
    },
  },
  {
    name: 'two columns of a row are compared, and texts by pattern',
    async run(client) {
      const { ask, mark } = client
      await fiveAccounts(client)
      await ask('POST', 'accounts', { name: `${mark} 2`, fax: `${mark} 2` })
      const count = async (filter: string) =>
        valueIn(await ask('GET', `accounts?$select=name&$filter=startswith(name,'${mark}') and ${encodeURIComponent(filter)}`))
          .length
      assert.deepEqual([await count('name eq fax'), await count("endswith(name,'_[2-3]')")], [1, 3])
    },
  },
  {
    name: 'a number may have its type behind it, a literal may stand first',
    async run(client) {
      const { ask, mark } = client
      await ask('POST', 'accounts', { name: `${mark} A`, creditlimit: 10.5 })
      for (const filter of ['creditlimit eq 10.5M', '10 lt creditlimit', 'null ne creditlimit']) {
        const found = await ask('GET', `accounts?$select=name&$filter=startswith(name,'${mark}') and ${filter}`)
        assert.equal(valueIn(found).length, 1, filter)
      }
    },
  },
  {
    name: 'a function that Dataverse lacks is refused',
    async run({ ask }) {
      assert.equal((await ask('GET', "accounts?$select=name&$filter=tolower(name) eq 'x'")).status, 400)
    },
  },
  {
    name: 'an expanded collection is filtered, ordered and cut, and has a link of its own',
    async run({ ask, mark }) {
      const people = ['A', 'B', 'C'].map((name) => ({ lastname: `${mark} ${name}` }))
      await ask('POST', 'accounts', { name: `${mark} A`, contact_customer_accounts: people })
      const options = `$select=lastname;$filter=lastname ne '${mark} A';$orderby=lastname desc;$top=1`
      const path = `accounts?$select=name&$expand=contact_customer_accounts(${options})&$filter=startswith(name,'${mark}')`
      const { body } = await ask('GET', path)
      assert.match(String(body['@odata.context']), /#accounts\(name,contact_customer_accounts\(lastname\)\)$/)
      const [account] = body.value as { contact_customer_accounts: { lastname: string }[]; [link: string]: unknown }[]
      assert.deepEqual(
        account?.contact_customer_accounts.map(({ lastname }) => lastname),
        [`${mark} C`],
      )
      assert.match(
        String(account?.['contact_customer_accounts@odata.nextLink']),
        /\/contact_customer_accounts\?\$select=lastname/,
      )
    },
  },
  {
    name: 'only lookups are expanded as references',
    async run({ ask }) {
      const refused = await ask('GET', 'accounts?$select=name&$expand=contact_customer_accounts/$ref')
      assert.deepEqual(errorIn(refused), [400, '0x80060888'])
    },
  },
  {
    name: 'annotations come by name',
    async run({ ask, mark }) {
      await ask('POST', 'accounts', { name: `${mark} A` })
      const names = async (annotations: string) => {
        const prefer = `odata.include-annotations="${annotations}"`
        const path = `accounts?$select=_ownerid_value&$count=true&$filter=startswith(name,'${mark}')`
        return (await ask('GET', path, undefined, { prefer })).text
      }
      const formatted = await names('OData.Community.Display.V1.FormattedValue')
      assert.match(formatted, /FormattedValue/)
      assert.doesNotMatch(formatted, /lookuplogicalname|totalrecordcount/)
      const counted = await names('Microsoft.Dynamics.CRM.totalrecordcount')
      assert.match(counted, /"@Microsoft\.Dynamics\.CRM\.totalrecordcount":1[,}]/)
      assert.doesNotMatch(counted, /FormattedValue|limitexceeded/)
    },
  },
  {
    name: 'there is no $skip',
    async run({ ask }) {
      assert.ok((await ask('GET', 'accounts?$select=name&$skip=1')).status >= 400)
    },
  },
  {
    name: 'a choice tells its values when they are asked for',
    async run({ ask }) {
      const column = "EntityDefinitions(LogicalName='account')/Attributes(LogicalName='paymenttermscode')"
      const path = `${column}/Microsoft.Dynamics.CRM.PicklistAttributeMetadata?$select=LogicalName`
      assert.equal('OptionSet' in (await ask('GET', path)).body, false)
      const { body } = await ask('GET', `${path}&$expand=OptionSet($select=Options)`)
      const { Options } = body.OptionSet as { Options: { Value: number }[] }
      assert.ok(Options.some(({ Value }) => Value === 4))
    },
  },
  {
    name: 'definitions are filtered by name and type, and found by their ids',
    async run({ ask }) {
      const account = "EntityDefinitions(LogicalName='account')"
      const filter = "AttributeType eq Microsoft.Dynamics.CRM.AttributeTypeCode'Money' and LogicalName eq 'creditlimit'"
      const found = valueIn(await ask('GET', `${account}/Attributes?$select=LogicalName&$filter=${filter}`))
      assert.deepEqual(
        found.map(({ LogicalName }) => LogicalName),
        ['creditlimit'],
      )
      const { MetadataId } = (await ask('GET', `${account}?$select=MetadataId`)).body
      const { body } = await ask('GET', `EntityDefinitions(${MetadataId})/Attributes(${found[0]?.MetadataId})`)
      assert.equal(body.LogicalName, 'creditlimit')
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
