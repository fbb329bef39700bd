import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { problemsOf } from './check.ts'
import { loadInterfaces } from './load.ts'

const interfaces = [...(await loadInterfaces()).values()]

for (const loaded of interfaces) {
  test(`the interface ${loaded.name} reads what SAP sends and writes what its tables have`, async () => {
    assert.deepEqual(await problemsOf(loaded), [])
  })
}

test('an interface is held against the segments of its own folder', async () => {
  for (const loaded of interfaces) {
    const folder = await mkdtemp(join(tmpdir(), 'landbridge-interface-'))
    try {
      const moved = { ...loaded, segments: [folder] }
      const [missing, ...others] = await problemsOf(moved)
      assert.match(
        missing ?? '',
        /segments\.csv cannot be read; it says which segments and fields the documents of the interface have/,
      )
      assert.deepEqual(others, [])
      await writeFile(join(folder, 'segments.csv'), `segment,parent,field\n${loaded.objects},,MSGFN\n`)
      const problems = await problemsOf(moved)
      assert.ok(problems.length > 0)
      for (const problem of problems) assert.match(problem, /^[a-z-]+: .*; (correct the path, or )?add|which does not stand in/)
    } finally {
      await rm(folder, { recursive: true })
    }
  }
})
