import type { Sql } from 'postgres'
import type { LoadedInterface } from '../interfaces/load.ts'
import { ownerOf } from '../mapping/define-interface.ts'
import { missCode, missedCode } from '../mapping/miss-code.ts'
import { overlaid, type ValueMappings } from '../mapping/value-mappings.ts'
import { partsOf } from '../message/object-key.ts'
import { audit, type By } from '../store/audit.ts'
import { addedValues, changeStoredValues, heldForCodes, readStoredValues } from '../store/value-mappings.ts'
import type { Interfaces } from './interfaces.ts'
import { oneByOne } from './one-by-one.ts'
import type { Outcome } from './outcome.ts'
import { restartMessage } from './restart.ts'

/**
 * The interfaces with value mappings as they are now: what was delivered, and over it what people changed. A change by any node is
 * seen as soon as it is committed.
 */
export async function withLiveValues(
  sql: Sql,
  delivered: ReadonlyMap<string, LoadedInterface>,
): Promise<{ interfaces: Interfaces; refresh(): Promise<void>; stop(): Promise<void> }> {
  const stored = new Map<string, Map<string, string>>()
  const refresh = oneByOne(async () => {
    const values = await readStoredValues(sql)
    stored.clear()
    for (const { interface: name, list, code, value } of values) {
      const place = placeOf(name, list)
      stored.set(place, (stored.get(place) ?? new Map()).set(code, value))
    }
  })
  // Also called when the connection was lost and is there again, as a change may have been missed meanwhile.
  const listening = await sql.listen(
    'landbridge_value_mappings',
    () => void refresh().catch(() => {}),
    () => void refresh().catch(() => {}),
  )
  await refresh()
  const interfaces = [...delivered].map(
    ([name, one]) => [name, { ...one, valueMappings: overlaid(one.valueMappings, storedOf(one, stored)) }] as const,
  )
  return { interfaces: new Map(interfaces), refresh, stop: () => listening.unlisten().catch(() => {}) }
}

/** What people changed of the lists an interface reads, as it is now. */
function storedOf(one: LoadedInterface, stored: ReadonlyMap<string, Map<string, string>>): ValueMappings {
  const changed = (list: string) => stored.get(placeOf(ownerOf(one, list), list)) ?? new Map<string, string>()
  return {
    find: (list, code) => changed(list).get(code),
    has: (list) => changed(list).size > 0,
    entries: changed,
  }
}

function placeOf(name: string, list: string): string {
  return `${name}/${list}`
}

interface ChangedList {
  /** Whose it is. */
  readonly interface: string
  /** Every interface that reads it, the owner too. */
  readonly readBy: readonly string[]
  readonly list: string
  /** Values by code; nothing takes away what a person set. */
  readonly codes: ReadonlyMap<string, string | null>
}

/**
 * Changes codes of one list; what was held because it lacked them goes out. Gives how many codes changed and messages were released.
 *
 * @param refresh reads the lists anew on this node: what is released would else be tried without the code, and held again
 */
export async function changeValues(
  { sql, refresh }: { sql: Sql; refresh: () => Promise<void> },
  { interface: name, readBy, list, codes }: ChangedList,
  { who, reason }: By,
): Promise<{ changed: number; released: number }> {
  const changed = await sql.begin(async (tx) => {
    const count = await changeStoredValues(tx, { interface: name, list }, codes, who)
    if (count > 0) {
      await audit(tx, {
        who,
        action: 'change values',
        subject: `value-mapping/${name}/${list}`,
        detail: changeSaid(codes),
        reason,
      })
    }
    return count
  })
  if (changed > 0) await refresh()
  const added = [...codes].flatMap(([code, value]) => (value === null ? [] : [missCode(list, code)]))
  const held = changed === 0 ? [] : await heldForCodes(sql, readBy, added)
  const why = reason === undefined ? '' : `: ${reason}`
  for (const messageId of held) await restartMessage(sql, messageId, { who, reason: `its code was added to ${list}${why}` })
  return { changed, released: held.length }
}

/**
 * Lets go what was just held for a code that somebody added in that moment: it was mapped on a node that had not heard of the code, and
 * whoever added it looked before it was held.
 */
export async function releaseIfAdded(
  { sql, interfaces, refresh }: { sql: Sql; interfaces: Interfaces; refresh: () => Promise<void> },
  outcomes: readonly Pick<Outcome, 'plan' | 'status' | 'code'>[],
): Promise<void> {
  const missed = outcomes.flatMap(({ plan, status, code = '' }) => {
    const missing = status === 'held' ? missedCode(code) : undefined
    const { messageId, objectKey } = plan.claim
    const reader = interfaces.get(partsOf(objectKey).interfaceName)
    return missing === undefined || reader === undefined
      ? []
      : [{ messageId, interface: ownerOf(reader, missing.list), ...missing }]
  })
  if (missed.length === 0) return
  const added = await addedValues(sql, missed)
  if (added.length > 0) await refresh()
  for (const { who, ...code } of added) {
    const held = missed.filter((one) => one.interface === code.interface && one.list === code.list && one.code === code.code)
    for (const { messageId } of held) {
      await restartMessage(sql, messageId, { who, reason: `its code was added to ${code.list}` })
    }
  }
}

/** What changed, in short; the list's own history has all of it. */
function changeSaid(codes: ReadonlyMap<string, string | null>): string {
  const [first, second] = codes
  if (first === undefined || second !== undefined) return `${codes.size} codes`
  return `${first[0]}: ${first[1] ?? 'as delivered'}`
}
