import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { command, launched } from '../../test/support/command.ts'
import { freshDatabase } from '../../test/support/database.ts'
import { LandbridgeProcess } from '../../test/support/landbridge-process.ts'
import { RunningCommand } from '../../test/support/running-command.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'

/** What `npx landbridge start` needs; the Dynamics 365 it names is away. */
async function environment(t: TestContext): Promise<Record<string, string> & { LANDBRIDGE_DATA: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'landbridge-start-'))
  const database = await freshDatabase()
  t.after(async () => {
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  })
  // Nobody connects with it; it must only be there.
  const caFile = join(import.meta.dirname, '..', '..', 'package.json')
  new LandbridgeProcess({ folder, port: 0, dynamics: { url: 'https://localhost:9', caFile } })
  return {
    LANDBRIDGE_CONFIG: join(folder, 'landbridge.config.ts'),
    LANDBRIDGE_DATA: join(folder, 'data'),
    LANDBRIDGE_PORT: '0',
    DATABASE_URL: database.url,
    SENDER_PASSWORD: 'sandbox',
    ADMIN_PASSWORD: 'sandbox',
    CLIENT_SECRET: 'very-secret',
  }
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  test(`start serves until ${signal}, then ends with 0; meanwhile the other commands find it by its data folder`, async (t) => {
    const settings = await environment(t)
    const running = new RunningCommand(t, ['start'], settings)
    const [, url] = await running.says(/Landbridge listens at (http:\/\/127\.0\.0\.1:\d+)/)
    assert.equal((await fetch(`${url}/health/ready`)).status, 200)
    const messages = await command(['messages'], { LANDBRIDGE_DATA: settings.LANDBRIDGE_DATA })
    assert.deepEqual([messages.code, messages.output], [0, 'No message has arrived yet.\n'])

    assert.equal(await running.stop(signal), 0)
    assert.equal(existsSync(join(settings.LANDBRIDGE_DATA, 'running.json')), false)
    const lines = running.output.trim().split('\n')
    for (const line of lines) assert.ok(JSON.parse(line).msg, 'the log is a JSON line each')
    assert.match(lines.at(-1) ?? '', /Stopping/)
    assert.doesNotMatch(running.output, /very-secret|sandbox"/)
  })
}

test('a command with a wrong password ends with 1 and says where it is set', async (t) => {
  const settings = await environment(t)
  const running = new RunningCommand(t, ['start'], settings)
  await running.says(/Landbridge listens at/)
  const refused = await launched(['messages'], { LANDBRIDGE_DATA: settings.LANDBRIDGE_DATA, LANDBRIDGE_PASSWORD: 'wrong' })
  assert.equal(refused.code, 1)
  assert.equal(refused.errors, 'User or password is wrong or missing; set LANDBRIDGE_USER and LANDBRIDGE_PASSWORD\n')
})

test('a second start on the same data folder ends with 2 and says who has it', async (t) => {
  const settings = await environment(t)
  const running = new RunningCommand(t, ['start'], settings)
  await running.says(/Landbridge listens at/)
  const { pid } = JSON.parse(readFileSync(join(settings.LANDBRIDGE_DATA, 'running.json'), 'utf8'))
  const second = await launched(['start'], settings)
  assert.equal(second.code, 2)
  assert.match(second.errors, new RegExp(`^The data folder .* is in use by process ${pid} .*LANDBRIDGE_DATA.*\\n$`))
})

test('a port, an address or a database that cannot be used ends with 2 and the name of the setting', async (t) => {
  const settings = await environment(t)
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  t.after(() => other.close())
  const { port } = other.address() as AddressInfo
  for (const [wrong, said] of [
    [{ LANDBRIDGE_PORT: String(port) }, /^LANDBRIDGE_PORT \d+ at 127\.0\.0\.1 is in use/],
    [{ LANDBRIDGE_HOST: '192.0.2.1' }, /^LANDBRIDGE_HOST '192\.0\.2\.1' is no address of this machine/],
    [
      { DATABASE_URL: 'postgres://landbridge:hush@127.0.0.1:9/x' },
      /^The database of DATABASE_URL cannot be used: .*ECONNREFUSED/,
    ],
  ] as const) {
    const { code, errors } = await launched(['start'], { ...settings, ...(wrong as Record<string, string>) })
    assert.equal(code, 2, errors)
    assert.match(errors, said)
    assert.equal(errors.trim().split('\n').length, 1, errors)
    assert.doesNotMatch(errors, /hush/)
    assert.equal(existsSync(join(settings.LANDBRIDGE_DATA, 'running.json')), false)
  }
})

test('a configured authority file that is not there ends with 2 and its name', async (t) => {
  const settings = await environment(t)
  const folder = temporaryFolder(t)
  new LandbridgeProcess({ folder, port: 0, dynamics: { url: 'https://localhost:9', caFile: '/nowhere/ca.pem' } })
  const { code, errors } = await launched(['start'], { ...settings, LANDBRIDGE_CONFIG: join(folder, 'landbridge.config.ts') })
  assert.equal(code, 2)
  assert.match(errors, /^dataverse\.caFile names '\/nowhere\/ca\.pem', which cannot be read: .*\n$/)
})

test('of a config file with several environments the one counts that LANDBRIDGE_ENVIRONMENT names', async (t) => {
  const settings = await environment(t)
  const several = join(settings.LANDBRIDGE_DATA, '..', 'several.ts')
  const own = `import common from './landbridge.config.ts'\nexport default { ...common, environments: { dev: { senders: [] }, prod: {} } }\n`
  writeFileSync(several, own)
  const given = { ...settings, LANDBRIDGE_CONFIG: several }
  const unnamed = await command(['start'], given)
  assert.deepEqual([unnamed.code, unnamed.errors], [2, `LANDBRIDGE_ENVIRONMENT is not set; ${several} has dev, prod\n`])
  const wrong = await command(['start'], { ...given, LANDBRIDGE_ENVIRONMENT: 'dev' })
  assert.equal(wrong.code, 2)
  assert.match(wrong.errors, /^senders in .*several\.ts, environment dev: .*\n$/)
  const running = new RunningCommand(t, ['start'], { ...given, LANDBRIDGE_ENVIRONMENT: 'prod' })
  await running.says(/Landbridge listens at http:\S+, environment prod/)
})
