import assert from 'node:assert/strict'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { command, launched } from '../../test/support/command.ts'
import { asSap } from '../../test/support/credentials.ts'
import { freshDatabase } from '../../test/support/database.ts'
import { debmas } from '../../test/support/idocs.ts'
import { RunningCommand } from '../../test/support/running-command.ts'
import { madeDynamics } from '../../test/support/sandbox-dataverse.ts'
import { settingsFor } from '../../test/support/test-settings.ts'
import { until } from '../../test/support/until.ts'
import { createLog } from '../create-log.ts'
import { startLandbridge } from '../main.ts'

const notHere = process.platform === 'linux' ? false : 'processes are looked up in /proc'

type Settings = Record<string, string> & { LANDBRIDGE_DATA: string }

/** Free ports, a data folder and a database of one's own. */
async function environment(t: TestContext): Promise<Settings> {
  const folder = mkdtempSync(join(tmpdir(), 'landbridge-demo-'))
  const database = await freshDatabase()
  t.after(async () => {
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    LANDBRIDGE_DATA: folder,
    DATABASE_URL: database.url,
    LANDBRIDGE_PORT: '0',
    SANDBOX_DATAVERSE_PORT: '0',
    SANDBOX_S4HANA_PORT: '0',
  }
}

/** The same, with what the sandbox Dynamics 365 of an earlier demo has left there. */
async function usedEnvironment(t: TestContext): Promise<Settings> {
  const settings = await environment(t)
  cpSync(await madeDynamics(), settings.LANDBRIDGE_DATA, { recursive: true })
  return settings
}

test('a port that is in use ends the demo with 2 and the name of its setting', async (t) => {
  const settings = await usedEnvironment(t)
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  t.after(() => other.close())
  const port = String((other.address() as AddressInfo).port)
  for (const name of ['SANDBOX_DATAVERSE_PORT', 'LANDBRIDGE_PORT', 'SANDBOX_S4HANA_PORT']) {
    const { code, errors } = await launched(['demo'], { ...settings, [name]: port })
    assert.equal(code, 2, errors)
    assert.match(errors, new RegExp(`^${name} ${port} .*is in use by another program; set ${name} to another one\\n$`))
  }
})

test('one port for two ends the demo with 2 and the names of both settings', async (t) => {
  const settings = { ...(await environment(t)), LANDBRIDGE_PORT: '18090', SANDBOX_S4HANA_PORT: '18090' }
  const { code, errors } = await launched(['demo'], settings)
  assert.deepEqual(
    [code, errors],
    [2, 'LANDBRIDGE_PORT and SANDBOX_S4HANA_PORT are the same port 18090; give each a port of its own\n'],
  )
})

test('the sandbox S/4HANA alone sends to the Landbridge at LANDBRIDGE_PORT when nothing else is said', async (t) => {
  const settings = { ...(await environment(t)), LANDBRIDGE_PORT: '18091', LANDBRIDGE_DEMO_DOCUMENTS: 'no' }
  const sandbox = new RunningCommand(t, ['sandbox'], settings)
  await sandbox.says(/sends to http:\/\/127\.0\.0\.1:18091\/idoc/)
  assert.equal(await sandbox.stop(), 0)
})

for (const [name, script] of [
  ['Dynamics 365', 'sandbox/dataverse/main.ts'],
  ['S/4HANA', 'sandbox/s4hana/main.ts'],
] as const) {
  test(`a sandbox ${name} that dies ends the demo with 1 and a sentence`, { skip: notHere }, async (t) => {
    const settings = await usedEnvironment(t)
    const demo = new RunningCommand(t, ['demo'], { ...settings, LANDBRIDGE_DEMO_DOCUMENTS: 'no' })
    await demo.says(/Ctrl-C stops everything/)
    process.kill(processOf(script, settings.LANDBRIDGE_DATA), 'SIGKILL')
    assert.equal(await demo.ends(), 1)
    assert.match(demo.output, new RegExp(`The sandbox ${name} ended`))
    assert.deepEqual(processesOf(settings.LANDBRIDGE_DATA), [])
  })
}

test('the demo without documents is ready: check is content, and nothing has arrived', async (t) => {
  const settings = { ...(await environment(t)), LANDBRIDGE_DEMO_DOCUMENTS: 'no' }
  const demo = new RunningCommand(t, ['demo'], settings)
  await demo.says(/Ctrl-C stops everything/)
  const ready = await command(['check', '--demo'], settings)
  assert.equal(ready.code, 0, ready.output + ready.errors)
  assert.equal((await launched(['messages'], settings)).output, 'No message has arrived yet.\n')
  assert.doesNotMatch(demo.output, /documents? delivered/)
  assert.equal(await demo.stop('SIGINT'), 0)
  assert.deepEqual(processesOf(settings.LANDBRIDGE_DATA), [])
})

test('the report ends also when examples wait behind a document that a person must look at', async (t) => {
  const settings = await usedEnvironment(t)
  await holdCustomer(settings)
  const demo = new RunningCommand(t, ['demo'], settings)
  await demo.says(/\d+ of \d+ documents delivered, .*[1-9] waiting behind a held one, \d held for a person/)
})

test('the sandboxes run alone, beside a Landbridge with its PostgreSQL on the same data folder, but not twice', async (t) => {
  const settings = { ...(await environment(t)), LANDBRIDGE_DEMO_DOCUMENTS: 'no' }
  const sandbox = new RunningCommand(t, ['sandbox', '--target', 'http://127.0.0.1:9/idoc'], settings)
  const [, s4hana] = await sandbox.says(/Sandbox S\/4HANA +(http:\/\/localhost:\d+) +sends to http:\/\/127\.0\.0\.1:9\/idoc/)
  assert.equal((await fetch(`${s4hana}/_sandbox/documents`)).status, 200)
  assert.match(readFileSync(join(settings.LANDBRIDGE_DATA, 'sandbox-ca.pem'), 'utf8'), /BEGIN CERTIFICATE/)
  const migrated = await command(['migrate', '--demo'], { ...settings, DATABASE_URL: '' })
  assert.equal(migrated.code, 0, migrated.errors)
  const again = await launched(['demo'], settings)
  assert.equal(again.code, 2)
  assert.match(again.errors, /is in use by process \d+/)
  assert.equal(await sandbox.stop(), 0)
  assert.deepEqual(processesOf(settings.LANDBRIDGE_DATA), [])
})

/** Leaves in its database what an earlier demo would have left there of a document that a person must look at. */
async function holdCustomer({ LANDBRIDGE_DATA: folder, DATABASE_URL: databaseUrl = '' }: Settings): Promise<void> {
  const dynamics = { url: 'https://localhost:9', port: 9, caFile: join(folder, 'sandbox-ca.pem') }
  const settings = settingsFor({ folder, databaseUrl, dynamics })
  const landbridge = await startLandbridge(settings, createLog({ logLevel: 'silent' }))
  try {
    const body = debmas({ docnum: 1, customer: 4711, fields: { UMSA1: 'a lot', UWAER: 'EUR' } })
    const headers = { ...asSap, 'content-type': 'text/xml' }
    assert.equal((await fetch(`${landbridge.url}/idoc`, { method: 'POST', headers, body })).status, 200)
    const messages = () => command(['messages'], { LANDBRIDGE_URL: landbridge.url })
    await until('it is held', async () => /held +business-partner\/4711/.test((await messages()).output))
  } finally {
    await landbridge.close()
  }
}

function processOf(script: string, folder: string): number {
  const [found] = processesOf(folder).filter(({ words }) => words.some((word) => word.endsWith(script)))
  assert.ok(found, `${script} runs`)
  return found.pid
}

/** The processes that name this data folder in their command line. */
function processesOf(folder: string): { pid: number; words: string[] }[] {
  if (notHere) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), words: wordsOf(name) }))
    .filter(({ words }) => words.includes(folder))
}

function wordsOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    // It ended meanwhile.
    return []
  }
}
