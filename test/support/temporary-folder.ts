import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An empty folder until the test ends, or the test file where its `{ after }` is given. */
export function temporaryFolder(t: { after(work: () => void): void }): string {
  const folder = mkdtempSync(join(tmpdir(), 'landbridge-test-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
