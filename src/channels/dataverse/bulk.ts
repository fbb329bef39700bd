import type { Unit } from './batch-request.ts'

export interface Bulk {
  readonly message: 'UpdateMultiple' | 'UpsertMultiple'
  /** Entity set. */
  readonly set: string
}

/** From so many rows on a bulk message is worth it; it never carries more than the second number. */
const least = 10
const most = 250

/** After a refusal of the message itself, a table is not asked again for so long. */
const unavailableMilliseconds = 60 * 60_000

/**
 * Which of the units that wait go as one bulk message (Microsoft: "Use bulk operation messages"): rows of one table that are all of
 * their object. It counts as one request against the limits of Dynamics 365, where a `$batch` counts every part of it.
 */
export class BulkMessages {
  readonly #unavailable = new Map<string, number>()

  /** The indexes of the units to take, or nothing. No row is in it twice. */
  choose(units: readonly Unit[], now = performance.now()): { bulk: Bulk; chosen: number[] } | undefined {
    if (units.length < least) return undefined
    const groups = new Map<string, { bulk: Bulk; rows: Map<string, number> }>()
    units.forEach((unit, index) => {
      const bulk = bulkOf(unit)
      const [request] = unit
      if (bulk === undefined || request === undefined) return
      const name = nameOf(bulk)
      // The first of all says in which manner.
      if (request.manner !== units[0]?.[0]?.manner) return
      const group = groups.get(name) ?? { bulk, rows: new Map() }
      if (group.rows.size < most && !group.rows.has(request.path)) group.rows.set(request.path, index)
      groups.set(name, group)
    })
    const open = [...groups].filter(([name]) => (this.#unavailable.get(name) ?? 0) <= now)
    const [largest] = open.map(([, group]) => group).sort((a, b) => b.rows.size - a.rows.size)
    return largest === undefined || largest.rows.size < least
      ? undefined
      : { bulk: largest.bulk, chosen: [...largest.rows.values()] }
  }

  /** The answer to one that failed: where the table has no such message, it is not asked for it again for an hour. */
  heed(bulk: Bulk, { status, payload }: { status: number; payload: string }, now = performance.now()): void {
    const isUnknown = [404, 405, 501].includes(status) && !/0x80040217|0x80060891/i.test(payload)
    if (isUnknown || unsupported.test(payload)) {
      this.#unavailable.set(nameOf(bulk), now + unavailableMilliseconds)
    }
  }
}

/** How the service says so with another status; the code is SdkEntityDoesNotSupportMessage (Microsoft: "Web service error codes"). */
const unsupported = /0x80040800|does not support entities of type|not (yet |been )*(implemented|supported)/i

/** The bulk message a unit can be part of: it is one row, and its address needs no percent signs. */
function bulkOf(unit: Unit): Bulk | undefined {
  const [request] = unit
  if (unit.length !== 1 || request?.bulk === undefined) return undefined
  const [address = ''] = request.path.split('?')
  return address.includes('%') ? undefined : { message: request.bulk, set: address.slice(0, address.indexOf('(')) }
}

function nameOf({ message, set }: Bulk): string {
  return `${set} ${message}`
}
