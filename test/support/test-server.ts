import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmbeddedPostgres, startEmbedded } from '../../src/store/embedded/start-embedded.ts'

/**
 * PostgreSQL for tests: what a power cut would lose does not matter, so nothing waits for the disk. No database lives long enough to be tidied,
 * which would be a process for each of them every 15 seconds.
 */
export async function startTestServer(): Promise<EmbeddedPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'landbridge-test-'))
  const quiet = { info: () => {}, warn: () => {}, error: console.error }
  const hurried = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' }
  const settings = { ...hurried, max_connections: '300' }
  const server = await startEmbedded({ folder, log: quiet, settings })
  return {
    url: server.url,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
