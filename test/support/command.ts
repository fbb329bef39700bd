import { spawn } from 'node:child_process'
import { Console } from 'node:console'
import { once } from 'node:events'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { run } from '../../src/cli/run.ts'

const program = join(import.meta.dirname, '..', '..', 'bin', 'landbridge.js')

interface Ended {
  readonly code: number
  readonly output: string
  readonly errors: string
  /** Both, in the order in which a terminal shows them. */
  readonly said: string
}

let last: Promise<unknown> = Promise.resolve()

/**
 * Runs what `npx landbridge …` runs to its end, in this process, where it need not be loaded each time. One after the other: they share an
 * environment, a folder and a console. A file of TypeScript that was read, one of settings or of an interface, is not read again here, and
 * whether the process would end nobody sees: each kind of command is launched somewhere, too.
 */
export function command(args: readonly string[], environment: Record<string, string> = {}, cwd = process.cwd()): Promise<Ended> {
  const ended = last.then(() => inSurroundings({ environment, cwd }, () => run(args)))
  last = ended.catch(() => {})
  return ended
}

/** Runs `npx landbridge …` to its end as a person would: a launcher, and a process that begins with nothing. */
export async function launched(args: readonly string[], environment: Record<string, string> = {}, cwd?: string): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, ...environment },
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const words = new Words()
  child.stdout.pipe(words.output)
  child.stderr.pipe(words.errors)
  const [code] = await once(child, 'close')
  return { code: code as number, ...words.heard }
}

async function inSurroundings(
  { environment, cwd }: { environment: Record<string, string>; cwd: string },
  work: () => Promise<number>,
): Promise<Ended> {
  const before = { env: process.env, cwd: process.cwd(), console: globalThis.console, streams: streamsOf(process) }
  const { output, errors, heard } = new Words()
  process.env = { ...before.env, ...environment }
  process.chdir(cwd)
  Object.defineProperties(process, {
    stdout: { value: output, configurable: true },
    stderr: { value: errors, configurable: true },
  })
  globalThis.console = new Console(output, errors)
  try {
    return { code: await work(), ...heard }
  } finally {
    globalThis.console = before.console
    Object.defineProperties(process, before.streams)
    process.chdir(before.cwd)
    process.env = before.env
  }
}

function streamsOf(owner: typeof process): PropertyDescriptorMap {
  const { stdout, stderr } = Object.getOwnPropertyDescriptors(owner)
  return { stdout, stderr }
}

/** What is said to two streams, and all of it as it comes. */
class Words {
  readonly heard = { output: '', errors: '', said: '' }
  readonly output = this.#hear('output')
  readonly errors = this.#hear('errors')

  #hear(stream: 'output' | 'errors'): Writable {
    return new Writable({
      write: (bytes, _encoding, done) => {
        this.heard[stream] += bytes
        this.heard.said += bytes
        done()
      },
    })
  }
}
