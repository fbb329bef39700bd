import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { ContractCase } from '../case.ts'
import { errorIn } from '../client.ts'

const represented = { prefer: 'return=representation' }

export const rowCases: readonly ContractCase[] = [
  {
    name: 'HEAD tells what GET would, without a body',
    async run({ ask }) {
      for (const [path, status] of [
        ['accounts?$select=name&$top=1', 200],
        ['nosuchtable', 404],
      ] as const) {
        const head = await ask('HEAD', path)
        assert.deepEqual([head.status, head.bytes.length], [status, 0])
        assert.match(head.headers.get('content-type') ?? '', /^application\/json/)
      }
    },
  },
  {
    name: 'a new row is answered with 204 and its address, or with 201 and itself',
    async run({ ask, mark }) {
      const created = await ask('POST', 'accounts', { name: `${mark} A` })
      assert.deepEqual([created.status, created.text], [204, ''])
      assert.match(created.headers.get('odata-entityid') ?? '', /\/accounts\([\da-f-]{36}\)$/)
      const shown = await ask('POST', 'accounts?$select=name', { name: `${mark} B` }, represented)
      assert.deepEqual([shown.status, shown.headers.get('preference-applied')], [201, 'return=representation'])
      assert.match(String(shown.body['@odata.etag']), /^W\/"\d+"$/)
      assert.equal(shown.body.name, `${mark} B`)
    },
  },
  {
    name: 'a PATCH makes the row when it is not there, unless it says otherwise',
    async run({ ask, mark }) {
      const [one, other] = [randomUUID(), randomUUID()]
      assert.equal((await ask('PATCH', `accounts(${one})`, { name: `${mark} A` })).status, 204)
      const missing = await ask('PATCH', `accounts(${other})`, { name: `${mark} B` }, { 'if-match': '*' })
      assert.deepEqual(errorIn(missing), [404, '0x80040217'])
      const there = await ask('PATCH', `accounts(${one})`, { name: `${mark} C` }, { 'if-none-match': '*' })
      assert.equal(there.status, 412)
    },
  },
  {
    name: 'a version that is no longer the newest is refused; the newest one is not sent again',
    async run({ ask, mark }) {
      const created = await ask('POST', 'accounts?$select=name', { name: `${mark} A` }, represented)
      const [address, etag] = [`accounts(${created.body.accountid})`, String(created.body['@odata.etag'])]
      assert.equal((await ask('PATCH', address, { name: `${mark} B` }, { 'if-match': etag })).status, 204)
      const stale = await ask('PATCH', address, { name: `${mark} C` }, { 'if-match': etag })
      assert.deepEqual(errorIn(stale), [412, '0x80060882'])
      const now = await ask('GET', `${address}?$select=name`)
      const again = await ask('GET', `${address}?$select=name`, undefined, { 'if-none-match': String(now.body['@odata.etag']) })
      assert.equal(again.status, 304)
    },
  },
  {
    name: 'one column is set and cleared by its own address, a row is deleted once',
    async run({ ask, mark }) {
      const { headers } = await ask('POST', 'accounts', { name: `${mark} A` })
      const address = /accounts\(.*\)$/.exec(headers.get('odata-entityid') ?? '')?.[0] ?? ''
      assert.equal((await ask('PUT', `${address}/telephone1`, { value: '1' })).status, 204)
      assert.equal((await ask('GET', `${address}?$select=telephone1`)).body.telephone1, '1')
      assert.equal((await ask('DELETE', `${address}/telephone1`)).status, 204)
      assert.equal((await ask('GET', `${address}?$select=telephone1`)).body.telephone1, null)
      assert.equal((await ask('DELETE', address)).status, 204)
      assert.deepEqual(errorIn(await ask('DELETE', address)), [404, '0x80040217'])
    },
  },
  {
    name: 'an amount comes back exactly and with its currency, an empty text as nothing',
    async run({ ask, mark }) {
      const created = await ask('POST', 'accounts', { name: `${mark} A`, creditlimit: 12345678.25, fax: '' }, represented)
      assert.match(created.text, /"creditlimit":12345678\.250*[,}]/)
      assert.match(String(created.body._transactioncurrencyid_value), /^[\da-f-]{36}$/)
      assert.equal(created.body.fax, null)
    },
  },
  {
    name: 'one column is read bare by $value, a row by the name of its key too',
    async run({ ask, mark }) {
      const created = await ask('POST', 'accounts?$select=accountid', { name: `${mark} A` }, represented)
      const { accountid } = created.body
      assert.equal((await ask('GET', `accounts(${accountid})/name/$value`)).text, `${mark} A`)
      assert.equal((await ask('GET', `accounts(accountid=${accountid})?$select=name`)).body.name, `${mark} A`)
    },
  },
  {
    name: 'a row that is brought along keeps the moment it was created',
    async run({ ask, mark }) {
      const row = { name: `${mark} A`, overriddencreatedon: '2020-01-31T00:00:00Z' }
      const created = await ask('POST', 'accounts?$select=createdon', row, represented)
      assert.equal(created.body.createdon, '2020-01-31T00:00:00Z')
    },
  },
]
