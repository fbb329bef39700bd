import assert from 'node:assert/strict'
import test from 'node:test'
import { error, recordedDataverse } from '../../../test/support/recorded-dataverse.ts'
import type { Table } from '../../message/table.ts'
import { patiently } from './patiently.ts'
import { applyProvision, planProvision } from './provision.ts'
import { findSolution } from './solution.ts'

const stock: Table = {
  name: 'lb_stock',
  set: 'lb_stocks',
  id: 'lb_stockid',
  key: ['lb_number'],
  custom: { label: 'Stock', plural: 'Stocks', primaryName: { name: 'lb_name', label: 'Name', length: 100 } },
  columns: {
    lb_name: { kind: 'text', length: 100, custom: 'Name' },
    lb_number: { kind: 'text', length: 10, custom: 'Number' },
    lb_accountid: { kind: 'lookup', to: { name: 'account', set: 'accounts', id: 'accountid', key: [] }, custom: 'Account' },
  },
}

const place = "EntityDefinitions(LogicalName='lb_stock')"
const created = ['EntityDefinitions', `${place}/Attributes`, 'RelationshipDefinitions', `${place}/Keys`]

for (const [claim, solution] of [
  ['is created in the solution that is named', 'Contoso'],
  ['is created in no solution when none is named', undefined],
] as const) {
  test(`each table, column, lookup and key ${claim}, and what creates nothing never names one`, async (t) => {
    let looks = 0
    const { channel, asked } = await recordedDataverse(t, ({ method, path }) => {
      if (method === 'POST') return { status: 204 }
      if (path.startsWith('organizations')) return { status: 200, body: { value: [{ languagecode: 1033 }] } }
      if (looks++ === 0) return error(404, '0x80060888', 'There is no lb_stock')
      const key = { LogicalName: 'lb_number_key', KeyAttributes: ['lb_number'], EntityKeyIndexStatus: 'Active' }
      return { status: 200, body: { Keys: [key] } }
    })
    await applyProvision(channel.api, await planProvision(channel.api, [stock]), { pollMs: 1, solution })
    const named = asked.map(({ path, headers }) => [path, headers['mscrm.solutionuniquename']] as const)
    assert.deepEqual(
      named.filter(([path]) => created.includes(path)),
      created.map((path) => [path, solution]),
    )
    assert.ok(named.every(([path, name]) => created.includes(path) || name === undefined))
  })
}

test('what is there already is named, as no step puts it into a solution; a failed key that is built once more is among it', async (t) => {
  const { channel, asked } = await recordedDataverse(t, ({ method, path }) => {
    if (method === 'POST' || path.startsWith('organizations')) return { status: 204 }
    const key = { LogicalName: 'lb_number_key', KeyAttributes: ['lb_number'], EntityKeyIndexStatus: 'Failed' }
    const Attributes = [{ LogicalName: 'lb_name' }]
    return {
      status: 200,
      body: { Attributes, Keys: [key], ManyToOneRelationships: [{ ReferencingEntityNavigationPropertyName: 'lb_accountid' }] },
    }
  })
  const { steps, present } = await planProvision(channel.api, [stock])
  assert.deepEqual(present, ['table lb_stock: itself; columns lb_name, lb_accountid; key lb_number'])
  const rebuild = steps.filter(({ kind }) => kind === 'rebuild')
  await applyProvision(channel.api, { steps: rebuild }, { solution: 'Contoso' })
  assert.deepEqual([asked.at(-1)?.path, asked.at(-1)?.headers['mscrm.solutionuniquename']], ['ReactivateEntityKey', undefined])
})

test('a solution is found by its unique name, and spelled as Dynamics 365 does', async (t) => {
  const { channel, asked } = await recordedDataverse(t, (_, count) =>
    count === 1
      ? error(429, '0x80072322', 'Number of requests exceeded', { 'retry-after': '0' })
      : { status: 200, body: { value: [{ uniquename: 'Contoso', ismanaged: false }] } },
  )
  const told: string[] = []
  const trying = patiently((sentence) => told.push(sentence), { firstMs: 1 })
  assert.equal(await findSolution(channel.api, "conto'so", trying), 'Contoso')
  assert.match(asked[1]?.path ?? '', /\$filter=uniquename eq 'conto''so'&/)
  assert.equal(told.length, 1)
})

test('a solution that is not there, or takes nothing because it is managed, is named with what to do', async (t) => {
  for (const [value, message] of [
    [
      [],
      /^This environment has no solution 'Contoso': create it there, or give the unique name .* run npx landbridge provision again$/,
    ],
    [
      [{ uniquename: 'Contoso', ismanaged: true }],
      /^The solution 'Contoso' is managed in this environment.* name an unmanaged solution$/,
    ],
  ] as const) {
    const { channel } = await recordedDataverse(t, () => ({ status: 200, body: { value } }))
    await assert.rejects(findSolution(channel.api, 'Contoso'), { name: 'Misconfigured', message })
  }
})
