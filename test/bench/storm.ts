import { request } from 'undici'
import { customerIdoc, packetOf } from './document.ts'
import type { Landscape } from './landscape.ts'
import { readRows } from './read-rows.ts'

export interface Storm {
  readonly seconds: number
  /** Customers that stand in Dynamics 365 as they were sent last, once. */
  readonly right: number
  readonly wrong: number
  readonly requests: number
}

/**
 * So many changes of so many customers while the sandbox throttles at its real limits, drops one answer of a hundred after the commit and
 * fails one request of a hundred. Gives how it ended.
 */
export async function storm(
  landscape: Landscape,
  { customers, changes }: { customers: number; changes: number },
): Promise<Storm> {
  await control(landscape, 'limits', {})
  await control(landscape, 'faults', [
    { kind: 'drop-after-commit', rate: 0.01 },
    { kind: 'error', status: 500, code: '0x80044150', message: 'Generic SQL error.', rate: 0.01 },
  ])
  const before = await landscape.requests()
  const startedAt = performance.now()
  const first = 7_000_000
  for (let change = 1; change <= changes; change++) {
    const idocs = Array.from({ length: customers }, (_, n) =>
      customerIdoc(50_000_000 + change * customers + n, first + n, change),
    )
    const packets = Array.from({ length: Math.ceil(customers / 100) }, (_, n) => packetOf(idocs.slice(n * 100, (n + 1) * 100)))
    // Packets of one state may overtake each other, states may not.
    await Promise.all(packets.map((packet) => landscape.post(packet)))
  }
  await landscape.drained()
  const seconds = (performance.now() - startedAt) / 1000
  const requests = (await landscape.requests()) - before
  await control(landscape, 'limits', undefined)
  await control(landscape, 'faults', undefined)
  const rows = await readRows<{ accountnumber: string; telephone1: string }>(
    landscape,
    'accounts?$select=accountnumber,telephone1',
  )
  const stands = Map.groupBy(rows, ({ accountnumber }) => Number(accountnumber))
  const isRight = (customer: number) => {
    const found = stands.get(customer) ?? []
    return found.length === 1 && found[0]?.telephone1 === `040 ${changes}`
  }
  const right = Array.from({ length: customers }, (_, n) => first + n).filter(isRight).length
  return { seconds, right, wrong: customers - right, requests }
}

async function control({ dynamics, toDynamics: dispatcher }: Landscape, what: string, body: unknown): Promise<void> {
  const method = body === undefined ? 'DELETE' : 'POST'
  const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const answer = await request(`${dynamics}/_sandbox/${what}`, { dispatcher, method, ...sent })
  if (answer.statusCode >= 300) throw new Error(`/_sandbox/${what} answered ${answer.statusCode}: ${await answer.body.text()}`)
  await answer.body.dump()
}
