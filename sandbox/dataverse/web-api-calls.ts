import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Call, type Reply, webApiError } from './call.ts'
import type { Faults, Misfortune } from './control/faults.ts'
import { operationsOf } from './control/operations.ts'
import type { RequestLog } from './control/request-log.ts'
import { callerOf } from './entra/caller.ts'
import type { Entra } from './entra/entra.ts'
import type { Environment } from './environment.ts'
import { answer } from './web-api/web-api.ts'

interface Needs {
  readonly entra: Entra
  readonly environment: Environment
  readonly log: RequestLog
  readonly faults: Faults
}

/** What is around the Web API: who asks, what goes wrong on purpose, and the log. Gives nothing when the connection is to be dropped. */
export async function answerOfWebApi(needs: Needs, call: Call): Promise<Reply | undefined> {
  const [found, path = ''] = /^\/api\/data\/v9\.[0-2](?:\/(.*))?$/.exec(call.path) ?? []
  if (found === undefined || decoded(path) === undefined)
    return webApiError(404, '0x8006088a', `Resource not found for the segment '${call.path}'.`)
  const startedAt = performance.now()
  const operations = operationsOf({ ...call, path }, (entitySet) => needs.environment.tableOf(entitySet)?.name)
  const caller = callerOf(needs.entra, call)
  const misfortune = 'refused' in caller ? none : needs.faults.strike(operations)
  if (misfortune.latency > 0) await sleep(misfortune.latency)
  const reply = 'refused' in caller ? caller.refused : await suffer(misfortune, () => pass(needs.environment, call, path, caller))
  needs.log.add(
    {
      method: call.method,
      path: decoded(path + call.url.search) ?? path + call.url.search,
      status: reply?.status ?? 0,
      milliseconds: Math.round(performance.now() - startedAt),
      fault: misfortune.fault?.kind ?? (misfortune.latency > 0 ? 'latency' : undefined),
    },
    operations,
  )
  return reply && { ...reply, headers: { ...serviceHeaders(), ...reply.headers } }
}

const none: Misfortune = { latency: 0, fault: undefined }

async function suffer({ fault }: Misfortune, act: () => Promise<Reply>): Promise<Reply | undefined> {
  switch (fault?.kind) {
    case undefined:
      return act()
    case 'throttle':
      return webApiError(429, '0x80072322', requestsExceeded, { 'retry-after': String(fault.retryAfter) })
    case 'error': {
      const retry = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }
      return webApiError(fault.status, fault.code, fault.message, retry)
    }
    case 'drop-before-commit':
      return undefined
    case 'drop-after-commit':
      await act()
      return undefined
  }
}

const requestsExceeded = 'Number of requests exceeded the limit of 6000 over time window of 300 seconds.'

function pass(environment: Environment, call: Call, path: string, { userId }: { userId: string }): Promise<Reply> {
  const headers = Object.fromEntries(Object.entries(call.headers).map(([name, value]) => [name, value?.toString()]))
  const { method, body, url } = call
  return answer(environment, { method, path, query: url.searchParams, headers, body, origin: url.origin, userId })
}

/** As recorded from the real service; the sandbox never runs out of budget by itself. */
function serviceHeaders(): Record<string, string | string[]> {
  return {
    'cache-control': 'no-cache',
    'x-ms-service-request-id': `${randomUUID()},${randomUUID()}`,
    req_id: randomUUID(),
    'x-ms-dop-hint': '4',
    'x-ms-ratelimit-time-remaining-xrm-requests': '1,200.00',
    'x-ms-ratelimit-burst-remaining-xrm-requests': '7999',
    'set-cookie': ['ARRAffinity=sandbox; path=/; secure; HttpOnly', `ReqClientId=${randomUUID()}; path=/; secure; HttpOnly`],
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
