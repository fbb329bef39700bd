import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Sql } from 'postgres'
import { audit } from '../store/audit.ts'
import { removePayloads } from '../store/remove-payloads.ts'

interface Needs {
  readonly sql: Sql
  readonly log: Pick<Logger, 'info'>
  /** After how many days payloads go, by interface; those of others stay. */
  readonly keepDays: ReadonlyMap<string, number>
  readonly isStopping: () => boolean
}

/**
 * Removes the payloads that are not to be kept any more, in small batches with a rest as long as each took, and says so in the log and the
 * audit log. Gives what is to be done now and then.
 */
export function payloadRetention({ sql, log, keepDays, isStopping }: Needs): (now: Date) => Promise<void> {
  return async (now) => {
    for (const [name, keptDays] of keepDays) {
      const before = new Date(now.getTime() - keptDays * 86_400_000)
      let messages = 0
      try {
        for (let isMore = true; isMore && !isStopping(); ) {
          const began = Date.now()
          const done = await removePayloads(sql, { interface: name, before, keptDays })
          messages += done?.removed ?? 0
          isMore = done?.isMore ?? false
          if (isMore) await wait(Date.now() - began)
        }
      } finally {
        if (messages > 0) {
          log.info(
            { interface: name, messages },
            `Payloads of ${name} were removed after ${keptDays} days (keepDays), messages: ${messages}`,
          )
          await audit(sql, {
            who: 'settings/keepDays',
            action: 'remove payloads',
            subject: `interface/${name}`,
            detail: `${messages} messages`,
          })
        }
      }
    }
  }
}
