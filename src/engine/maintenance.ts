import type { Logger } from 'pino'
import type { Sql } from 'postgres'
import { ensurePartitions } from '../store/partitions.ts'

/** What a running node does besides its work: keeps partitions of the journal ready for the months to come. Gives the way to stop. */
export function startMaintenance(sql: Sql, log: Logger): { stop(): void } {
  const look = () =>
    ensurePartitions(sql, new Date()).catch((error) =>
      log.warn({ error }, 'Partitions could not be made; trying again in an hour'),
    )
  const timer = setInterval(look, 3_600_000)
  return { stop: () => clearInterval(timer) }
}
