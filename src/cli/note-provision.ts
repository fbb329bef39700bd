import { userInfo } from 'node:os'
import type { Step } from '../channels/dataverse/provision.ts'
import { reasonOf } from '../open-database.ts'
import type { Settings } from '../settings/settings.ts'
import { audit } from '../store/audit.ts'
import { connect } from '../store/connect.ts'

interface Work {
  readonly settings: Pick<Settings, 'databaseUrl'>
  /** The environment's channel. */
  readonly name: string
  readonly solution: string | undefined
}

/**
 * Writes into the audit log what was created in one Dynamics 365 environment, by whoever is at this machine. Provisioning needs no
 * database, often comes before there is one, and must not fail for want of it: then it says that the line is missing. A PostgreSQL of our own is
 * its Landbridge's alone and is not asked for.
 */
export async function noteProvision({ settings, name, solution }: Work, done: readonly Step[]): Promise<void> {
  const { databaseUrl } = settings
  const created = done.filter(({ kind }) => kind !== 'publish' && kind !== 'wait')
  if (databaseUrl === undefined || created.length === 0) return
  const sql = connect(databaseUrl, { max: 1 })
  try {
    const texts = created.map(({ text }) => text)
    const detail = [...texts, ...(solution === undefined ? [] : [`in the solution ${solution}`])].join('; ')
    await audit(sql, { who: `shell/${userName()}`, action: 'provision', subject: `channel/${name}`, detail })
  } catch (error) {
    console.error(`The audit log has no line about this, as the database of DATABASE_URL cannot be used: ${reasonOf(error)}`)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** In a container the user often has a number only. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.() ?? 'unknown')
  }
}
