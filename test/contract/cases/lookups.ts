import assert from 'node:assert/strict'
import type { ContractCase } from '../case.ts'
import { type ContractClient, errorIn, messageIn } from '../client.ts'

export const lookupCases: readonly ContractCase[] = [
  {
    name: 'a lookup to several tables has a name for each, and tells what it leads to',
    async run(client) {
      const { ask, mark } = client
      const account = await newAccount(client)
      const created = await ask(
        'POST',
        'contacts',
        { lastname: `${mark} C`, 'parentcustomerid_account@odata.bind': `/accounts(${account})` },
        { prefer: 'return=representation,odata.include-annotations="*"' },
      )
      assert.equal(created.body._parentcustomerid_value, account)
      assert.equal(created.body['_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname'], 'account')
      assert.equal(created.body['_parentcustomerid_value@OData.Community.Display.V1.FormattedValue'], `${mark} A`)
      const wrong = await ask('POST', 'contacts', {
        lastname: `${mark} D`,
        'parentcustomerid@odata.bind': `/accounts(${account})`,
      })
      assert.deepEqual(errorIn(wrong), [400, '0x80048d19'])
      assert.match(messageIn(wrong), /undeclared property 'parentcustomerid'/)
    },
  },
  {
    name: 'a lookup is selected by its value or by its navigation property',
    async run({ ask, mark }) {
      const made = await ask('POST', 'accounts', { name: `${mark} A`, primarycontactid: { lastname: `${mark} C` } })
      const address = /accounts\(.*\)$/.exec(made.headers.get('odata-entityid') ?? '')?.[0] ?? ''
      const { body } = await ask('GET', `${address}?$select=_primarycontactid_value`)
      assert.match(String(body._primarycontactid_value), /^[\da-f-]{36}$/)
      const named = await ask('GET', `${address}?$select=name,primarycontactid`)
      assert.deepEqual([named.status, named.body._primarycontactid_value], [200, body._primarycontactid_value])
    },
  },
  {
    name: 'a lookup is bound with and without a slash, unbound by null, and set by $ref',
    async run(client) {
      const { ask, mark } = client
      const [parent, other] = [await newAccount(client), await newAccount(client)]
      const address = `accounts(${other})`
      const read = async () => (await ask('GET', `${address}?$select=_parentaccountid_value`)).body._parentaccountid_value
      for (const path of [`/accounts(${parent})`, `accounts(${parent})`]) {
        assert.equal((await ask('PATCH', address, { 'parentaccountid@odata.bind': path })).status, 204)
        assert.equal(await read(), parent)
        assert.equal((await ask('PATCH', address, { 'parentaccountid@odata.bind': null })).status, 204)
        assert.equal(await read(), null)
      }
      const whole = `${client.environment.url}/api/data/v9.2/accounts(${parent})`
      assert.equal((await ask('PUT', `${address}/parentaccountid/$ref`, { '@odata.id': whole })).status, 204)
      assert.equal(await read(), parent)
      assert.equal((await ask('DELETE', `${address}/parentaccountid/$ref`)).status, 204)
      assert.equal(await read(), null)
      assert.equal((await ask('PATCH', address, { _parentaccountid_value: parent })).status, 400, mark)
    },
  },
  {
    name: 'an owner is bound as an owner, without saying whether it is a user or a team',
    async run({ ask, mark }) {
      const { UserId } = (await ask('GET', 'WhoAmI')).body
      const body = { name: `${mark} A`, 'ownerid@odata.bind': `/owners(${UserId})` }
      const prefer = 'return=representation,odata.include-annotations="Microsoft.Dynamics.CRM.lookuplogicalname"'
      const created = await ask('POST', 'accounts?$select=_ownerid_value', body, { prefer })
      assert.equal(created.body._ownerid_value, UserId)
      assert.equal(created.body['_ownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname'], 'systemuser')
    },
  },
  {
    name: 'a row that is referred to by key and not there is named by its own table, and nothing is written',
    needs: 'account key',
    async run({ ask, mark }) {
      const body = { lastname: `${mark} C`, 'parentcustomerid_account@odata.bind': `/accounts(accountnumber='${mark}')` }
      const refused = await ask('POST', 'contacts', body)
      assert.deepEqual(errorIn(refused), [404, '0x80060891'])
      assert.match(messageIn(refused), /account/)
      const count = await ask('GET', `contacts?$select=contactid&$filter=startswith(lastname,'${mark}')`)
      assert.deepEqual(count.body.value, [])
    },
  },
]

async function newAccount({ ask, mark }: ContractClient): Promise<string> {
  const { body } = await ask('POST', 'accounts?$select=accountid', { name: `${mark} A` }, { prefer: 'return=representation' })
  return String(body.accountid)
}
