import type { Logger } from 'pino'
import type { Settings } from './settings/settings.ts'
import { SettingsError } from './settings/settings-error.ts'
import { connect } from './store/connect.ts'
import { startEmbedded } from './store/embedded/start-embedded.ts'
import { serverOf } from './store/server-of.ts'

export interface Database {
  readonly url: string
  stop(): Promise<void>
}

/**
 * PostgreSQL: the server of DATABASE_URL, or one of our own in the data folder. `onExit` is told when our own ends by itself.
 * @throws {SettingsError} the server of DATABASE_URL does not let us in, or is not fit for us
 */
export async function openDatabase(
  { databaseUrl, dataFolder }: Pick<Settings, 'databaseUrl' | 'dataFolder'>,
  log: Logger,
  onExit?: (lastWords: string) => void,
): Promise<Database> {
  if (databaseUrl === undefined) return startEmbedded({ folder: dataFolder, log, ...(onExit && { onExit }) })
  await assertFit(databaseUrl)
  return { url: databaseUrl, stop: async () => {} }
}

async function assertFit(url: string): Promise<void> {
  const sql = connect(url, { max: 1 })
  const { version, unfit } = await serverOf(sql)
    .catch((error) => {
      throw new SettingsError(cannotUse(error))
    })
    .finally(() => sql.end({ timeout: 1 }))
  if (unfit !== undefined) throw new SettingsError(isUnfit(version, unfit))
}

/** Of a server that answers. */
export function isUnfit(version: string, why: string): string {
  return `The database of DATABASE_URL is PostgreSQL ${version}, which cannot be used as it is: ${why}`
}

/** What is wrong with the database of DATABASE_URL, and what to do. */
export function cannotUse(error: unknown): string {
  return `The database of DATABASE_URL cannot be used: ${reasonOf(error)}; is it running, and are host, port, user, password and database right?`
}

/** Why a connection did not come about; never the address with its password. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ')
  const { message, code } = error as Error & { code?: string }
  return message || code || 'no reason was given'
}
