import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { birthOf } from '../../src/store/embedded/birth-of.ts'
import { Results } from './results.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { until } from './until.ts'

const notHere = process.platform === 'linux' ? false : 'processes are looked up in /proc'

test('a run that is ended by a signal says how far it came, and leaves nothing running or lying about', {
  skip: notHere,
}, async (t) => {
  const folder = temporaryFolder(t)
  const [note, left, script] = ['pid', 'left', 'run.ts'].map((name) => join(folder, name)) as [string, string, string]
  writeFileSync(left, '')
  const files = {
    'ends.test.mjs': `
      import { test } from 'node:test'
      test('it ends well', () => {})
      test('it goes wrong', () => { throw new Error('on purpose') })`,
    'endless.test.mjs': `
      import { test } from 'node:test'
      import { spawn } from 'node:child_process'
      import { writeFileSync } from 'node:fs'
      test('it never ends', async () => {
        const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
        writeFileSync(${JSON.stringify(note)}, String(child.pid))
        await new Promise((resolve) => child.once('exit', resolve))
      })`,
    'run.ts': `
      import { rmSync } from 'node:fs'
      import { endWhenTold } from ${own('end-when-told.ts')}
      import { Results } from ${own('results.ts')}
      import { runFiles } from ${own('run-files.ts')}
      const results = new Results()
      const held = new AsyncDisposableStack()
      const told = endWhenTold(results, held)
      held.defer(() => rmSync(${JSON.stringify(left)}))
      const files = ['ends', 'endless'].map((name) => ${JSON.stringify(folder)} + '/' + name + '.test.mjs')
      await runFiles(files, { concurrency: 2, results, told })`,
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  // A run within a run does nothing.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const run = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  run.stdout.on('data', (bytes) => {
    said += bytes
  })
  await until('one has ended', async () => /ends\.test\.mjs \(/.test(said))
  const child = await until('the other runs', async () => existsSync(note) && Number(readFileSync(note, 'utf8')))
  run.kill('SIGTERM')
  const [code] = await once(run, 'close')
  assert.equal(code, 1)
  assert.match(said, /^✖ \S*ends\.test\.mjs: it goes wrong\n[\s\S]*on purpose/m)
  assert.equal(said.trim().split('\n').at(-1), '1 passed, 1 failed of what had ended when SIGTERM came')
  assert.equal(existsSync(left), false)
  await until('what a test started has ended', async () => birthOf(child) === undefined)
})

test('of a run that is ended the tests are named that were not', (t) => {
  const log = t.mock.method(console, 'log', () => {})
  const results = new Results()
  for (const name of ['first', 'second']) results.begins('some.test.ts', name)
  results.testEnds('some.test.ts', 'some.test.ts', { name: 'first', details: {} })
  results.print('SIGINT')
  const lines = log.mock.calls.map(({ arguments: [line] }) => line)
  log.mock.restore()
  assert.deepEqual(lines, ['– not ended some.test.ts: second', '1 passed, 0 failed of what had ended when SIGINT came'])
})

function own(file: string): string {
  return JSON.stringify(join(import.meta.dirname, file))
}
