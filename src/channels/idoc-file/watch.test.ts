import assert from 'node:assert/strict'
import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { flat, idocFolders, namesIn } from '../../../test/support/idoc-folders.ts'
import { debmas, docnum } from '../../../test/support/idocs.ts'
import { until } from '../../../test/support/until.ts'
import type { Accept } from '../../message/arrival.ts'
import { Unavailable } from '../../message/errors.ts'

const { accept, emptyFolder, metadataFolder, stored, watched } = await idocFolders()

test('a file is taken once it rests, and under its final name', async (t) => {
  const folder = await watched(t, { pace: { lookEveryMs: 10, finishedAfterMs: 1500, abandonedAfterMs: 60_000 } })
  writeFileSync(join(folder, 'written.txt.tmp'), flat[2] ?? '')
  writeFileSync(join(folder, '.hidden'), flat[2] ?? '')
  for (const piece of (flat[0] ?? '').match(/.{1,60}/gs) ?? []) {
    appendFileSync(join(folder, 'slow.txt'), piece)
    await new Promise((resolve) => setTimeout(resolve, 100))
    assert.deepEqual(namesIn(folder), ['.hidden', 'slow.txt', 'written.txt.tmp'])
  }
  await until('the slow one is done', async () => namesIn(folder, 'done').length === 1)
  renameSync(join(folder, 'written.txt.tmp'), join(folder, 'written.txt'))
  await until('the renamed one is done', async () => namesIn(folder, 'done').length === 2)
  assert.deepEqual(
    (await stored()).map(({ idoc }) => idoc),
    [docnum(1), docnum(3)],
  )
  assert.deepEqual(namesIn(folder), ['.hidden'])
})

test('a file that grows while it is read is not stored before all of it is there', async (t) => {
  let reading = 0
  const growing: Accept = (packet) =>
    accept(
      (async function* () {
        for await (const arrival of packet) {
          if (++reading === 1) appendFileSync(join(folder, 'work', namesIn(folder, 'work')[0] ?? ''), flat[1] ?? '')
          yield arrival
        }
      })(),
    )
  const folder = await watched(t, { accept: growing, pace: { lookEveryMs: 10, finishedAfterMs: 20, abandonedAfterMs: 120 } })
  writeFileSync(join(folder, 'two.txt'), flat[0] ?? '')
  await until('the file is done', async () => namesIn(folder, 'done').length === 1)
  assert.deepEqual(
    (await stored()).map(({ idoc }) => idoc),
    [docnum(1), docnum(2)],
  )
  assert.deepEqual(namesIn(folder, 'failed'), [])
})

test('links and folders are left alone', async (t) => {
  const folder = await watched(t)
  const elsewhere = join(metadataFolder, 'debmas07.txt')
  symlinkSync(elsewhere, join(folder, 'link.txt'))
  mkdirSync(join(folder, 'sub.xml'))
  writeFileSync(join(folder, 'sub.xml', 'customers.xml'), debmas({ docnum: 2, customer: 4712 }))
  writeFileSync(join(folder, 'customers.xml'), debmas({ docnum: 1, customer: 4711 }))
  await until('the file is done', async () => namesIn(folder, 'done').length === 1)
  assert.deepEqual(namesIn(folder).sort(), ['link.txt', 'sub.xml'])
  assert.equal((await stored()).length, 1)
})

test('while the store is away files stay, and come through when it is back, the oldest first', async (t) => {
  let away = true
  const order: (string | undefined)[] = []
  const folder = await watched(t, {
    accept: async (packet) => {
      if (away) throw new Unavailable('The store is away', { retryAfter: 10 })
      const accepted = await accept(packet)
      order.push(...accepted.map(({ idoc }) => idoc))
      return accepted
    },
  })
  for (const [index, name] of ['c.txt', 'b.txt', 'a.txt'].entries()) {
    writeFileSync(join(folder, name), flat[index] ?? '')
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
  await until('one was tried', async () => namesIn(folder, 'work').length === 1)
  assert.equal(namesIn(folder).length, 2)
  away = false
  await until('all are done', async () => namesIn(folder, 'done').length === 3)
  assert.deepEqual(order, [docnum(1), docnum(2), docnum(3)])
  assert.deepEqual(namesIn(folder, 'failed'), [])
})

test('a folder that goes away and comes back is watched again', async (t) => {
  const folder = await watched(t)
  rmSync(folder, { recursive: true })
  mkdirSync(folder)
  writeFileSync(join(folder, 'customers.txt'), flat[0] ?? '')
  await until('the file is done', async () => existsSync(join(folder, 'done')) && namesIn(folder, 'done').length === 1)
})

test('folders that cannot be made are named', async (t) => {
  const file = join(emptyFolder(), 'file')
  writeFileSync(file, '')
  await assert.rejects(watched(t, { folder: file }), { message: /file/ })
})
