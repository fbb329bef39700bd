import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Call, type Reply, webApiError } from './call.ts'
import { faultReply } from './control/fault-reply.ts'
import type { Faults, Misfortune } from './control/faults.ts'
import { type Operation, operationsOf } from './control/operations.ts'
import type { RequestLog } from './control/request-log.ts'
import { isPreflight, preflightReply, sharedWithPages } from './cors.ts'
import { callerOf } from './entra/caller.ts'
import type { Entra } from './entra/entra.ts'
import type { Environment } from './environment.ts'
import type { ServiceProtection, Turn } from './protection/service-protection.ts'
import type { WebApiRequest } from './web-api/request.ts'
import { answer } from './web-api/web-api.ts'

interface Needs {
  readonly entra: Entra
  readonly environment: Environment
  readonly log: RequestLog
  readonly faults: Faults
  readonly protection: ServiceProtection
}

/**
 * What is around the Web API: who asks, whether there is room for it, what goes wrong on purpose, and the log. Gives nothing
 * when the connection is to be dropped.
 */
export async function answerOfWebApi(needs: Needs, call: Call): Promise<Reply | undefined> {
  if (isPreflight(call)) return preflightReply(call)
  const reply = await answerOfVersion(needs, call)
  const asksFromPage = call.headers.origin !== undefined
  return asksFromPage && reply !== undefined ? { ...reply, headers: { ...sharedWithPages, ...reply.headers } } : reply
}

async function answerOfVersion(needs: Needs, call: Call): Promise<Reply | undefined> {
  const [found, version, path = ''] = /^\/api\/data\/v(9\.[0-2])(?:\/(.*))?$/.exec(call.path) ?? []
  if (found === undefined) return noSuchVersion(call)
  if (decoded(path) === undefined) return webApiError(404, '0x80060888', `Resource not found for the segment '${call.path}'.`)
  if ((call.targetLength ?? 0) > longest)
    return webApiError(414, '0x80060888', `The request URI is longer than ${longest} characters.`)
  const startedAt = performance.now()
  const operations = operationsOf({ ...call, path }, (entitySet) => needs.environment.tableOf(entitySet)?.name)
  const { reply, fault, turn } = await answered(needs, call, { path, version }, operations)
  needs.log.add(
    {
      method: call.method,
      path: decoded(path + call.url.search) ?? path + call.url.search,
      status: reply?.status ?? 0,
      milliseconds: Math.round(performance.now() - startedAt),
      ...(turn?.server === undefined ? {} : { server: turn.server }),
      fault,
    },
    operations,
  )
  return reply && { ...reply, headers: { ...serviceHeaders(turn), ...reply.headers } }
}

/** Versions are 9.0, 9.1 and 9.2 (Microsoft: "Compose HTTP requests and handle errors"); at any other there is nothing. */
function noSuchVersion({ url, path }: Call): Reply {
  return webApiError(404, '', `No HTTP resource was found that matches the request URI '${url.origin}${path}'.`)
}

/** What is behind the address of the Web API. */
interface Target {
  readonly path: string
  readonly version: string | undefined
}

/** Characters of an address (Microsoft: "Compose HTTP requests", maximum URL length). */
const longest = 32_768

interface Answered {
  readonly reply: Reply | undefined
  /** What went wrong on purpose. */
  readonly fault?: string | undefined
  readonly turn?: Turn
}

async function answered(needs: Needs, call: Call, target: Target, operations: readonly Operation[]): Promise<Answered> {
  const caller = callerOf(needs.entra, call)
  if ('refused' in caller) return { reply: caller.refused }
  const isBatch = operations[0]?.table === '$batch'
  const turn = needs.protection.enter({ user: caller.userId, cookie: call.headers.cookie, isBatch })
  try {
    if (turn.refused !== undefined) return { reply: turn.refused, turn }
    const { latency, fault } = needs.faults.strike(operations)
    if (latency > 0) await needs.faults.delay(latency)
    const reply = await suffer(fault, () => pass(needs, call, target, caller, turn))
    return { reply, fault: fault?.kind ?? (latency > 0 ? 'latency' : undefined), turn }
  } finally {
    turn.end()
  }
}

async function suffer(fault: Misfortune['fault'], act: () => Promise<Reply>): Promise<Reply | undefined> {
  switch (fault?.kind) {
    case undefined:
      return act()
    case 'throttle':
    case 'error':
      return faultReply(fault)
    case 'drop-before-commit':
      return undefined
    case 'drop-after-commit':
      await act()
      return undefined
    case 'hang-after-commit':
      await act()
      return hang(fault.milliseconds)
    case 'hang-before-commit':
      return hang(fault.milliseconds)
  }
}

/** Nobody answers, and at last the connection is cut. */
async function hang(milliseconds: number): Promise<undefined> {
  await sleep(milliseconds, undefined, { ref: false })
}

function pass(needs: Needs, call: Call, target: Target, { userId }: { userId: string }, { spend }: Turn): Promise<Reply> {
  const headers = Object.fromEntries(Object.entries(call.headers).map(([name, value]) => [name, value?.toString()]))
  const { method, body, url } = call
  const beforePart = beforePartOf(needs, spend)
  const request = { method, ...target, query: url.searchParams, headers, body, origin: url.origin, userId, beforePart }
  return answer(needs.environment, request)
}

/** What may turn away one request within a batch: a limit, or a fault. */
function beforePartOf({ environment, faults }: Needs, spend: Turn['spend']): WebApiRequest['beforePart'] {
  if (spend === undefined && !faults.hitsParts) return undefined
  return ({ method, address }) => {
    const path = address.replace(/^.*?\/api\/data\/v[\d.]+\//, '')
    const [operation] = operationsOf({ method, path, body: '' }, (entitySet) => environment.tableOf(entitySet)?.name)
    const fault = operation === undefined ? undefined : faults.strikePart(operation)
    return spend?.() ?? (fault === undefined ? undefined : faultReply(fault))
  }
}

/** As recorded from the real service. */
function serviceHeaders(turn: Turn | undefined): Record<string, string | string[]> {
  const { 'set-cookie': affinity, ...limits } = turn?.headers() ?? {}
  const client = `ReqClientId=${randomUUID()}; path=/; secure; HttpOnly`
  return {
    'cache-control': 'no-cache',
    'x-ms-service-request-id': `${randomUUID()},${randomUUID()}`,
    req_id: randomUUID(),
    'crm.serviceid': 'CRMAppPool',
    authactivityid: randomUUID(),
    ...limits,
    'set-cookie': affinity === undefined ? [client] : [affinity, client],
  }
}

/** Gives nothing when the percent-encoding is wrong. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
