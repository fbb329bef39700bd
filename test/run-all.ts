// Every check a change must pass; `npm test` runs it. The last line it prints is the summary.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { buildMonitor } from '../src/cli/build-monitor.ts'
import { endWhenTold } from './support/end-when-told.ts'
import { makeDynamics } from './support/make-dynamics.ts'
import { memoryFolder } from './support/memory-folder.ts'
import { Results } from './support/results.ts'
import { runFiles } from './support/run-files.ts'
import { startTestServer } from './support/test-server.ts'

const root = dirname(import.meta.dirname)
process.chdir(root)
const results = new Results()
/** What is put away at the end, however that comes. */
const held = new AsyncDisposableStack()
const told = endWhenTold(results, held)
// Each file waits for a part of its time, so that one more than there are processors keeps them busy.
const concurrency = Math.min(availableParallelism() + 1, 4)

await check('types', 'tsc', '--noEmit')
await check('types of the monitor', 'tsc', '--noEmit', '-p', 'monitor')
await check('lint', 'biome', 'check', '--error-on-warnings', '.')
await check('unused', 'knip')
await test(...process.argv.slice(2)).finally(() => held.disposeAsync())
if (!told.aborted) {
  results.print()
  process.exit(results.failed === 0 ? 0 : 1)
}

/** One program that says by its exit code whether all is well; its words are shown when not. */
async function check(name: string, program: string, ...options: string[]): Promise<void> {
  const start = performance.now()
  const child = spawn(join('node_modules', '.bin', program), options, { shell: process.platform === 'win32' })
  const words: unknown[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => words.push(bytes))
  child.once('error', (error) => words.push(error.message))
  const [code] = await once(child, 'close')
  if (code === 0) results.passes(name)
  else results.fails(name, words.join(''))
  results.line(name, code === 0, performance.now() - start)
}

/** All test files, or those named, some at a time, each in a process of its own, on one PostgreSQL. */
async function test(...named: string[]): Promise<void> {
  const found = globSync('{src,sandbox,test}/**/*.test.ts', { exclude: ['test/bench/**'] })
  const files = (named.length > 0 ? named : found).sort(longFirst).map((file) => join(root, file))
  const memory = memoryFolder()
  if (memory) {
    process.env.TMPDIR = memory
    // Memory is not given back before that.
    process.once('exit', () => rmSync(memory, { recursive: true, force: true }))
  }
  // Before several tests find that it must be built.
  await buildMonitor(console.log)
  // Where no environment can be made, each test that wants one says why.
  const [database, dynamics] = await Promise.all([startTestServer(), makeDynamics().catch(() => undefined)])
  held.defer(() => database.stop())
  held.defer(() => dynamics?.remove())
  process.env.LANDBRIDGE_TEST_DATABASE_URL = database.url
  if (dynamics) process.env.LANDBRIDGE_TEST_DYNAMICS = dynamics.folder
  // Each test file compiles the same modules, as does each command a test runs.
  process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'compiled')
  await runFiles(files, { concurrency, results, told })
}

/** Those of browsers and of whole commands take minutes, others seconds; when a long one comes last, the other processors wait for it. */
function longFirst(one: string, other: string): number {
  const isLong = (file: string) => /^(test\/(browser|journeys|contract)|src\/(cli|store\/embedded))\//.test(file)
  return Number(isLong(other)) - Number(isLong(one)) || (one < other ? -1 : 1)
}
