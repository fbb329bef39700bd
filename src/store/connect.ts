import { Socket } from 'node:net'
import postgres from 'postgres'
import { endingSilence } from './transaction-silence.ts'

/** Connections to PostgreSQL; `sql.begin` gives a transaction, which every function of store/ and queue/ takes as well. */
export type Sql = postgres.Sql

/**
 * A pool of up to `max` connections. Nothing connects before the first query. `?host=/folder` in the URL is the folder of a Unix socket,
 * in place of the host (PostgreSQL: "Connection URIs").
 */
export function connect(url: string, options: ConnectOptions = {}): Sql {
  const { address, ...path } = withSocketPath(url)
  const settings = {
    ...path,
    max: options.max ?? 10,
    connect_timeout: 10,
    onnotice: () => {},
    // No more than PgBouncer knows.
    connection: { application_name: 'landbridge', TimeZone: 'UTC' },
    socket: promptSockets(),
    ...(options.heard && { debug: (_: number, query: string, parameters: unknown[]) => options.heard?.(query, parameters) }),
  }
  return endingSilence(postgres(address, settings))
}

export interface ConnectOptions {
  readonly max?: number
  /** Told of every statement before it goes out. */
  readonly heard?: (query: string, parameters: unknown[]) => void
}

function withSocketPath(url: string): { address: string; path?: string } {
  const folder = /[?&]host=([^&]*)/.exec(url)?.[1]
  if (folder === undefined) return { address: url }
  const address = new URL(url)
  address.searchParams.delete('host')
  return { address: address.href, path: `${decodeURIComponent(folder)}/.s.PGSQL.${address.port || 5432}` }
}

/**
 * Sockets that send at once what they are given. Otherwise the end of a COPY, five bytes, is kept back until PostgreSQL has
 * acknowledged what went before (RFC 896), which it puts off for 40 ms (RFC 1122, 4.2.3.2). Several hosts are tried in turn.
 */
function promptSockets(): (address: Address) => Socket {
  let turn = 0
  return ({ host, port, path }) => {
    const socket = new Socket().setNoDelay(true)
    const index = turn++ % port.length
    // What is written before the connection is there waits for it.
    if (typeof path === 'string') return socket.connect(path)
    return Object.assign(socket, { host: host[index] }).connect(port[index] as number, host[index] as string)
  }
}

/** As postgres.js has understood the URL. */
interface Address {
  readonly host: readonly string[]
  readonly port: readonly number[]
  /** Of a Unix socket. */
  readonly path: string | false
}
