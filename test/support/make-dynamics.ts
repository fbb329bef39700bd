import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDataverse } from '../../sandbox/dataverse/start.ts'
import { provision } from './provision.ts'
import { settingsFor } from './test-settings.ts'

/**
 * A folder with what a sandbox Dynamics 365 keeps: its keys and certificates, and the tables of the delivered interfaces. Tests
 * begin with copies of it, as making it takes a second of a processor.
 */
export async function makeDynamics(): Promise<{ folder: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'landbridge-dynamics-'))
  const dataverse = await startDataverse({ port: 0, folder })
  try {
    await provision(settingsFor({ folder, databaseUrl: '', dynamics: dataverse }))
  } finally {
    await dataverse.close()
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
