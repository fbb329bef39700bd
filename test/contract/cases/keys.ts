import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { ContractCase } from '../case.ts'
import { errorIn, messageIn } from '../client.ts'

const needs = 'account key'
const represented = { prefer: 'return=representation' }

export const keyCases: readonly ContractCase[] = [
  {
    name: 'a row is upserted by its key, and the answer names the key',
    needs,
    async run({ ask, mark }) {
      const address = `accounts(accountnumber='${mark}')`
      const first = await ask('PATCH', address, { name: `${mark} A` })
      const second = await ask('PATCH', address, { name: `${mark} B` })
      assert.deepEqual([first.status, second.status], [204, 204])
      for (const { headers } of [first, second]) assert.match(headers.get('odata-entityid') ?? '', /accounts\(accountnumber='/)
      assert.equal((await ask('GET', `${address}?$select=accountnumber`)).body.accountnumber, mark)
    },
  },
  {
    name: 'an upsert that wants the row back tells whether it is new',
    needs,
    async run({ ask, mark }) {
      const address = `accounts(accountnumber='${mark}')?$select=accountid`
      const first = await ask('PATCH', address, { name: `${mark} A` }, represented)
      const second = await ask('PATCH', address, { name: `${mark} A` }, represented)
      assert.deepEqual([first.status, second.status], [201, 200])
      assert.equal(first.body.accountid, second.body.accountid)
    },
  },
  {
    name: 'by key: what is not there is not found, what is there is not made anew',
    needs,
    async run({ ask, mark }) {
      const address = `accounts(accountnumber='${mark}')`
      assert.deepEqual(errorIn(await ask('GET', address)), [404, '0x80060891'])
      const changed = await ask('PATCH', address, { name: `${mark} A` }, { 'if-match': '*' })
      assert.deepEqual(errorIn(changed), [404, '0x80060891'])
      await ask('PATCH', address, { name: `${mark} A` })
      assert.equal((await ask('PATCH', address, { name: `${mark} B` }, { 'if-none-match': '*' })).status, 412)
    },
  },
  {
    name: 'a second row with the same key is refused and told the key',
    needs,
    async run({ ask, mark }) {
      await ask('POST', 'accounts', { name: `${mark} A`, accountnumber: mark })
      const second = await ask('POST', 'accounts', { name: `${mark} B`, accountnumber: mark })
      assert.deepEqual(errorIn(second), [412, '0x80060892'])
      assert.match(messageIn(second), /^Entity Key .* violated/)
    },
  },
  {
    name: 'a quote in a key is doubled; the key of a row may stand in the body when it is new',
    needs,
    async run({ ask, mark }) {
      const address = `accounts(accountnumber='${mark}''x')`
      assert.equal((await ask('PATCH', address, { name: `${mark} A`, accountnumber: `${mark}'x` })).status, 204)
      assert.equal((await ask('GET', `${address}?$select=accountnumber`)).body.accountnumber, `${mark}'x`)
    },
  },
  {
    name: 'a slash in the value of a key is an error in syntax, encoded or not',
    needs,
    async run({ ask, mark }) {
      for (const value of [`${mark}%2F1`, `${mark}%5C1`]) {
        const refused = await ask('PATCH', `accounts(accountnumber='${value}')`, { name: `${mark} A` })
        assert.deepEqual(errorIn(refused), [400, '0x80060888'])
        assert.match(messageIn(refused), /Error in query syntax/)
      }
    },
  },
  {
    name: 'an empty key finds nothing',
    needs,
    async run({ ask, mark }) {
      await ask('POST', 'accounts', { name: `${mark} A`, accountnumber: '' })
      assert.deepEqual(errorIn(await ask('GET', "accounts(accountnumber='')")), [404, '0x80060891'])
    },
  },
  {
    name: 'a key that is none is refused',
    async run({ ask, mark }) {
      const [status, code] = errorIn(await ask('GET', `accounts(fax='${mark}')`))
      assert.equal(status, 400)
      assert.ok(['0x80060888', '0x80060890'].includes(code), code)
    },
  },
  {
    name: 'a key that is no literal is an error in syntax, in an address and in a body',
    async run({ ask, mark }) {
      const bound = { name: `${mark} A`, 'primarycontactid@odata.bind': '/contacts(undefined)' }
      for (const refused of [
        await ask('GET', 'accounts(undefined)'),
        await ask('GET', `accounts({${randomUUID()}})`),
        await ask('POST', 'accounts', bound),
      ]) {
        assert.deepEqual(errorIn(refused), [400, '0x80060888'])
        assert.match(messageIn(refused), /Error in query syntax/)
      }
    },
  },
  {
    name: 'a user is found by its object id in Microsoft Entra ID',
    async run({ ask }) {
      const { UserId } = (await ask('GET', 'WhoAmI')).body
      const user = await ask('GET', `systemusers(${UserId})?$select=azureactivedirectoryobjectid`)
      const address = `systemusers(azureactivedirectoryobjectid=${user.body.azureactivedirectoryobjectid})?$select=fullname`
      assert.equal((await ask('GET', address)).body.systemuserid, UserId)
    },
  },
]
