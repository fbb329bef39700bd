import assert from 'node:assert/strict'
import { rmdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { memoryFolder } from './memory-folder.ts'

test('where there is room it is a folder of its own that others may pass through', (t) => {
  const folder = memoryFolder(tmpdir(), 1) ?? ''
  t.after(() => rmdirSync(folder))
  assert.equal(dirname(folder), tmpdir())
  if (process.platform !== 'win32') assert.equal(statSync(folder).mode & 0o777, 0o711)
})

test('where there is no such place, or no room in it, there is none', () => {
  assert.equal(memoryFolder(join(tmpdir(), 'nowhere')), undefined)
  assert.equal(memoryFolder(tmpdir(), Number.MAX_SAFE_INTEGER), undefined)
})
