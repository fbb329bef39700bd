import type { Logger } from 'pino'
import type { Sql } from 'postgres'
import type { AlertLine, AlertRule, AlertTarget, Credential, Trouble } from '../../message/alert.ts'
import { dueNotices, endCalm, lockAlerts, type Notice, noteTroubles, noticesFailed, noticesSent } from '../../store/alerts.ts'
import { storeUnavailable } from '../../store/database-error.ts'
import { answeredWithin, mostMilliseconds } from '../../store/no-answer.ts'
import { mayBeSilent } from '../../store/transaction-silence.ts'
import { askedOnce } from '../asked-once.ts'
import type { DatabaseStanding } from '../database-standing.ts'
import { DatabaseAlert } from './database-alert.ts'
import { isToldOf } from './told-of.ts'
import { type AlertRules, findTroubles } from './troubles.ts'

interface Needs {
  readonly sql: Sql
  readonly rules: AlertRules
  readonly targets: readonly AlertTarget[]
  readonly lookSeconds: number
  readonly gatherSeconds: number
  readonly calmMinutes: number
  readonly credentials: () => readonly Credential[]
  /** The address people know Landbridge by. */
  readonly publicUrl: string | undefined
  readonly database: DatabaseStanding
  /** So long a look at the database may take. */
  readonly milliseconds?: number
  readonly log: Pick<Logger, 'warn'>
}

/**
 * Looks for trouble and tells people: that it began, together with what else began just then, and that it is over; nothing in between. Who is
 * told is decided when it begins, and who was told then hears of its end, whatever the settings say by that time.
 * What was told is in the store, so that only one node tells it and a restart does not repeat it. Killed between telling and noting it, it is
 * told twice.
 */
export class Alerter {
  readonly #needs: Needs
  readonly #databaseAlert: DatabaseAlert | undefined
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> = Promise.resolve()
  readonly #noteOnce = askedOnce(() => this.#note())
  #isStopping = false

  constructor(needs: Needs) {
    this.#needs = needs
    this.#databaseAlert = needs.rules.database ? new DatabaseAlert(needs) : undefined
  }

  start(): void {
    this.#timer = setTimeout(() => {
      this.#looking = this.#look().finally(() => this.#isStopping || this.start())
    }, this.#needs.lookSeconds * 1000)
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    clearTimeout(this.#timer)
    await this.#looking
  }

  async #look(): Promise<void> {
    try {
      await this.#noteInTime()
      for (const target of this.#needs.targets) await this.#tell(target)
      this.#needs.database.worked('look')
    } catch (error) {
      const unavailable = storeUnavailable(error)
      if (unavailable !== undefined) this.#needs.database.failed('look', unavailable)
      this.#needs.log.warn({ error }, 'There was no look for trouble; trying again')
    }
    await this.#databaseAlert?.tell()
  }

  /** @throws {Unavailable} the database stands still; it is not asked again while it was not heard of */
  #noteInTime(): Promise<void> {
    return answeredWithin(this.#needs.milliseconds ?? mostMilliseconds, this.#noteOnce())
  }

  async #note(): Promise<void> {
    const { sql, targets, gatherSeconds, calmMinutes } = this.#needs
    const targetsOf = (trouble: Trouble) => targets.filter(({ limits }) => isToldOf(limits, trouble)).map(({ name }) => name)
    await sql.begin(async (tx) => {
      if (!(await lockAlerts(tx))) return
      const troubles = await findTroubles({ ...this.#needs, sql: tx })
      await noteTroubles(tx, troubles, { targetsOf, gatherSeconds })
      await endCalm(tx, calmMinutes * 60)
    })
  }

  async #tell(target: AlertTarget): Promise<void> {
    await this.#needs.sql.begin(async (tx) => {
      if (!(await lockAlerts(tx))) return
      const notices = await dueNotices(tx, target.name)
      if (notices.length === 0) return
      await mayBeSilent(tx)
      const lines = (kind: Notice['kind']) => notices.filter((notice) => notice.kind === kind).map((one) => this.#lineOf(one))
      try {
        await target.send({ begun: lines('begun'), over: lines('over'), isTest: false })
        await noticesSent(tx, notices)
      } catch (error) {
        const { message } = error as Error
        this.#needs.log.warn(`An alert did not arrive: ${message}`)
        await noticesFailed(tx, target.name, message)
      }
    })
  }

  #lineOf({ rule, subject, text, since }: Notice): AlertLine {
    const { publicUrl } = this.#needs
    const link = publicUrl === undefined ? undefined : new URL(placeOf[rule](encodeURIComponent(subject)), publicUrl).href
    return { rule, subject, text, since, link }
  }
}

/** Where the monitor shows such trouble. */
const placeOf: Record<AlertRule, (subject: string) => string> = {
  held: (subject) => `/messages?status=held&interface=${subject}`,
  paused: (subject) => (subject.startsWith('interface') ? '/interfaces' : '/channels'),
  backlog: (subject) => `/messages?status=waiting&interface=${subject}`,
  answers: () => '/channels',
  errors: (subject) => `/messages?interface=${subject}`,
  credential: (subject) => (subject.startsWith('token') ? '/tokens' : '/channels'),
  refused: () => '/refused',
  database: () => '/alerts',
}
