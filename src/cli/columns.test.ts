import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { LandbridgeProcess } from '../../test/support/landbridge-process.ts'
import { provisionedDataverse } from '../../test/support/sandbox-dataverse.ts'
import { settingsFor } from '../../test/support/test-settings.ts'
import { connectDynamics } from '../connect-dynamics.ts'
import { createLog } from '../create-log.ts'
import type { Table } from '../message/table.ts'

/** A provisioned sandbox, the command, and the file it prints as a program reads it. */
async function environment(t: TestContext) {
  const dynamics = await provisionedDataverse(t)
  const landbridge = new LandbridgeProcess({ folder: dynamics.folder, port: 0, dynamics })
  const channel = connectDynamics(
    settingsFor({ folder: dynamics.folder, databaseUrl: '', dynamics }),
    createLog({ logLevel: 'silent' }),
  )
  t.after(() => channel.close())
  return {
    columns: (...args: string[]) => landbridge.run('columns', ...args),
    check: (table: Table) => channel.check([table]),
    async tableOf(source: string, name: string): Promise<Table> {
      const face = pathToFileURL(join(import.meta.dirname, '..', 'interface.ts')).href
      const file = join(dynamics.folder, `${name}-tables.ts`)
      mkdirSync(dynamics.folder, { recursive: true })
      writeFileSync(file, source.replace(/from '[^']*src\/interface\.ts'/, `from '${face}'`))
      return (await import(pathToFileURL(file).href))[name]
    },
  }
}

test('columns prints a table as an interface has it, and Dynamics 365 is as it says', async (t) => {
  const { columns, check, tableOf } = await environment(t)
  for (const name of ['account', 'invoice', 'lb_customerinventory']) {
    const { code, output } = await columns(name)
    assert.equal(code, 0, output)
    const table = await tableOf(output, name.replace('lb_c', 'lbC'))
    const findings = await check(table)
    assert.ok(
      findings.every(({ ok, isWarning }) => ok && !isWarning),
      JSON.stringify(findings),
    )
  }
  const { output } = await columns('account')
  const account = await tableOf(output, 'account')
  const { name, accountnumber, creditlimit, creditonhold, paymenttermscode, parentaccountid, lb_language } = account.columns
  assert.deepEqual(
    { name, accountnumber, creditonhold, lb_language },
    {
      name: { kind: 'text', length: 160 },
      accountnumber: { kind: 'text', length: 20 },
      creditonhold: { kind: 'yesNo' },
      lb_language: { kind: 'text', length: 10 },
    },
  )
  assert.equal(creditlimit?.kind, 'decimal')
  assert.deepEqual(paymenttermscode?.kind === 'choice' && paymenttermscode.options['2% 10, Net 30'], 2)
  assert.deepEqual(parentaccountid?.kind === 'lookup' && { ...parentaccountid.to }, {
    name: 'account',
    set: 'accounts',
    id: 'accountid',
    key: ['accountnumber'],
  })
  // What nobody writes is not there: the key, the owner of the row's making, the twin of an amount.
  for (const absent of ['accountid', 'createdon', 'creditlimit_base', 'versionnumber'])
    assert.ok(!(absent in account.columns), absent)
})

test('only the columns that are named are printed; one that is not there, and a table, are said to be none', async (t) => {
  const { columns } = await environment(t)
  const { output } = await columns('account', 'name', 'parentaccountid')
  assert.equal(
    output.replace(/from '[^']*'/, "from '…'"),
    `import { lookupTo, table, text } from '…'

const accountIdentity = { name: 'account', set: 'accounts', id: 'accountid', key: ['accountnumber'] } as const

export const account = table(
  accountIdentity,
  {
    name: text(160),
    parentaccountid: lookupTo(accountIdentity),
  },
)
`,
  )
  assert.match((await columns('systemuser')).output, /It has no alternate key of text: name the columns its rows are found by/)
  for (const [args, says] of [
    [['account', 'nome', 'createdon'], /Table account has no column nome, createdon that can be written/],
    [['kunde'], /This environment has no table kunde; take its logical name/],
    [['account', '--receiver', 'america'], /There is no receiver 'america' in the settings; there is dataverse/],
  ] as const) {
    const refused = await columns(...args)
    assert.equal(refused.code, 1)
    assert.match(refused.output, says)
  }
})
