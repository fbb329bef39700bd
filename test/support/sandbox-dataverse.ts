import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, type TestContext } from 'node:test'
import tls from 'node:tls'
import { type Dataverse, startDataverse } from '../../sandbox/dataverse/start.ts'
import { makeDynamics } from './make-dynamics.ts'

export interface SandboxDataverse extends Dataverse {
  /** PEM text of the authority to trust. */
  readonly ca: string
  readonly folder: string
  /** Asks the control below `/_sandbox/`. Throws when it refuses. */
  control<T = unknown>(method: string, path: string, body?: unknown): Promise<T>
}

/** The fault, for its control, that refuses the next request about an account as a plug-in of the customer would. */
export const pluginSaysNo = {
  kind: 'error',
  status: 400,
  code: '0x80040265',
  message: 'A plug-in says no.',
  next: 1,
  table: 'account',
}

/** A sandbox Dynamics 365 of one's own, gone after the test. The libraries of this process trust it, as Node.js lets them. */
export async function sandboxDataverse(t: TestContext): Promise<SandboxDataverse> {
  return start(t, (path) => !path.endsWith('.jsonl'))
}

/** One that has the tables of the delivered interfaces already. */
export async function provisionedDataverse(t: TestContext): Promise<SandboxDataverse> {
  return start(t, () => true)
}

async function start(t: TestContext, begins: (path: string) => boolean): Promise<SandboxDataverse> {
  const folder = mkdtempSync(join(tmpdir(), 'landbridge-dynamics-'))
  cpSync(await madeDynamics(), folder, { recursive: true, filter: begins })
  const dataverse = await startDataverse({ port: 0, folder })
  t.after(async () => {
    await dataverse.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const ca = readFileSync(dataverse.caFile, 'utf8')
  const trusted = tls.getCACertificates('default')
  if (!trusted.includes(ca)) tls.setDefaultCACertificates([...trusted, ca])
  return { ...dataverse, ca, folder, control: (method, path, body) => control(dataverse, method, path, body) }
}

let own: ReturnType<typeof makeDynamics> | undefined

/** A folder to begin with a copy of. The test run's; a test file run by hand makes its own. */
export async function madeDynamics(): Promise<string> {
  const given = process.env.LANDBRIDGE_TEST_DYNAMICS
  if (given) return given
  own ??= makeDynamics()
  return (await own).folder
}

after(async () => {
  const made = await own
  made?.remove()
})

async function control<T>({ url }: Dataverse, method: string, path: string, body: unknown): Promise<T> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const response = await fetch(`${url}/_sandbox/${path}`, { method, ...sent })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
  return JSON.parse(text) as T
}
