import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { freePort } from '../../src/store/embedded/free-port.ts'
import { standStill } from '../support/stand-still.ts'

const program = join(import.meta.dirname, '..', '..', 'sandbox', 'dataverse', 'main.ts')

/** A sandbox Dynamics 365 that can be killed, and comes back at the same address with what it answered. */
export class MortalDynamics implements AsyncDisposable {
  readonly url: string
  readonly caFile: string
  readonly #folder: string
  readonly #port: number
  #process: ChildProcess | undefined

  static async start(folder: string): Promise<MortalDynamics> {
    const dynamics = new MortalDynamics(folder, await freePort())
    await dynamics.#begin()
    return dynamics
  }

  private constructor(folder: string, port: number) {
    this.#folder = folder
    this.#port = port
    this.url = `https://localhost:${port}`
    this.caFile = join(folder, 'sandbox-ca.pem')
  }

  async killed(): Promise<void> {
    await this.#end()
    await this.#begin()
  }

  async stoodStill(milliseconds: number): Promise<void> {
    await standStill(this.#process, milliseconds)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end()
  }

  async #begin(): Promise<void> {
    this.#process = fork(program, ['--port', String(this.#port), '--data', this.#folder], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    await once(this.#process, 'message')
  }

  async #end(): Promise<void> {
    if (this.#process === undefined) return
    const ended = once(this.#process, 'exit')
    this.#process.kill('SIGKILL')
    await ended
  }
}
