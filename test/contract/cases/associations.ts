import assert from 'node:assert/strict'
import type { ContractCase } from '../case.ts'
import { type ContractClient, errorIn, valueIn } from '../client.ts'

const collection = 'contact_customer_accounts'

/** References (`$ref`): rows join and leave one another, plainly and by the published client dynamics-web-api. */
export const associationCases: readonly ContractCase[] = [
  {
    name: 'a row joins a collection by reference, and leaves it by its id in the path or beside it',
    async run(client) {
      const { ask } = client
      const { account, contact, address } = await twoRows(client)
      const whole = `${client.environment.url}/api/data/v9.2/contacts(${contact})`
      for (const leave of [`${address}/${collection}(${contact})/$ref`, `${address}/${collection}/$ref?$id=${whole}`]) {
        const joined = await ask('POST', `${address}/${collection}/$ref`, { '@odata.id': whole })
        assert.deepEqual([joined.status, joined.text], [204, ''])
        assert.equal(await parentOf(client, contact), account)
        const refs = valueIn(await ask('GET', `${address}/${collection}/$ref`))
        assert.deepEqual(refs, [{ '@odata.id': whole }])
        const left = await ask('DELETE', leave)
        assert.deepEqual([left.status, left.text], [204, ''])
        assert.equal(await parentOf(client, contact), null)
      }
    },
  },
  {
    name: 'a reference to one row is set, read and removed at the lookup’s own address',
    async run(client) {
      const { ask } = client
      const { account, contact } = await twoRows(client)
      const reference = `contacts(${contact})/parentcustomerid_account/$ref`
      const whole = `${client.environment.url}/api/data/v9.2/accounts(${account})`
      assert.equal((await ask('PUT', reference, { '@odata.id': whole })).status, 204)
      assert.equal((await ask('GET', reference)).body['@odata.id'], whole)
      assert.equal((await ask('DELETE', reference)).status, 204)
      assert.equal(await parentOf(client, contact), null)
    },
  },
  {
    name: 'a reference to a row that is not there, or to none, is refused',
    async run(client) {
      const { address, contact } = await twoRows(client)
      const base = `${client.environment.url}/api/data/v9.2`
      const missing = { '@odata.id': `${base}/contacts(00000000-0000-0000-0000-000000000001)` }
      assert.deepEqual(errorIn(await client.ask('POST', `${address}/${collection}/$ref`, missing)), [404, '0x80040217'])
      const other = { '@odata.id': `${base}/contacts(${contact})` }
      assert.equal((await client.ask('PUT', `${address}/parentaccountid/$ref`, other)).status, 400)
      assert.equal((await client.ask('POST', `${address}/${collection}/$ref`, {})).status, 400)
    },
  },
  {
    name: 'the security roles of a user are read from the user, and from the role',
    async run({ ask }) {
      const { UserId } = (await ask('GET', 'WhoAmI')).body
      const [role] = valueIn(await ask('GET', `systemusers(${UserId})/systemuserroles_association?$select=name`))
      const users = `roles(${role?.roleid})/systemuserroles_association?$select=fullname&$filter=systemuserid eq ${UserId}`
      assert.equal(valueIn(await ask('GET', users)).length, 1)
      const having = `systemuserroles_association/any(r:r/roleid eq ${role?.roleid}) and systemuserid eq ${UserId}`
      assert.equal(valueIn(await ask('GET', `systemusers?$select=fullname&$filter=${having}`)).length, 1)
    },
  },
  {
    name: 'dynamics-web-api associates rows of a collection, and takes them apart',
    async run(client) {
      const { library } = client
      const { account, contact } = await twoRows(client)
      const request = { collection: 'accounts', primaryKey: account, relationshipName: collection, relatedKey: contact }
      await library.associate({ ...request, relatedCollection: 'contacts' })
      assert.equal(await parentOf(client, contact), account)
      await library.disassociate(request)
      assert.equal(await parentOf(client, contact), null)
    },
  },
  {
    name: 'dynamics-web-api associates one row, and takes it away',
    async run(client) {
      const { library } = client
      const { account, contact } = await twoRows(client)
      const request = { collection: 'contacts', primaryKey: contact, navigationProperty: 'parentcustomerid_account' }
      await library.associateSingleValued({ ...request, relatedCollection: 'accounts', relatedKey: account })
      assert.equal(await parentOf(client, contact), account)
      await library.disassociateSingleValued(request)
      assert.equal(await parentOf(client, contact), null)
    },
  },
  {
    name: 'dynamics-web-api associates a row that the same batch makes',
    async run(client) {
      const { library, mark } = client
      const { account } = await twoRows(client)
      library.startBatch()
      library.create({ collection: 'contacts', data: { lastname: `${mark} New` }, contentId: '1' })
      library.associate({ collection: 'accounts', primaryKey: account, relationshipName: collection, relatedKey: '$1' })
      await library.executeBatch()
      const { value } = await library.retrieveMultiple({
        collection: `accounts(${account})/${collection}`,
        select: ['lastname'],
      })
      assert.deepEqual(
        value.map(({ lastname }) => lastname),
        [`${mark} New`],
      )
    },
  },
]

/** An account and a contact that do not know each other. */
async function twoRows({ ask, mark }: ContractClient): Promise<{ account: string; contact: string; address: string }> {
  const made = async (set: string, id: string, row: object) => {
    const { body } = await ask('POST', `${set}?$select=${id}`, row, { prefer: 'return=representation' })
    return String(body[id])
  }
  const account = await made('accounts', 'accountid', { name: `${mark} A` })
  const contact = await made('contacts', 'contactid', { lastname: `${mark} C` })
  return { account, contact, address: `accounts(${account})` }
}

async function parentOf({ ask }: ContractClient, contact: string): Promise<unknown> {
  return (await ask('GET', `contacts(${contact})?$select=_parentcustomerid_value`)).body._parentcustomerid_value
}
