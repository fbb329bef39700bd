import type { Logger } from 'pino'
import type { AlertLine, AlertTarget } from '../../message/alert.ts'
import type { DatabaseStanding } from '../database-standing.ts'
import { isToldOf } from './told-of.ts'

interface Needs {
  readonly database: DatabaseStanding
  readonly targets: readonly AlertTarget[]
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

/** Who is told of that. */
export function toldOfDatabase(targets: readonly AlertTarget[]): AlertTarget[] {
  return targets.filter(({ limits }) => isToldOf(limits, { rule: 'database', about: {} }))
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
    for (const target of toldOfDatabase(this.#needs.targets)) {
      try {
        await this.#tell(target, trouble)
      } catch (error) {
        this.#needs.log.warn(`An alert did not arrive: ${(error as Error).message}`)
      }
    }
  }

  async #tell(target: AlertTarget, trouble: AlertLine | undefined): Promise<void> {
    const told = this.#told.get(target.name)
    if (trouble !== undefined && told === undefined && this.#lasts(trouble)) {
      await target.send({ begun: [trouble], over: [], isTest: false })
      this.#told.set(target.name, trouble)
    } else if (trouble === undefined && told !== undefined) {
      await target.send({ begun: [], over: [told], isTest: false })
      this.#told.delete(target.name)
    }
  }

  /** A restart of PostgreSQL is no trouble yet. */
  #lasts({ since }: AlertLine): boolean {
    return Date.now() - since.getTime() >= this.#needs.gatherSeconds * 1000
  }
}
