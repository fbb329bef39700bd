import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { SettingsError } from '../settings/settings-error.ts'
import { CommandFailed } from './exit.ts'

/** A program of ours that runs beside us and ends with us. */
export interface Child {
  /** Where it listens. */
  readonly port: number
  /** Comes back with a sentence when it ends without being asked to. */
  readonly ended: Promise<string>
  stop(): Promise<void>
}

const root = join(import.meta.dirname, '..', '..')

/**
 * Starts a sandbox and waits until it says that it listens. @throws {SettingsError} naming the setting when its port is in use
 * @throws {CommandFailed} with its own words when it cannot start otherwise
 */
export async function startChild(
  name: string,
  script: string,
  { portSetting, ...options }: Readonly<Record<string, string>> & { readonly portSetting: string },
): Promise<Child> {
  const args = Object.entries(options).flatMap(([option, value]) => [`--${option}`, value])
  // It has its own process group, so that Ctrl-C reaches only us and we stop it when nothing needs it any more.
  const child = fork(join(root, script), args, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], detached: true })
  let words = ''
  child.stderr?.on('data', (bytes) => {
    words = `${words}${bytes}`.slice(-4000)
  })
  const exit = once(child, 'exit')
  const ready = once(child, 'message').then(([message]) => message as { port: number })
  const started = await Promise.race([ready, exit.then(() => undefined)])
  if (started === undefined) {
    if (/in use/.test(words))
      throw new SettingsError(`${portSetting} ${options.port} is in use by another program; set ${portSetting} to another one`)
    throw new CommandFailed(words.trim() || `The ${name} ended before it was ready`)
  }
  let isStopping = false
  return {
    port: started.port,
    ended: new Promise((resolve) => {
      exit.then(() => {
        if (!isStopping) resolve(`The ${name} ended: ${words.trim() || 'it did not say why'}`)
      })
    }),
    async stop() {
      isStopping = true
      await stop(child, exit)
    },
  }
}

async function stop(child: ChildProcess, exit: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000)
  await exit
  clearTimeout(timer)
}
