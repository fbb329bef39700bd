import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { until } from './until.ts'

const program = join(import.meta.dirname, '..', '..', 'bin', 'landbridge.js')

/** A command that runs until it is stopped, started as a person would; it ends with the test. */
export class RunningCommand {
  readonly #child: ChildProcess
  /** When it has ended and all it wrote is here. */
  readonly #closed: Promise<unknown>
  /** Everything it wrote so far. */
  output = ''

  constructor(t: TestContext, args: readonly string[], environment: Record<string, string>) {
    this.#child = spawn(process.execPath, [program, ...args], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (bytes) => {
        this.output += bytes
      })
    }
    this.#closed = once(this.#child, 'close')
    t.after(() => this.stop())
  }

  /** Waits until it has written this, and gives what the pattern found. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    return until(`it says ${pattern}`, async () => {
      const found = pattern.exec(this.output)
      if (found === null && this.#child.exitCode !== null) {
        throw new Error(`It ended with ${this.#child.exitCode} before it said ${pattern}: ${this.output}`)
      }
      return found ?? undefined
    })
  }

  /** Its exit code, after it has ended by itself. */
  async ends(): Promise<number | null> {
    await this.#closed
    return this.#child.exitCode
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill(signal)
    return this.ends()
  }
}
