import { z } from 'zod'
import { type Call, json, type Reply } from '../call.ts'
import type { AccessTokens } from '../entra/access-tokens.ts'
import type { App, Registrations } from '../entra/registrations.ts'
import { readLimits } from '../protection/limits.ts'
import type { ServiceProtection } from '../protection/service-protection.ts'
import type { ActiveFault, Faults } from './faults.ts'
import { type Fault, readFault } from './read-fault.ts'
import { readInput } from './read-input.ts'
import type { RequestLog } from './request-log.ts'
import type { Snapshots } from './snapshots.ts'

export interface Control {
  readonly log: RequestLog
  readonly faults: Faults
  readonly protection: ServiceProtection
  readonly registrations: Registrations
  /** Puts the rows back to what they were at the very first start. */
  readonly resetRows: () => void
  /** Makes all delta tokens given so far useless, as time does. */
  readonly expireTokens: () => void
  readonly tokens: Pick<AccessTokens, 'lifetime' | 'revoke'>
  /** Adds an app registration and its application user. Throws a sentence. */
  readonly addApp: (input: unknown) => App
  readonly snapshots: Snapshots
  /** How long the index of a new alternate key takes from now on. */
  readonly setIndexTime: (milliseconds: number) => void
}

/** What tests and people steer the sandbox by, below `/_sandbox/`; gives nothing when there is no such address. */
export function answerOfControl(control: Control, call: Call): Reply | undefined {
  const { log, faults, protection, registrations } = control
  const [snapshot, name = '', act] = /^\/_sandbox\/snapshots\/([a-z0-9-]{1,40})(\/restore)?$/.exec(call.path) ?? []
  if (snapshot !== undefined) return answerOfSnapshot(control.snapshots, call.method, name, act !== undefined)
  const id = /^\/_sandbox\/faults\/(\d{1,15})$/.exec(call.path)?.[1]
  if (id !== undefined && call.method === 'DELETE') {
    return faults.remove(Number(id)) ? listed(faults) : json(404, { error: `There is no fault ${id}` })
  }
  // Whoever asks for the head wants that of the answer to a GET (RFC 9110, 9.3.2); node:http leaves its body out.
  switch (`${call.method === 'HEAD' ? 'GET' : call.method} ${call.path}`) {
    case 'POST /_sandbox/reset':
      control.resetRows()
      log.clear()
      faults.clear()
      protection.reset()
      return done(call, json(200, { reset: true }))
    case 'GET /_sandbox/requests':
      return attempt(() => json(200, { total: log.total, counts: log.counts, items: log.recent(limitIn(call)) }))
    case 'GET /_sandbox/faults':
      return listed(faults)
    case 'POST /_sandbox/faults':
      return attempt(() => done(call, json(201, { items: faultsIn(call).map((fault) => shown(faults.add(fault))) })))
    case 'DELETE /_sandbox/faults':
    case 'POST /_sandbox/faults/clear':
      faults.clear()
      return done(call, listed(faults))
    case 'POST /_sandbox/change-tracking/expire':
      control.expireTokens()
      return json(200, { expired: true })
    case 'POST /_sandbox/apps':
      return attempt(() => {
        const { clientId, userId } = control.addApp(JSON.parse(call.body))
        return json(201, { clientId, userId })
      })
    case 'POST /_sandbox/tokens':
      return attempt(() => {
        control.tokens.lifetime = readInput(tokens, JSON.parse(call.body || '{}'), 'The tokens').lifetimeSeconds
        return json(200, { lifetimeSeconds: control.tokens.lifetime })
      })
    case 'POST /_sandbox/tokens/revoke':
      control.tokens.revoke()
      return json(200, { revoked: true })
    case 'POST /_sandbox/key-indexes':
      return attempt(() => {
        const { milliseconds } = readInput(keyIndexes, JSON.parse(call.body || '{}'), 'The key indexes')
        control.setIndexTime(milliseconds)
        return json(200, { milliseconds })
      })
    case 'GET /_sandbox/snapshots':
      return json(200, { items: control.snapshots.names })
    case 'GET /_sandbox/limits':
      return shownLimits(protection)
    case 'POST /_sandbox/limits':
      return attempt(() => {
        protection.set(readLimits(isForm(call) ? fieldsOf(call.body) : JSON.parse(call.body || '{}')))
        return done(call, shownLimits(protection))
      })
    case 'DELETE /_sandbox/limits':
    case 'POST /_sandbox/limits/clear':
      protection.set(undefined)
      return done(call, shownLimits(protection))
    case 'POST /_sandbox/certificates':
      return attempt(() => json(201, { thumbprint: registrations.register(call.body).fingerprint256 }))
    default:
      return undefined
  }
}

const tokens = z.strictObject({ lifetimeSeconds: z.int().min(1).max(86_400) })

const keyIndexes = z.strictObject({ milliseconds: z.int().min(0).max(3_600_000) })

function answerOfSnapshot(snapshots: Snapshots, method: string, name: string, isRestore: boolean): Reply | undefined {
  if (method === 'POST' && isRestore)
    return snapshots.restore(name) ? json(200, { restored: name }) : json(404, { error: `There is no snapshot ${name}` })
  if (isRestore || (method !== 'POST' && method !== 'DELETE')) return undefined
  if (method === 'POST') snapshots.take(name)
  else snapshots.remove(name)
  return json(method === 'POST' ? 201 : 200, { items: snapshots.names })
}

function listed(faults: Faults): Reply {
  return json(200, { items: faults.active.map(shown) })
}

function shown({ id, fault, left, hits }: ActiveFault): object {
  return { id, ...fault, left, hits }
}

function shownLimits(protection: ServiceProtection): Reply {
  return json(200, { limits: protection.limits ?? null, left: protection.left() })
}

function limitIn({ url }: Call): number {
  const limit = Number(url.searchParams.get('limit') ?? 100)
  if (Number.isInteger(limit) && limit > 0) return limit
  throw new Error('limit must be a whole number from 1')
}

/** What the caller sent may be wrong: then this is what it is told. */
function attempt(act: () => Reply): Reply {
  try {
    return act()
  } catch (error) {
    return json(400, { error: (error as Error).message })
  }
}

/** One fault, or a list of them. */
function faultsIn(call: Call): Fault[] {
  const input: unknown = isForm(call) ? fieldsOf(call.body) : JSON.parse(call.body)
  return (Array.isArray(input) ? input : [input]).map(readFault)
}

/** curl says it sends a form, also when it sends JSON. */
function isForm({ headers, body }: Call): boolean {
  return headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true && !/^\s*[[{]/.test(body)
}

/** A form sends all its fields, as text; those left empty were not meant. */
function fieldsOf(body: string): Record<string, string | number> {
  const filled = [...new URLSearchParams(body)].filter(([, value]) => value !== '')
  return Object.fromEntries(filled.map(([name, value]) => [name, /^\d+(\.\d+)?$/.test(value) ? Number(value) : value]))
}

/** A form on the page wants the page back, a program the result. */
function done({ headers }: Call, reply: Reply): Reply {
  if (!headers.accept?.includes('text/html')) return reply
  return { status: 303, headers: { location: '/' }, body: '' }
}
