import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startDataverse } from '../../sandbox/dataverse/start.ts'
import { LandbridgeProcess } from '../support/landbridge-process.ts'

test('check says what is right and what is not yet, and after provision that all is well', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'landbridge-check-'))
  const dynamics = await startDataverse({ port: 0, folder: join(folder, 'dynamics') })
  t.after(async () => {
    await dynamics.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const landbridge = new LandbridgeProcess({ folder, port: 0, dynamics })

  const before = await landbridge.run('check')
  assert.equal(before.code, 1, before.output)
  assert.match(before.output, /^✓ Interfaces: .*Business partner → Account, /m)
  assert.match(before.output, /^✗ .*lb_language/m)
  assert.match(before.output, /^! Nobody is told of trouble: name an e-mail address/m)
  assert.match(before.output, /of these must be put right first$/m)

  assert.equal((await landbridge.run('provision')).code, 0)
  const after = await landbridge.run('check')
  assert.equal(after.code, 0, after.output)
  assert.doesNotMatch(after.output, /✗/)
})
