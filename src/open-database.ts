import type { Logger } from 'pino'
import type { Settings } from './settings/settings.ts'
import { SettingsError } from './settings/settings-error.ts'
import { connect } from './store/connect.ts'
import { startEmbedded } from './store/embedded/start-embedded.ts'

export interface Database {
  readonly url: string
  stop(): Promise<void>
}

/**
 * PostgreSQL: the server of DATABASE_URL, or one of our own in the data folder. `onExit` is told when our own ends by itself.
 * @throws {SettingsError} the server of DATABASE_URL does not let us in
 */
export async function openDatabase(
  { databaseUrl, dataFolder }: Pick<Settings, 'databaseUrl' | 'dataFolder'>,
  log: Logger,
  onExit?: (lastWords: string) => void,
): Promise<Database> {
  if (databaseUrl === undefined) return startEmbedded({ folder: dataFolder, log, ...(onExit && { onExit }) })
  await assertReachable(databaseUrl)
  return { url: databaseUrl, stop: async () => {} }
}

async function assertReachable(url: string): Promise<void> {
  const sql = connect(url, { max: 1 })
  try {
    await sql`select 1`
  } catch (error) {
    throw new SettingsError(cannotUse(error))
  } finally {
    await sql.end({ timeout: 1 })
  }
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
