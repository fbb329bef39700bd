import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { type EmbeddedPostgres, startEmbedded } from '../../src/store/embedded/start-embedded.ts'
import { pidOf } from '../support/postgres-pid.ts'
import { until } from '../support/until.ts'

/** A PostgreSQL that can be killed, and comes back at the same address. */
export class MortalPostgres implements AsyncDisposable {
  readonly #folder: string
  /** Between it and whoever connects: its own port is another one each time. */
  readonly #relay = createServer((socket) => this.#join(socket))
  readonly #sockets = new Set<Socket>()
  #running: EmbeddedPostgres | undefined
  #pid = 0

  static async start(folder: string): Promise<MortalPostgres> {
    mkdirSync(folder)
    const postgres = new MortalPostgres(folder)
    await postgres.#begin()
    postgres.#relay.listen(0, '127.0.0.1')
    await once(postgres.#relay, 'listening')
    return postgres
  }

  private constructor(folder: string) {
    this.#folder = folder
  }

  get url(): string {
    const { username, password, pathname } = new URL(this.#running?.url ?? '')
    return `postgres://${username}:${password}@127.0.0.1:${(this.#relay.address() as AddressInfo).port}${pathname}`
  }

  /** As when the power goes out, and comes again. */
  async killed(): Promise<void> {
    this.#running = undefined
    process.kill(this.#pid, 'SIGKILL')
    this.turnAway()
    await until('it is gone', async () => !isThere(this.#pid))
    await this.#begin()
  }

  /** Ends every connection. */
  turnAway(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#relay.close()
    this.turnAway()
    await this.#running?.stop()
  }

  async #begin(): Promise<void> {
    const running = await startEmbedded({ folder: this.#folder, log: { info() {}, warn() {}, error() {} } })
    this.#pid = await pidOf(running.url)
    this.#running = running
  }

  #join(socket: Socket): void {
    const port = this.#running && Number(new URL(this.#running.url).port)
    if (port === undefined) {
      socket.destroy()
      return
    }
    const onward = connect(port, '127.0.0.1')
    socket.pipe(onward).pipe(socket)
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const)
      one.on('error', () => {}).once('close', () => other.destroy())
    this.#sockets.add(socket)
    socket.once('close', () => this.#sockets.delete(socket))
  }
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
