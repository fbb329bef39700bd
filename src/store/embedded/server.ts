import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from './free-port.ts'
import { endServer } from './leftover.ts'
import type { Place } from './place.ts'
import { endOfLog, openLog, tailOfLog } from './server-log.ts'
import { serverSettings } from './server-settings.ts'

/** One running PostgreSQL. */
export class Server {
  readonly port: number
  /** The folder of its socket file; none where there can be no such file. */
  readonly sockets: string | undefined
  /** Settles when the process is gone, with its last words; never rejects. */
  readonly ended: Promise<string>
  readonly #process: ChildProcess
  readonly #cluster: string
  #gone = false

  /** Starts the process; `ready` tells whether it came up. */
  static async spawn(place: Place, settings: Record<string, string>): Promise<Server> {
    return new Server(place, await freePort(), settings)
  }

  private constructor({ programs, home, owner }: Place, port: number, settings: Record<string, string>) {
    this.port = port
    this.sockets = socketFolder(home, port)
    this.#cluster = join(home, 'cluster')
    const since = endOfLog(home)
    const log = openLog(home)
    const options = Object.entries({ ...serverSettings(port, this.sockets), ...settings }).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ])
    this.#process = spawn(join(programs, 'bin', 'postgres'), ['-D', this.#cluster, ...options], {
      ...owner,
      cwd: home,
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
      stdio: ['ignore', log, log],
      // Its own process group: Ctrl-C in a terminal reaches us only, and we stop it after our own work has ended.
      detached: true,
    })
    closeSync(log)
    this.#process.unref()
    const atExit = () => this.#process.kill('SIGINT')
    process.once('exit', atExit)
    this.ended = new Promise((resolve) => {
      const end = (why: string) => {
        this.#gone = true
        process.off('exit', atExit)
        resolve(why)
      }
      this.#process.once('error', (error) => end(error.message))
      this.#process.once('exit', (code, signal) => end(tailOfLog(home, since) || `It ended with ${signal ?? `code ${code}`}`))
    })
  }

  /** Gives nothing once PostgreSQL takes connections, or its last words if it ended instead. Recovery after a kill may take a while. */
  async ready(): Promise<string | undefined> {
    while (!this.#gone) {
      if (this.#saysReady()) return undefined
      await pause(20)
    }
    return this.ended
  }

  async stop(): Promise<void> {
    if (this.#gone || this.#process.pid === undefined) return
    this.#process.ref()
    await Promise.race([endServer(this.#process.pid), this.ended])
    await this.ended
  }

  /** The eighth line of PostgreSQL's note is its state; pg_ctl looks there as well. */
  #saysReady(): boolean {
    const note = join(this.#cluster, 'postmaster.pid')
    if (!existsSync(note)) return false
    const lines = readFileSync(note, 'utf8').split('\n')
    return Number(lines[0]) === this.#process.pid && lines[7]?.trim() === 'ready'
  }
}

/** Beside the cluster, where nobody else may go. A system takes paths of about a hundred characters only (unix(7), sun_path). */
function socketFolder(home: string, port: number): string | undefined {
  if (process.platform === 'win32' || home.includes(',')) return undefined
  return Buffer.byteLength(`${home}/.s.PGSQL.${port}`) <= 100 ? home : undefined
}
