import assert from 'node:assert/strict'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { we60 } from '../../test/support/flat-idocs.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { LayoutFolders } from './layout-folders.ts'

const maram = (matnr: number) => we60({ E2MARAM009: { type: 'E1MARAM', fields: { MSGFN: 3, MATNR: matnr } } })
const maktm = we60({ E2MAKTM001: { type: 'E1MAKTM', fields: { MSGFN: 3 } } })

test('every WE60 file of a folder counts, in whatever encoding it was saved, and notes beside them do not', (t) => {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'matmas.txt'), `\ufeff${maram(18)}`, 'utf16le')
  writeFileSync(join(folder, 'texts'), `\ufeff${maktm}`)
  symlinkSync(join(folder, 'texts'), join(folder, 'again.txt'))
  writeFileSync(join(folder, 'README.md'), 'What these files are')
  writeFileSync(join(folder, '.hidden'), '')
  mkdirSync(join(folder, 'old'))
  const layouts = new LayoutFolders()
  layouts.add(folder)
  assert.equal(layouts.find('E2MARAM009')?.fields[1]?.last, 84)
  assert.equal(layouts.find('E2MAKTM001')?.type, 'E1MAKTM')
})

test('a file that is put there later is seen, and one that is wrong says so and takes nothing away', (t) => {
  const folder = temporaryFolder(t)
  const layouts = new LayoutFolders()
  layouts.add(folder)
  assert.equal(layouts.find('E2MARAM009'), undefined)
  assert.ok(layouts.place.endsWith(`names: ${folder}.`))
  writeFileSync(join(folder, 'matmas.txt'), maram(18))
  assert.equal(layouts.find('E2MARAM009')?.type, 'E1MARAM')
  writeFileSync(join(folder, 'texts.txt'), 'nothing')
  assert.throws(() => layouts.find('E2MAKTM001'), { message: /texts\.txt is no WE60 parser file: There is no BEGIN_SEGMENT/ })
  assert.equal(layouts.find('E2MARAM009')?.type, 'E1MARAM')
})

test('two files may say the same of a segment, but not two things', (t) => {
  const [one, other] = [temporaryFolder(t), temporaryFolder(t)]
  writeFileSync(join(one, 'a.txt'), maram(18))
  writeFileSync(join(other, 'b.txt'), maram(18))
  const layouts = new LayoutFolders()
  layouts.add(one)
  layouts.add(other)
  writeFileSync(join(other, 'c.txt'), maram(40))
  assert.throws(() => layouts.find('E2MAKTM'), {
    message: /a\.txt and .*c\.txt describe segment E2MARAM009 differently; keep the one/,
  })
})

test('a folder that is not there is named', () => {
  assert.throws(() => new LayoutFolders().add('/no/such/folder'), { message: /\/no\/such\/folder/ })
})
