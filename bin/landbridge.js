#!/usr/bin/env node
// Starts Landbridge on the Node 24 that npm installed with it, whatever Node the machine has. Plain JavaScript for that reason.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url))
const node = findNode()
if (node === undefined) {
  console.error(
    `Landbridge runs on Node 24, which comes with it but is not installed yet (this is Node ${process.versions.node}); run npm ci`,
  )
  process.exit(2)
}

// Documents live for a tenth of a second: with room for so many young objects (in MB) they need not be moved to where old ones are kept.
// Of those V8 lets garbage grow to a multiple of what is in use; held to this it stays below 400 MiB under a load of millions.
// V8's helpers (4 unless told) are no more than there are other processors: where PostgreSQL wants those too, more of them only wait for each
// other, and cost an eighth of the throughput on two.
const helpers = Math.min(4, Math.max(1, availableParallelism() - 1))
const options = ['--max-semi-space-size=24', '--heap-growing-percent=80', `--v8-pool-size=${helpers}`]
const env = {
  // Compiled code is kept, so that commands begin in half the time; where it cannot be written, they begin as ever.
  NODE_COMPILE_CACHE: fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)),
  // So many pools of memory outside V8 (glibc: mallopt(3), M_ARENA_MAX) and not eight a processor: what lies unused in each adds up.
  MALLOC_ARENA_MAX: '2',
  // Bytes from which a piece of memory outside V8 is the system's own, and goes back to it when it is done with (M_MMAP_THRESHOLD). Left to
  // itself the limit grows with the largest body that came, and what was freed stays. What the statements of a batch need is below it: to
  // be given new pages each time cost a fifth of the CPU.
  MALLOC_MMAP_THRESHOLD_: String(1024 * 1024),
  // So many free bytes are kept at the end of the rest (M_TRIM_THRESHOLD), for the same reason.
  MALLOC_TRIM_THRESHOLD_: String(8 * 1024 * 1024),
  ...process.env,
}
const child = spawn(node, [...options, program, ...process.argv.slice(2)], {
  env,
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
})
// The channel says nothing; the child notices when it closes because this process was killed, and stops.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
if (process.env.npm_command !== undefined) stopWithNpm()

child.once('error', (error) => {
  console.error(`${node} could not be started: ${error.message}; run npm ci`)
  process.exit(2)
})
child.once('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1)
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
})

function findNode() {
  try {
    const home = dirname(createRequire(import.meta.url).resolve('node/package.json'))
    const installed = join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
    if (existsSync(installed)) return installed
  } catch {
    // Not installed; the Node that runs this may do.
  }
  return Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : undefined
}

/** `npm start` that is killed leaves us behind with another parent; then nobody can press Ctrl-C any more, so we stop. */
function stopWithNpm() {
  const before = ancestors()
  setInterval(() => {
    if (ancestors() !== before) child.kill('SIGTERM')
  }, 1000).unref()
}

/** Our parent, and npm above it where a shell that npm started stands between. */
function ancestors() {
  const parent = process.ppid
  try {
    if (!/^\S*sh\0-c\0/.test(readFileSync(`/proc/${parent}/cmdline`, 'utf8'))) return String(parent)
    return `${parent} ${readFileSync(`/proc/${parent}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]}`
  } catch {
    return String(parent)
  }
}
