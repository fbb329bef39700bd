import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { startDataverse } from '../../sandbox/dataverse/start.ts'
import { connectDynamics } from '../../src/connect-dynamics.ts'
import { createLog } from '../../src/create-log.ts'
import type { Table } from '../../src/message/table.ts'
import { LandbridgeProcess } from '../support/landbridge-process.ts'
import { provisionedDataverse } from '../support/sandbox-dataverse.ts'
import { settingsFor } from '../support/test-settings.ts'

test('check says what is right and what is not yet, and after provision that all is well', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'landbridge-check-'))
  const dynamics = await startDataverse({ port: 0, folder: join(folder, 'dynamics') })
  t.after(async () => {
    await dynamics.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const landbridge = new LandbridgeProcess({ folder, port: 0, dynamics })

  const before = await landbridge.run('check')
  assert.equal(before.code, 1, before.output)
  assert.match(before.output, /^✓ Interfaces: .*Business partner → Account, /m)
  assert.match(before.output, /^✗ .*lb_language/m)
  assert.match(before.output, /^! Nobody is told of trouble: name an e-mail address/m)
  assert.match(before.output, /of these must be put right first$/m)

  assert.equal((await landbridge.run('provision')).code, 0)
  const after = await landbridge.run('check')
  assert.equal(after.code, 0, after.output)
  assert.doesNotMatch(after.output, /✗/)
})

const account: Table = {
  name: 'account',
  set: 'accounts',
  id: 'accountid',
  key: [],
  columns: {
    name: { kind: 'text', length: 160 },
    description: { kind: 'text', length: 2000 },
    creditlimit: { kind: 'decimal', min: '0', max: '100000000000' },
    creditonhold: { kind: 'yesNo' },
    paymenttermscode: { kind: 'choice', options: { 'Net 30': 1 } },
  },
}

/** What check says of the table in a sandbox, with the lines that are well left out. */
async function saidOf(t: TestContext, change: Partial<Table>) {
  const dynamics = await provisionedDataverse(t)
  const channel = connectDynamics(
    settingsFor({ folder: dynamics.folder, databaseUrl: '', dynamics }),
    createLog({ logLevel: 'silent' }),
  )
  t.after(() => channel.close())
  const columns = { ...account.columns, ...change.columns }
  const findings = await channel.check([{ ...account, ...change, columns }])
  return findings.filter(({ ok, isWarning }) => !ok || isWarning)
}

test('tables.ts is held to what Dynamics 365 has: nothing is said where both say the same', async (t) => {
  assert.deepEqual(await saidOf(t, {}), [])
})

test('a set or a key column that has another name in Dynamics 365 is named', async (t) => {
  assert.deepEqual(await saidOf(t, { set: 'account', id: 'id' }), [
    {
      ok: false,
      text: 'Table account has the set accounts and the key column accountid here: write that as set and id into tables.ts of the interface',
    },
  ])
})

test('a column of another kind is named', async (t) => {
  const columns: Table['columns'] = { creditonhold: { kind: 'text', length: 1 }, name: { kind: 'date' } }
  assert.deepEqual(
    (await saidOf(t, { columns })).map(({ text }) => text),
    [
      'Column name of table account is of the type String here and takes no date: correct its kind in tables.ts of the interface',
      'Column creditonhold of table account is of the type Boolean here and takes no text: correct its kind in tables.ts of the interface',
    ],
  )
})

test('columns that take fewer characters, and options that are not there, are a warning: of most documents nothing is refused', async (t) => {
  const columns: Table['columns'] = {
    name: { kind: 'text', length: 400 },
    paymenttermscode: { kind: 'choice', options: { 'Net 30': 1, 'Net 14': 714, Cash: 715 } },
  }
  assert.deepEqual(await saidOf(t, { columns }), [
    {
      ok: true,
      isWarning: true,
      text: 'Table account takes fewer characters here: name 160 of 400. What is longer will be refused; lengthen the columns there',
    },
    {
      ok: true,
      isWarning: true,
      text: 'Table account lacks options here: paymenttermscode 714 (Net 14), 715 (Cash). What has them will be refused; add them there, or map to others',
    },
  ])
})
