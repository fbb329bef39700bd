import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { command } from '../support/command.ts'
import { dynamicsRows } from '../support/dynamics-rows.ts'
import { until } from '../support/until.ts'

const root = join(import.meta.dirname, '..', '..')
const examples = globSync('src/interfaces/*/examples/*.{idoc,xi}.xml', { cwd: root }).length
const held = globSync('src/interfaces/*/examples/*.held.txt', { cwd: root }).length

test('npm start brings the examples into the sandbox, tells how they fared, keeps them, and does not send them again', async (t) => {
  const demo = new Demo(t)
  await demo.start()
  const summary = `${examples - held} of ${examples} documents delivered, ${held} held for a person`
  await until('the examples are worked off', async () => demo.output.includes(summary))

  const messages = await demo.run('messages', '--limit', '100')
  assert.equal(messages.code, 0)
  assert.match(messages.output, /710002 +DEBMAS07 +delivered +business-partner\/4711 +create/)
  assert.match(messages.output, /710010 +DEBMAS07 +held/)
  const shown = await demo.run('show', '710010')
  assert.match(shown.output, /has no KUNNR.*restart 710010.*cancel 710010/s)
  const dynamics = { url: demo.addressOf('Sandbox Dynamics 365'), caFile: join(demo.folder, 'sandbox-ca.pem') }
  const [pumps] = await dynamicsRows<{ name: string }>(dynamics, "accounts?$filter=accountnumber eq '0000004711'")
  assert.equal(pumps?.name, 'Beispiel Pumpenwerk GmbH Werk Nord')

  await demo.stop()
  await demo.start()
  await until('the examples are reported again', async () => demo.output.includes(summary))
  assert.equal(messagesIn((await demo.run('messages', '--json', '--limit', '100')).output), examples)
  assert.equal((await demo.run('cancel', '710010', '--reason', 'an example')).code, 0)
  assert.match((await demo.run('messages', '--idoc', '710010')).output, /cancelled/)
})

test('everything ends when npm start is killed', async (t) => {
  const demo = new Demo(t)
  await demo.start()
  const addresses = ['Landbridge', 'Sandbox Dynamics 365', 'Sandbox S/4HANA'].map((name) => demo.addressOf(name))
  await demo.stop('SIGKILL')
  for (const address of addresses) {
    const port = new URL(address).port
    await until(`nobody listens at ${address}`, async () => (await connectionTo(port)) === 'refused')
  }
})

function messagesIn(json: string): number {
  return (JSON.parse(json) as { items: unknown[] }).items.length
}

async function connectionTo(port: string): Promise<'taken' | 'refused'> {
  const socket = connect(Number(port), '127.0.0.1')
  const taken = await Promise.race([
    once(socket, 'connect').then(() => 'taken' as const),
    once(socket, 'close').then(() => 'refused' as const),
  ]).catch(() => 'refused' as const)
  socket.destroy()
  return taken
}

/** `npm start` in a data folder of its own, on free ports. */
class Demo {
  readonly folder: string
  readonly #environment: Record<string, string>
  #process: ChildProcess | undefined
  output = ''

  constructor(t: TestContext) {
    const home = mkdtempSync(join(tmpdir(), 'landbridge-demo-'))
    this.folder = join(home, 'data')
    this.#environment = {
      LANDBRIDGE_DATA: this.folder,
      LANDBRIDGE_PORT: '0',
      SANDBOX_DATAVERSE_PORT: '0',
      SANDBOX_S4HANA_PORT: '0',
    }
    t.after(async () => {
      await this.stop()
      rmSync(home, { recursive: true, force: true })
    })
  }

  async start(): Promise<void> {
    this.output = ''
    const child = spawn(process.execPath, [join(root, 'bin', 'landbridge.js'), 'demo'], {
      env: { ...process.env, ...this.#environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#process = child
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (bytes) => {
        this.output += bytes
      })
    }
    await until('the addresses are printed', async () => {
      if (child.exitCode !== null) throw new Error(`It ended: ${this.output}`)
      return this.output.includes('Ctrl-C stops everything')
    })
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.#process
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }

  run(...words: string[]): Promise<{ code: number; output: string }> {
    return command(words, this.#environment)
  }

  addressOf(name: string): string {
    const [, address = ''] = new RegExp(`${name.replace('/', '\\/')} +(https?://[^/\\s]+)`).exec(this.output) ?? []
    return address
  }
}
