import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { we60 } from '../../test/support/flat-idocs.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { checkFiles } from './check-files.ts'

const root = temporaryFolder({ after })
for (const name of ['idocs', 'we60', 'letters']) mkdirSync(join(root, name))
writeFileSync(join(root, 'we60', 'debmas07.txt'), we60())
writeFileSync(join(root, 'letters', 'a.txt'), 'Dear all')
const at = (name: string) => join(root, name)

const cases: [claim: string, files: { folder: string; metadata?: string }[], lines: [ok: boolean, says: RegExp][]][] = [
  ['no folder needs no line', [], []],
  [
    'folders that can be used are named, and one with WE60 files once',
    [
      { folder: at('idocs'), metadata: at('we60') },
      { folder: at('idocs'), metadata: at('we60') },
    ],
    [
      [true, /^IDoc files are taken out of .*idocs$/],
      [true, /^IDoc files are taken out of .*idocs$/],
      [true, /^Flat IDocs are read by the WE60 files in .*we60$/],
    ],
  ],
  [
    'a folder that is not there yet is made later',
    [{ folder: at('new') }],
    [[true, /new, which is made when Landbridge starts$/]],
  ],
  ['a file is no folder', [{ folder: at('we60/debmas07.txt') }], [[false, /^The folder .* of files (is a file|cannot be used)/]]],
  [
    'what is no WE60 file is said',
    [{ folder: at('idocs'), metadata: at('letters') }],
    [
      [true, /idocs$/],
      [false, /letters of files cannot be used: .*a\.txt is no WE60 parser file/],
    ],
  ],
]

for (const [claim, files, lines] of cases) {
  test(claim, async () => {
    const found = await checkFiles({ files })
    assert.equal(found.length, lines.length)
    for (const [index, [ok, says]] of lines.entries()) {
      assert.equal(found[index]?.ok, ok, found[index]?.text)
      assert.match(found[index]?.text ?? '', says)
    }
    assert.deepEqual(readdirSync(root).sort(), ['idocs', 'letters', 'we60'])
  })
}
