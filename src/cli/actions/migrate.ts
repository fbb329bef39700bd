import { createLog } from '../../create-log.ts'
import { openDatabase } from '../../open-database.ts'
import { readSettings } from '../../settings/settings.ts'
import { connect } from '../../store/connect.ts'
import { migrate } from '../../store/migrate.ts'
import { withDataFolder } from '../serve.ts'

/** Says which migrations it applied. */
export async function bringUpToDate({ demo }: { demo?: boolean }): Promise<void> {
  const settings = await readSettings(demo ? 'demo' : 'configured')
  const work = async () => {
    const database = await openDatabase(settings, createLog({ logLevel: 'warn' }))
    const sql = connect(database.url, { max: 1 })
    try {
      const applied = await migrate(sql)
      console.log(applied.length === 0 ? 'The database is up to date' : applied.map((name) => `Applied ${name}`).join('\n'))
    } finally {
      await sql.end()
      await database.stop()
    }
  }
  // Only the embedded PostgreSQL lives in the data folder.
  await (settings.databaseUrl === undefined ? withDataFolder(settings.dataFolder, work) : work())
}
