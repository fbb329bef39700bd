import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { flatDebmas } from '../../../test/support/flat-idocs.ts'
import { flat, idocFolders, namesIn } from '../../../test/support/idoc-folders.ts'
import { until } from '../../../test/support/until.ts'
import type { Accept } from '../../message/arrival.ts'
import { startIdocFile } from './idoc-file.ts'

const { accept, stored, databaseUrl, metadataFolder, emptyFolder, optionsFor, watched } = await idocFolders()

test('a process killed between the commit and the move loses nothing: the next one takes the file as repeated', async (t) => {
  const folder = emptyFolder()
  writeFileSync(join(folder, 'customers.txt'), flat.join(''))
  const url = (path: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, path)).href)
  const killed = spawn(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `
      import { pino } from 'pino'
      const { startIdocFile } = await import(${url('idoc-file.ts')})
      const { receiver } = await import(${url('../../engine/receive.ts')})
      const { loadInterfaces } = await import(${url('../../interfaces/load.ts')})
      const { connect } = await import(${url('../../store/connect.ts')})
      const { LayoutFolders } = await import(${url('../../idoc/layout-folders.ts')})
      const metadata = new LayoutFolders()
      metadata.add(${JSON.stringify(metadataFolder)})
      const accept = receiver({
        sql: connect(${JSON.stringify(databaseUrl)}),
        interfaces: await loadInterfaces(),
        fresh: { keep() {} },
        arrived: () => process.kill(process.pid, 'SIGKILL'),
      })
      const pace = { lookEveryMs: 10, finishedAfterMs: 20, abandonedAfterMs: 60_000 }
      const log = pino({ level: 'silent' })
      await startIdocFile({ folder: ${JSON.stringify(folder)}, accept, refused() {}, metadata, log, pace, maxPacketBytes: 1e6, maxIdocBytes: 1e6 })`,
    ],
    { cwd: import.meta.dirname, stdio: ['ignore', 'inherit', 'inherit'] },
  )
  assert.deepEqual(await once(killed, 'exit'), [null, 'SIGKILL'])
  assert.equal(namesIn(folder, 'work').length, 1)
  assert.equal((await stored()).length, 3)

  const repeated: boolean[] = []
  await watched(t, {
    folder,
    accept: async (packet) => {
      const accepted = await accept(packet)
      repeated.push(...accepted.map((one) => one.repeated))
      return accepted
    },
  })
  await until('the file is done', async () => namesIn(folder, 'done').length === 1)
  assert.deepEqual(repeated, [true, true, true])
  assert.equal((await stored()).length, 3)
  assert.match(namesIn(folder, 'done')[0] ?? '', /^\d{8}T\d{6}Z-[0-9a-f]{8}-\d+-customers\.txt$/)
})

test('a file somebody put into work, and the sign of a node that is gone, do not stay there', async (t) => {
  const folder = await watched(t)
  writeFileSync(join(folder, 'work', 'customers.txt'), flat[0] ?? '')
  writeFileSync(join(folder, 'work', '.node-00000000'), '')
  await until('the file is done', async () => namesIn(folder, 'done').length === 1)
  await until('the sign is gone', async () => !existsSync(join(folder, 'work', '.node-00000000')))
  assert.match(namesIn(folder, 'done')[0] ?? '', /-customers\.txt$/)
})

test('a channel that was stopped leaves no sign', async () => {
  const folder = emptyFolder()
  const channel = await startIdocFile(optionsFor(folder))
  await until('it gave one', async () => readdirSync(join(folder, 'work')).length === 1)
  await channel.stop()
  assert.deepEqual(readdirSync(join(folder, 'work')), [])
})

test('two nodes that watch one folder take each file once', async (t) => {
  const takers: string[] = []
  const folder = emptyFolder()
  for (let number = 1; number <= 40; number++) {
    writeFileSync(join(folder, `${number}.txt`), flatDebmas({ docnum: number, customer: `${number}`, name: 'x' }))
  }
  const node =
    (name: string): Accept =>
    async (packet) => {
      const accepted = await accept(packet)
      takers.push(...accepted.map(({ repeated }) => (repeated ? 'again' : name)))
      return accepted
    }
  // A machine that is busy for a moment makes no node think the other one gone.
  const pace = { lookEveryMs: 10, finishedAfterMs: 20, abandonedAfterMs: 60_000 }
  await Promise.all(['one', 'other'].map((name) => watched(t, { folder, accept: node(name), pace })))
  await until('all are done', async () => namesIn(folder, 'done').length === 40)
  assert.equal(takers.length, 40)
  assert.ok(!takers.includes('again'))
  assert.deepEqual([namesIn(folder), namesIn(folder, 'work'), namesIn(folder, 'failed')], [[], [], []])
})

test('a file that takes long is left to the node that is at it', async (t) => {
  const started = Promise.withResolvers<void>()
  const finish = Promise.withResolvers<void>()
  let takers = 0
  const slow: Accept = async (packet) => {
    takers++
    started.resolve()
    await finish.promise
    return accept(packet)
  }
  const pace = { lookEveryMs: 10, finishedAfterMs: 20, abandonedAfterMs: 1800 }
  const folder = await watched(t, { accept: slow, pace })
  writeFileSync(join(folder, 'customers.txt'), flat[0] ?? '')
  await started.promise
  await watched(t, { folder, accept: slow, pace })
  const file = join(folder, 'work', namesIn(folder, 'work')[0] ?? '')
  await new Promise((resolve) => setTimeout(resolve, 4500))
  assert.ok(existsSync(file))
  finish.resolve()
  await until('the file is done', async () => namesIn(folder, 'done').length === 1)
  assert.equal(takers, 1)
})
