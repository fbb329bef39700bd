import type { Logger } from 'pino'
import type { AlertChannel, AlertLine } from '../../message/alert.ts'
import type { DatabaseStanding } from '../database-standing.ts'

interface Needs {
  readonly database: DatabaseStanding
  readonly channels: readonly AlertChannel[]
  readonly gatherSeconds: number
  readonly calmMinutes: number
  readonly log: Pick<Logger, 'warn'>
}

/** The trouble that the database cannot be used, if it is so. */
export function databaseTrouble({ database, calmMinutes }: Pick<Needs, 'database' | 'calmMinutes'>): AlertLine | undefined {
  const failure = database.failure(calmMinutes * 60_000)
  if (failure === undefined) return undefined
  const text = `The database cannot be used (${failure.reason}); S/4HANA is answered 503 and sends it all again. See whether PostgreSQL runs and its disk has room`
  return { rule: 'database', subject: 'postgresql', text, since: failure.since, link: undefined }
}

/**
 * Tells people that the database cannot be used, and that it can again: past the database, so each node tells it, and again after a
 * restart.
 */
export class DatabaseAlert {
  readonly #needs: Needs
  /** What each target was told, by its name. */
  readonly #told = new Map<string, AlertLine>()

  constructor(needs: Needs) {
    this.#needs = needs
  }

  async tell(): Promise<void> {
    const trouble = databaseTrouble(this.#needs)
    for (const channel of this.#needs.channels) {
      try {
        await this.#tell(channel, trouble)
      } catch (error) {
        this.#needs.log.warn(`An alert did not arrive: ${(error as Error).message}`)
      }
    }
  }

  async #tell(channel: AlertChannel, trouble: AlertLine | undefined): Promise<void> {
    const told = this.#told.get(channel.name)
    if (trouble !== undefined && told === undefined && this.#lasts(trouble)) {
      await channel.send({ begun: [trouble], over: [], isTest: false })
      this.#told.set(channel.name, trouble)
    } else if (trouble === undefined && told !== undefined) {
      await channel.send({ begun: [], over: [told], isTest: false })
      this.#told.delete(channel.name)
    }
  }

  /** A restart of PostgreSQL is no trouble yet. */
  #lasts({ since }: AlertLine): boolean {
    return Date.now() - since.getTime() >= this.#needs.gatherSeconds * 1000
  }
}
