import type { Logger } from 'pino'
import type { Sql } from 'postgres'
import { dropFiguresBefore } from '../store/figures.ts'
import { ensurePartitions } from '../store/partitions.ts'
import { dropRefusals } from '../store/refusals.ts'
import { payloadRetention } from './payload-retention.ts'
import { Periodic } from './periodic.ts'
import { retention } from './retention.ts'

/**
 * What a running node does besides its work: keeps partitions of the journal ready for the months to come, drops the months and
 * removes the payloads that are not to be kept, and keeps figures and refusals of the last days only; an hour after the start, and each hour. Gives the way to stop.
 */
export function startMaintenance({ sql, log, keepMonths, keepDays }: Needs): { stop(): Promise<void> } {
  let isStopping = false
  const dropOldMonths = retention({ sql, log, keepMonths })
  const removeOldPayloads = payloadRetention({ sql, log, keepDays, isStopping: () => isStopping })
  const look = async () => {
    if (isStopping) return
    await ensurePartitions(sql, new Date()).catch((error) =>
      log.warn({ error }, 'Partitions could not be made; trying again in an hour'),
    )
    await dropOldMonths(new Date()).catch((error) =>
      log.warn({ error }, 'Old months could not be dropped; trying again in an hour'),
    )
    await removeOldPayloads(new Date()).catch((error) =>
      log.warn({ error }, 'Old payloads could not be removed; trying again in an hour'),
    )
    await dropFiguresBefore(sql, new Date(Date.now() - figureMilliseconds)).catch((error) =>
      log.warn({ error }, 'Old figures could not be deleted; trying again in an hour'),
    )
    await dropRefusals(sql, { before: new Date(Date.now() - refusalMilliseconds), most: mostRefusals }).catch((error) =>
      log.warn({ error }, 'Old refusals could not be deleted; trying again in an hour'),
    )
  }
  const looks = new Periodic(3_600_000, look)
  return {
    stop() {
      isStopping = true
      return looks.stop()
    },
  }
}

interface Needs {
  readonly sql: Sql
  readonly log: Logger
  readonly keepMonths: number | undefined
  readonly keepDays: ReadonlyMap<string, number>
}

/** Figures are kept for eight days. */
const figureMilliseconds = 8 * 86_400_000
/** Refusals for thirty, and no more than so many. */
const refusalMilliseconds = 30 * 86_400_000
const mostRefusals = 10_000
