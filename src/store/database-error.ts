import { Unavailable } from '../message/errors.ts'
import { isNoAnswer } from './no-answer.ts'

/**
 * PostgreSQL did not take a statement for a reason that passes: it is away, full, shutting down, stands still, or two transactions met.
 * Gives nothing for everything else: that is an error of ours and must be seen as one.
 */
export function storeUnavailable(error: unknown): Unavailable | undefined {
  if (isNoAnswer(error)) return error
  const code = codeOf(error)
  if (code === undefined || !(connectionCodes.has(code) || passingStates.some((state) => code.startsWith(state))))
    return undefined
  const text = error instanceof Error ? error.message : String(error)
  return new Unavailable(`The database cannot be used now (${code}: ${text}); nothing was stored, try again`, {
    code,
    cause: error,
  })
}

/** What Node.js and postgres.js call a connection that did not come about or broke. */
const connectionCodes = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  'EADDRNOTAVAIL',
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'EMFILE',
  'ENETUNREACH',
  'ENFILE',
  'ENOBUFS',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
])

/** SQLSTATEs, or their first two digits (PostgreSQL, appendix A). */
const passingStates = [
  '08', // connection exception
  '25006', // read-only: the server we knew is a standby now
  '25P03', // we let it wait within a transaction
  '40001', // serialization failure
  '40P01', // deadlock
  '53', // insufficient resources: too many connections, disk full, out of memory
  '55P03', // lock not available
  '57P', // shutdown, crash, starting up
  '58030', // input/output error
]

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  // Node.js gathers the attempts at several addresses (::1, 127.0.0.1) in one AggregateError.
  if (error instanceof AggregateError) return error.errors.map(codeOf).find((code) => code !== undefined)
  return undefined
}
