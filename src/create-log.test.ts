import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { noLimits, onFullDisk } from '../test/support/limited-process.ts'
import { temporaryFolder } from '../test/support/temporary-folder.ts'

const program = `
  import { setTimeout as pause } from 'node:timers/promises'
  import { createLog, linesTo } from ${JSON.stringify(join(import.meta.dirname, 'create-log.ts'))}
  const log = createLog({ logLevel: 'info' }, linesTo(process.argv[2]))
  for (let line = 0; line < 100; line++) {
    log.info({ filling: 'x'.repeat(1000) }, 'line ' + line)
    await pause(1)
  }
  console.log('went on')`

test('a log whose disk is full stops neither what it tells of nor its end', { skip: noLimits }, async (t) => {
  const folder = temporaryFolder(t)
  const file = join(folder, 'landbridge.log')
  assert.equal(await onFullDisk(folder, program, file), 'went on\n')
  assert.match(readFileSync(file, 'utf8'), /"msg":"line 50"/)
})
