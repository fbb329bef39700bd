import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { command } from '../../test/support/command.ts'
import { freshDatabase, ownDatabase } from '../../test/support/database.ts'
import { createRow, dynamicsRows } from '../../test/support/dynamics-rows.ts'
import { LandbridgeProcess } from '../../test/support/landbridge-process.ts'
import { changeFile } from '../../test/support/own-project.ts'
import { sandboxDataverse } from '../../test/support/sandbox-dataverse.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'

test('check, provision and migrate lead from a bare environment to one that is ready', async (t) => {
  const { sql, url: databaseUrl } = await bareDatabase(t)
  const dynamics = await sandboxDataverse(t)
  const landbridge = new LandbridgeProcess({ folder: temporaryFolder(t), port: 0, dynamics, databaseUrl })

  const before = await landbridge.launch('check')
  assert.equal(before.code, 1)
  assert.match(before.output, /^✓ The settings are complete$/m)
  assert.match(before.output, /^✗ The database lacks 0001-.*: run npx landbridge migrate/m)
  assert.match(before.output, /^✓ Interfaces: .*Business partner → Account/m)
  assert.match(before.output, /^✓ Dynamics 365 at localhost.* knows us as user/m)
  assert.match(before.output, /^✗ Table account lacks lb_.*: run npx landbridge provision$/m)
  assert.match(before.output, /\n\d+ of these must be put right first\n$/)
  assert.equal((await sql`select from pg_tables where schemaname = 'public'`).length, 0, 'check touches nothing')

  const migrated = await landbridge.launch('migrate')
  assert.deepEqual([migrated.code, /^Applied 0001-/.test(migrated.output)], [0, true])
  assert.equal((await landbridge.run('migrate')).output, 'The database is up to date\n')

  const planned = await landbridge.run('provision', '--dry-run')
  assert.equal(planned.code, 0)
  assert.match(
    planned.output,
    /^This would be done in Dynamics 365:\n(?: {2}create the table lb_\w+\n)+ {2}create the column lb_\w+ of table account\n/,
  )
  assert.match((await landbridge.run('check')).output, /✗ Table account lacks/, 'a dry run creates nothing')

  const provisioned = await landbridge.launch('provision')
  assert.equal(provisioned.code, 0)
  assert.match(
    provisioned.output,
    /^\[1\/\d+\] create the table lb_\w+\n(?:\[\d+\/\d+\] create the table lb_\w+\n)*\[\d+\/\d+\] create the column lb_/,
  )
  assert.match(provisioned.output, /Dynamics 365 has everything that is needed now\.\n$/)
  assert.equal((await landbridge.run('provision')).output, 'Dynamics 365 has everything that is needed.\n')
  const noted = await sql<{ who: string; subject: string; detail: string }[]>`
    select who, subject, detail from audit where action = 'provision'`
  assert.equal(noted.length, 1, 'one line for all of it, and none for nothing')
  assert.match(noted[0]?.who ?? '', /^shell\/./)
  assert.equal(noted[0]?.subject, 'channel/dataverse')
  assert.match(noted[0]?.detail ?? '', /^create the table lb_\w+; .*create the key accountnumber of table account/)
  assert.doesNotMatch(noted[0]?.detail ?? '', /publish|wait/)

  const after = await landbridge.run('check')
  assert.equal(after.code, 0, after.output)
  assert.doesNotMatch(after.output, /✗/)
})

test('provision does without its line in the audit log when the database is away, and waits for keys no longer than told', async (t) => {
  const databaseUrl = 'postgres://landbridge@127.0.0.1:9/none'
  const provision = async (milliseconds: number, ...options: string[]) => {
    const dynamics = await sandboxDataverse(t)
    await dynamics.control('POST', 'key-indexes', { milliseconds })
    const landbridge = new LandbridgeProcess({ folder: temporaryFolder(t), port: 0, dynamics, databaseUrl })
    return landbridge.run('provision', ...options)
  }
  const hurried = await provision(600_000, '--wait', '0')
  assert.equal(hurried.code, 1, hurried.output)
  assert.match(hurried.output, /^The audit log has no line about this, .*: connect ECONNREFUSED 127\.0\.0\.1:9$/m)
  assert.match(hurried.output, /^The key \w+ of table \w+ is \w+, not yet active\. .*provision waits again$/m)
  const patient = await provision(3000)
  assert.equal(patient.code, 0, patient.output)
  assert.match(patient.output, /^\[\d+\/\d+\] wait until/m)
})

test('provision and check wait for a Dynamics 365 that wants to be left alone, say so, and find what a lost answer had created', async (t) => {
  const dynamics = await sandboxDataverse(t)
  const landbridge = new LandbridgeProcess({ folder: temporaryFolder(t), port: 0, dynamics })
  const trouble = [
    { kind: 'throttle', retryAfter: 1, next: 1, method: 'GET' },
    { kind: 'drop-after-commit', next: 1, method: 'POST' },
    { kind: 'error', status: 503, next: 1, method: 'POST' },
  ]
  for (const fault of trouble) await dynamics.control('POST', 'faults', fault)
  const provisioned = await landbridge.run('provision', '--wait', '0')
  assert.match(provisioned.output, /^Dynamics 365 could not take \w+: .*\. It is tried again in 1 s$/m)
  assert.match(provisioned.output, /was reached, but the connection ended .*\. It is tried again in 1 s$/m)
  assert.doesNotMatch(provisioned.output, /SAP|restart the message/)
  await dynamics.control('POST', 'faults', { kind: 'throttle', retryAfter: 1, next: 1 })
  const checked = await landbridge.run('check')
  assert.match(checked.output, /It is tried again in 1 s$/m)
  assert.doesNotMatch(checked.output, /✗ (?!The key .* still being built)/)
})

test('provision --solution makes nothing for a solution that is not there, all of it for one that is, and names what was there before', async (t) => {
  const { sql, url: databaseUrl } = await ownDatabase()
  const dynamics = await sandboxDataverse(t)
  const landbridge = new LandbridgeProcess({ folder: temporaryFolder(t), port: 0, dynamics, databaseUrl })
  for (const options of [[], ['--dry-run']]) {
    const refused = await landbridge.run('provision', '--solution', 'Contoso', ...options)
    assert.equal(refused.code, 2, refused.output)
    assert.match(refused.output, /^This environment has no solution 'Contoso': create it there, /)
  }
  assert.match((await landbridge.run('provision', '--dry-run')).output, /create the table lb_/, 'nothing was made')

  const [publisher] = await dynamicsRows<{ publisherid: string }>(dynamics, 'publishers?$select=publisherid')
  const solution = { uniquename: 'Contoso', friendlyname: 'Contoso Sales', version: '1.0.0.0' }
  await createRow(dynamics, 'solutions', { ...solution, 'publisherid@odata.bind': `/publishers(${publisher?.publisherid})` })
  const folder = temporaryFolder(t)
  const inSet = new LandbridgeProcess({ folder, port: 0, dynamics, databaseUrl })
  changeFile(join(folder, 'landbridge.config.ts'), (text) => text.replace('dataverse: {', "dataverse: { solution: 'Set',"))
  assert.match((await inSet.run('provision')).output, /^This environment has no solution 'Set': /)
  const planned = await inSet.run('provision', '--solution', 'contoso', '--dry-run')
  assert.match(planned.output, /^This would be done in Dynamics 365, in its solution Contoso:\n {2}create the table lb_/)
  const provisioned = await inSet.run('provision', '--solution', 'contoso')
  assert.equal(provisioned.code, 0, provisioned.output)
  assert.match(provisioned.output, /Dynamics 365 has everything that is needed now\.\n$/)
  const noted = await sql<{ detail: string }[]>`select detail from audit where action = 'provision'`
  assert.match(noted[0]?.detail ?? '', /^create the table lb_\w+; .*; in the solution Contoso$/)
  const again = await landbridge.run('provision', '--solution', 'Contoso')
  assert.match(
    again.output,
    /^Dynamics 365 has everything that is needed\.\nThis was there already and is not added; add to the solution Contoso, .*:\n {2}table /,
  )
  assert.match(again.output, /^ {2}table account: columns lb_\w+, .*; key accountnumber$/m)
})

test('check goes on after a database and a Dynamics 365 that are away, and says what both said', async (t) => {
  const dynamics = await sandboxDataverse(t)
  const away = { url: 'https://localhost:9', caFile: dynamics.caFile }
  const databaseUrl = 'postgres://landbridge@127.0.0.1:9/none'
  const landbridge = new LandbridgeProcess({ folder: temporaryFolder(t), port: 0, dynamics: away, databaseUrl })
  const { code, output } = await landbridge.run('check')
  assert.equal(code, 1)
  assert.match(output, /^✗ The database of DATABASE_URL cannot be used: .*ECONNREFUSED.*is it running/m)
  assert.match(output, /^✗ .*cannot be reached .*; try again when that is over$/m)
  assert.doesNotMatch(output, /\n {4}at /, 'no stack')
})

test('with --demo, before the demo ever ran, they say to start it', async (t) => {
  for (const name of ['check', 'provision']) {
    const { code, errors } = await command([name, '--demo'], { LANDBRIDGE_DATA: temporaryFolder(t) })
    assert.equal(code, 1)
    assert.match(
      errors,
      /^The demo has not run yet on .*; start it in this folder \(npm start, or npx landbridge demo in a project of your own\) and leave it running/,
    )
  }
})

async function bareDatabase(t: TestContext) {
  const database = await freshDatabase()
  t.after(() => database.drop())
  await database.sql`drop schema public cascade`
  await database.sql`create schema public`
  return database
}
