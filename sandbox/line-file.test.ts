import assert from 'node:assert/strict'
import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { noLimits, onFullDisk } from '../test/support/limited-process.ts'
import { temporaryFolder } from '../test/support/temporary-folder.ts'
import { LineFile } from './line-file.ts'

test('half a line, as a kill leaves it, is cut off, and the next one stands by itself', (t) => {
  const path = join(temporaryFolder(t), 'lines')
  const file = new LineFile(path)
  file.append('one')
  file.close()
  appendFileSync(path, 'tw')
  const again = new LineFile(path)
  t.after(() => again.close())
  again.append('zwei Übungsmöbel')
  assert.deepEqual(again.read(), ['one', 'zwei Übungsmöbel'])
  again.replace(['a', 'b'])
  again.append('c')
  assert.equal(readFileSync(path, 'utf8'), 'a\nb\nc\n')
})

test('what does not go onto a full disk is refused, and leaves nothing of itself', { skip: noLimits }, async (t) => {
  const folder = temporaryFolder(t)
  const path = join(folder, 'lines')
  const program = `
    import { LineFile } from ${JSON.stringify(join(import.meta.dirname, 'line-file.ts'))}
    const file = new LineFile(process.argv[2])
    let refused = 0
    // As long as a quarter of what there is room for; the short ones behind it still fit.
    for (const length of [20_000, 20_000, 20_000, 20_000, 100, 20_000, 100])
      try { file.append('x'.repeat(length)) } catch { refused++ }
    console.log(refused)`
  assert.equal(await onFullDisk(folder, program, path), '2\n')
  const file = new LineFile(path)
  t.after(() => file.close())
  file.append('after it')
  assert.deepEqual(
    file.read().map(({ length }) => length),
    [20_000, 20_000, 20_000, 100, 100, 8],
  )
})
