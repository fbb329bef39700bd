import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { command, launched } from './command.ts'
import { asAdmin } from './credentials.ts'
import { standStill } from './stand-still.ts'
import { until } from './until.ts'

const root = join(import.meta.dirname, '..', '..')

/** Landbridge as its users run it: a process of its own with a config file, against the systems given. */
export class LandbridgeProcess {
  readonly url: string
  readonly #environment: Record<string, string>
  #process: ChildProcess | undefined
  #output = ''

  constructor(options: { folder: string; port: number; dynamics: { url: string; caFile: string }; databaseUrl?: string }) {
    const { folder, port, dynamics, databaseUrl } = options
    const config = join(folder, 'landbridge.config.ts')
    writeFileSync(config, configText(dynamics))
    this.url = `http://127.0.0.1:${port}`
    this.#environment = {
      LANDBRIDGE_CONFIG: config,
      LANDBRIDGE_PORT: String(port),
      LANDBRIDGE_DATA: join(folder, 'data'),
      LOG_LEVEL: 'warn',
      SENDER_PASSWORD: 'sandbox',
      ADMIN_PASSWORD: 'sandbox',
      CLIENT_SECRET: 'landbridge-secret',
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    }
  }

  /** Everything it wrote so far. */
  get output(): string {
    return this.#output
  }

  async start(): Promise<void> {
    const child = this.#spawn()
    this.#process = child
    await until('Landbridge is ready', async () => {
      if (child.exitCode !== null) throw new Error(`Landbridge ended with ${child.exitCode}: ${this.#output}`)
      return (await fetch(`${this.url}/health/ready`).catch(() => undefined))?.ok
    })
  }

  /** Ends it as the power going out would, and comes back when it is gone. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM')
  }

  /** Does nothing at all for so long. */
  async stoodStill(milliseconds: number): Promise<void> {
    await standStill(this.#process, milliseconds)
  }

  /** Runs another command with the same settings to its end. The config file is not read again once it was. */
  async run(...words: string[]): Promise<{ code: number; output: string }> {
    const { code, said } = await command(words, this.#environment)
    return { code, output: said }
  }

  /** The same in a process of its own, which must end by itself. */
  async launch(...words: string[]): Promise<{ code: number; output: string }> {
    const { code, said } = await launched(words, this.#environment)
    return { code, output: said }
  }

  async get<T>(path: string): Promise<T> {
    const response = await fetch(`${this.url}${path}`, { headers: asAdmin })
    if (!response.ok) throw new Error(`GET ${path} answered ${response.status}: ${await response.text()}`)
    return (await response.json()) as T
  }

  #spawn(): ChildProcess {
    const child = spawn(process.execPath, [join(root, 'src', 'cli', 'main.ts'), 'start'], {
      env: { ...process.env, ...this.#environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (bytes) => {
        this.#output += bytes
      })
    }
    return child
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }
}

function configText(dynamics: { url: string; caFile: string }): string {
  return `import { defineConfig, secret } from ${JSON.stringify(join(root, 'src', 'config.ts'))}

export default defineConfig({
  senders: [{ system: 'S4HCLNT100', user: 'S4HCLNT100', password: secret('SENDER_PASSWORD') }],
  users: [{ name: 'admin', password: secret('ADMIN_PASSWORD') }],
  dataverse: {
    url: ${JSON.stringify(dynamics.url)},
    caFile: ${JSON.stringify(dynamics.caFile)},
    credential: {
      kind: 'secret',
      tenantId: 'sandbox',
      clientId: 'landbridge',
      clientSecret: secret('CLIENT_SECRET'),
      authorityHost: ${JSON.stringify(dynamics.url)},
    },
  },
})
`
}
