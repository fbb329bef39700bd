import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Agent, request } from 'undici'
import { connect, type Sql } from '../../src/store/connect.ts'
import { asAdmin, asSap } from '../support/credentials.ts'
import { drained } from './drained.ts'

const root = join(import.meta.dirname, '..', '..')

/** What a sender posts at once, where it is not a packet of IDocs. */
export interface Body {
  readonly path: '/idoc' | '/xi'
  readonly contentType: string
  readonly text: string
}

/** The whole product as `npm start` brings it up, in processes of its own, with nothing sent yet. */
export class Landscape implements AsyncDisposable {
  readonly url: string
  readonly dynamics: string
  readonly folder: string
  /** Keeps 64 connections to Landbridge. */
  readonly agent = new Agent({ connections: 64, pipelining: 1 })
  readonly toDynamics: Agent
  readonly #process: ChildProcess

  private constructor(child: ChildProcess, folder: string, url: string, dynamics: string) {
    this.#process = child
    this.folder = folder
    this.url = url
    this.dynamics = dynamics
    this.toDynamics = new Agent({ connections: 32, connect: { ca: readFileSync(join(folder, 'sandbox-ca.pem'), 'utf8') } })
  }

  static async start(): Promise<Landscape> {
    const folder = mkdtempSync(join(tmpdir(), 'landbridge-bench-'))
    const ports = { LANDBRIDGE_PORT: '0', SANDBOX_DATAVERSE_PORT: '0', SANDBOX_S4HANA_PORT: '0' }
    const env = { ...process.env, ...ports, LANDBRIDGE_DATA: folder, LANDBRIDGE_DEMO_DOCUMENTS: 'no' }
    const child = spawn(process.execPath, [join(root, 'bin', 'landbridge.js'), 'demo'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    for await (const bytes of child.stdout) {
      output += bytes
      const [, url] = /Landbridge +(http:\/\/[\d.]+:\d+)/.exec(output) ?? []
      const [, dynamics] = /Sandbox Dynamics 365 +(https:\/\/\S+)/.exec(output) ?? []
      if (url !== undefined && dynamics !== undefined && output.includes('Ctrl-C'))
        return new Landscape(child, folder, url, dynamics)
    }
    throw new Error(`The demo did not start: ${output}`)
  }

  /** Posts a packet, or what else is said, and waits for its 200. */
  async post(body: string | Body): Promise<void> {
    const { path, contentType, text } =
      typeof body === 'string' ? { path: '/idoc', contentType: 'text/xml; charset=utf-8', text: body } : body
    const headers = { ...asSap, 'content-type': contentType }
    const answer = await request(this.url + path, { dispatcher: this.agent, method: 'POST', headers, body: text })
    const said = await answer.body.text()
    if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}: ${said}`)
  }

  async api<T>(path: string): Promise<T> {
    const { body } = await request(`${this.url}/api${path}`, { dispatcher: this.agent, headers: asAdmin })
    return (await body.json()) as T
  }

  /** Waits until nothing is left to deliver. */
  async drained(): Promise<void> {
    await drained(() => this.api('/queues'))
  }

  /** Requests the sandbox Dynamics 365 has answered so far over HTTP, what a batch holds not counted apart. */
  async requests(): Promise<number> {
    const { body } = await request(`${this.dynamics}/_sandbox/requests`, { dispatcher: this.toDynamics })
    return ((await body.json()) as { total: number }).total
  }

  /** From now on the sandbox answers so much later. */
  async latency(milliseconds: number): Promise<void> {
    const faults = { dispatcher: this.toDynamics, headers: { 'content-type': 'application/json' } }
    await request(`${this.dynamics}/_sandbox/faults`, { ...faults, method: 'DELETE' })
    if (milliseconds === 0) return
    const body = JSON.stringify({ kind: 'latency', milliseconds })
    await request(`${this.dynamics}/_sandbox/faults`, { ...faults, method: 'POST', body })
  }

  /** Seconds of CPU that Landbridge and its PostgreSQL have spent; nothing where the system does not tell. */
  cpu(): { node: number; postgres: number } | undefined {
    try {
      const ticks = (pid: number | string) => {
        const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /, '')
          .split(' ')
        return (Number(fields[11]) + Number(fields[12])) / 100
      }
      const pid = Number(JSON.parse(readFileSync(join(this.folder, 'running.json'), 'utf8')).pid)
      const [postmaster] = readFileSync(join(this.folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')
      const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ')
      return { node: ticks(pid), postgres: children.map(ticks).reduce((sum, one) => sum + one, 0) }
    } catch {
      return undefined
    }
  }

  /** Connections to its PostgreSQL. */
  database(max = 1): { readonly sql: Sql; [Symbol.asyncDispose](): Promise<void> } {
    const [, , , port] = readFileSync(join(this.folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')
    const password = readFileSync(join(this.folder, 'postgres-password'), 'utf8').trim()
    const sql = connect(`postgres://landbridge:${password}@127.0.0.1:${port}/landbridge`, { max })
    return { sql, [Symbol.asyncDispose]: () => sql.end() }
  }

  /** MiB of memory Landbridge's process holds; nothing where the system does not tell. */
  memory(): number | undefined {
    try {
      const { pid } = JSON.parse(readFileSync(join(this.folder, 'running.json'), 'utf8')) as { pid: number }
      return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
    } catch {
      return undefined
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill('SIGTERM')
    await once(this.#process, 'exit')
    await Promise.all([this.agent.destroy(), this.toDynamics.destroy()])
    rmSync(this.folder, { recursive: true, force: true })
  }
}
