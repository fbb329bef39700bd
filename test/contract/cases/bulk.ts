import assert from 'node:assert/strict'
import type { ContractCase } from '../case.ts'
import { type Answer, type ContractClient, errorIn, valueIn } from '../client.ts'

const needs = 'account key'

export const bulkCases: readonly ContractCase[] = [
  {
    name: 'CreateMultiple answers with the ids in order',
    async run(client) {
      const { ask, mark } = client
      const answer = await send(client, 'CreateMultiple', [{ name: `${mark} A` }, { name: `${mark} B` }])
      assert.equal(answer.status, 200)
      const ids = answer.body.Ids as string[]
      assert.equal((await ask('GET', `accounts(${ids[1]})?$select=name`)).body.name, `${mark} B`)
    },
  },
  {
    name: 'CreateMultiple makes all rows or none',
    async run(client) {
      const { mark } = client
      const answer = await send(client, 'CreateMultiple', [
        { name: `${mark} A` },
        { name: `${mark} B`, telephone1: 'x'.repeat(51) },
      ])
      assert.equal(answer.status, 400)
      assert.deepEqual(await numbers(client), [])
    },
  },
  {
    name: 'UpsertMultiple makes and changes rows by key and tells nothing of it',
    needs,
    async run(client) {
      const { mark } = client
      const target = (n: number, name: string) => ({
        '@odata.id': `accounts(accountnumber='${mark}${n}')`,
        name: `${mark} ${name}`,
      })
      const first = await send(client, 'UpsertMultiple', [target(1, 'A')])
      const second = await send(client, 'UpsertMultiple', [target(1, 'B'), target(2, 'C')])
      assert.deepEqual([first.status, first.text, second.status, second.text], [204, '', 204, ''])
      assert.deepEqual(await numbers(client), [`${mark}1`, `${mark}2`])
    },
  },
  {
    name: 'UpsertMultiple takes no whole address for @odata.id',
    needs,
    async run(client) {
      const { mark, environment } = client
      const id = `${environment.url}/api/data/v9.2/accounts(accountnumber='${mark}')`
      const answer = await send(client, 'UpsertMultiple', [{ '@odata.id': id, name: `${mark} A` }])
      assert.deepEqual(errorIn(answer), [400, '0x80048d19'])
    },
  },
  {
    name: 'UpsertMultiple fails for no reason told when a new row has its key in the body, and takes it for a known one',
    needs,
    async run(client) {
      const { mark } = client
      const twice = { '@odata.id': `accounts(accountnumber='${mark}')`, accountnumber: mark, name: `${mark} A` }
      assert.deepEqual(errorIn(await send(client, 'UpsertMultiple', [twice])), [400, '0x80040216'])
      const { accountnumber: _, ...once } = twice
      assert.equal((await send(client, 'UpsertMultiple', [once])).status, 204)
      assert.equal((await send(client, 'UpsertMultiple', [twice])).status, 204)
    },
  },
  {
    name: 'UpdateMultiple changes rows by id and none when one is missing',
    async run(client) {
      const { ask, mark } = client
      const { body } = await send(client, 'CreateMultiple', [{ name: `${mark} A` }])
      const [accountid = ''] = body.Ids as string[]
      const changed = await send(client, 'UpdateMultiple', [{ accountid, name: `${mark} B` }])
      assert.deepEqual([changed.status, changed.text], [204, ''])
      const missing = { accountid: '00000000-0000-4000-8000-0000000000ff', name: `${mark} X` }
      assert.equal((await send(client, 'UpdateMultiple', [{ accountid, name: `${mark} C` }, missing])).status, 404)
      assert.equal((await ask('GET', `accounts(${accountid})?$select=name`)).body.name, `${mark} B`)
    },
  },
  {
    name: 'each target must tell its type',
    async run({ ask, mark }) {
      const path = 'accounts/Microsoft.Dynamics.CRM.CreateMultiple'
      assert.equal((await ask('POST', path, { Targets: [{ name: `${mark} A` }] })).status, 400)
    },
  },
  {
    name: 'there is no DeleteMultiple for standard tables',
    async run({ ask }) {
      const refused = await ask('POST', 'accounts/Microsoft.Dynamics.CRM.DeleteMultiple', { Targets: [] })
      assert.ok(refused.status >= 400, refused.text)
    },
  },
  {
    name: 'clients find out by sdkmessagefilters which tables have bulk messages',
    async run({ ask }) {
      const filter = "sdkmessageid/name eq 'CreateMultiple' and primaryobjecttypecode eq 'account'"
      const found = await ask('GET', `sdkmessagefilters?$select=sdkmessagefilterid&$filter=${encodeURIComponent(filter)}`)
      assert.equal(valueIn(found).length, 1)
    },
  },
]

function send({ ask }: ContractClient, message: string, targets: readonly object[]): Promise<Answer> {
  const Targets = targets.map((target) => ({ '@odata.type': 'Microsoft.Dynamics.CRM.account', ...target }))
  return ask('POST', `accounts/Microsoft.Dynamics.CRM.${message}`, { Targets })
}

async function numbers({ ask, mark }: ContractClient): Promise<unknown[]> {
  const found = await ask('GET', `accounts?$select=accountnumber&$orderby=accountnumber&$filter=startswith(name,'${mark}')`)
  return valueIn(found).map(({ accountnumber }) => accountnumber)
}
