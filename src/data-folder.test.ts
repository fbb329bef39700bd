import assert from 'node:assert/strict'
import { type ChildProcess, execFile, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { claimDataFolder } from './data-folder.ts'
import { birthOf } from './store/embedded/birth-of.ts'

/** A process that claims the folder, says `held` or the refusal, and waits. */
const holder = `
  import { claimDataFolder } from ${JSON.stringify(join(import.meta.dirname, 'data-folder.ts'))}
  process.on('message', () => {})
  try { claimDataFolder(process.argv[2]); process.send?.('held') } catch (error) { process.send?.(error.message) }
  setInterval(() => {}, 1000)`

function inTemporaryFolder(name: string, work: (folder: string, start: () => ChildProcess) => Promise<void>): void {
  test(name, async () => {
    const base = mkdtempSync(join(tmpdir(), 'landbridge-claim-'))
    const script = join(base, 'holder.ts')
    writeFileSync(script, holder)
    const started: ChildProcess[] = []
    try {
      await work(join(base, 'data'), () => {
        const child = fork(script, [join(base, 'data')])
        started.push(child)
        return child
      })
    } finally {
      for (const child of started) child.kill('SIGKILL')
      rmSync(base, { recursive: true })
    }
  })
}

async function saidBy(child: ChildProcess): Promise<string> {
  const [said] = await once(child, 'message')
  return said
}

inTemporaryFolder('a data folder in use is refused with the process that holds it', async (folder, start) => {
  const first = start()
  assert.equal(await saidBy(first), 'held')
  assert.throws(
    () => claimDataFolder(folder),
    new RegExp(`in use by process ${first.pid} \\(started .* UTC\\); stop it, or set LANDBRIDGE_DATA to another folder\\.`),
  )
})

inTemporaryFolder('the claim of a killed process is taken over at once', async (folder, start) => {
  const first = start()
  await saidBy(first)
  first.kill('SIGKILL')
  await once(first, 'exit')
  claimDataFolder(folder).release()
  assert.deepEqual(readdirSync(folder), [])
})

inTemporaryFolder('a killed process that its parent did not look after yet holds nothing', async (folder, _start) => {
  // The shell starts it, then becomes a program that never waits for its children.
  const script = join(folder, '..', 'holder.ts')
  const heard = `node ${script} ${folder} & echo $!; exec sleep 600`
  const shell = spawn('sh', ['-c', heard.replace('node', process.execPath)], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [printed] = await once(shell.stdout, 'data')
    const pid = Number(String(printed))
    while (!existsSync(join(folder, 'claim-1'))) await pause(10)
    process.kill(pid, 'SIGKILL')
    while (birthOf(pid) !== undefined) await pause(10)
    assert.ok(process.kill(pid, 0), 'it is a zombie')
    claimDataFolder(folder).release()
  } finally {
    shell.kill('SIGKILL')
  }
})

inTemporaryFolder('a process id that was given to another program blocks nothing', async (folder, start) => {
  await saidBy(start())
  for (const claim of readdirSync(folder)) {
    writeFileSync(join(folder, claim), JSON.stringify({ pid: process.pid, birth: 'another boot 1', startedAt: 'long ago' }))
  }
  claimDataFolder(folder).release()
})

inTemporaryFolder('of several that start together over a stale claim exactly one gets the folder', async (_folder, start) => {
  const stale = start()
  await saidBy(stale)
  stale.kill('SIGKILL')
  await once(stale, 'exit')
  const answers = await Promise.all(Array.from({ length: 4 }, () => saidBy(start())))
  assert.equal(answers.filter((answer) => answer === 'held').length, 1, answers.join('\n'))
})

/** Says the refusal, as a user that is not root: root may write everywhere. */
const stranger = `
  import { claimDataFolder } from ${JSON.stringify(join(import.meta.dirname, 'data-folder.ts'))}
  if (process.getuid() === 0) process.seteuid(65534)
  try { claimDataFolder(process.argv[2]); console.log('held') } catch (error) { console.log(error.name + ': ' + error.message) }`

const refusals: [what: string, why: RegExp, place: (base: string) => string][] = [
  ['below /proc, where Node itself would try to make it for ever,', /ENOENT/, () => '/proc/landbridge/data'],
  ['that is /proc itself', /ENOENT|EACCES/, () => '/proc'],
  ['in whose place a file is', /EEXIST/, fileIn],
  ['below a file', /EEXIST/, (base) => join(fileIn(base), 'data')],
  ['with a name that is too long', /ENAMETOOLONG/, (base) => join(base, 'x'.repeat(300))],
  ['whose folder we may not write', /EACCES/, (base) => join(closedIn(base), 'data')],
  ['that is there and may not be written', /EACCES/, closedIn],
]

for (const [what, why, place] of refusals) {
  inTemporaryFolder(`a data folder ${what} is refused by a sentence that names the setting`, async (data) => {
    const base = join(data, '..')
    const folder = place(base)
    assert.match(await refusalOf(folder, base), refused(folder, why))
  })
}

inTemporaryFolder('a data folder on a disk without room is refused by a sentence that names the setting', async (folder) => {
  // A process that may write no byte to any file stands for a full disk.
  const said = await refusalOf(folder, join(folder, '..'), "trap '' XFSZ; ulimit -f 0;")
  assert.match(said, refused(folder, /EFBIG/))
  assert.deepEqual(readdirSync(folder), [], 'nothing is left behind')
})

function fileIn(base: string): string {
  const file = join(base, 'file')
  writeFileSync(file, '')
  return file
}

function closedIn(base: string): string {
  const folder = join(base, 'closed')
  mkdirSync(folder, { mode: 0o555 })
  return folder
}

function refused(folder: string, why: RegExp): RegExp {
  const start = `Misconfigured: The data folder ${folder} cannot be written`
  return new RegExp(
    `^${start} \\((${why.source}): [^\n]*\\); set LANDBRIDGE_DATA to a folder that can be, with room on its disk\n$`,
  )
}

async function refusalOf(folder: string, base: string, before = ''): Promise<string> {
  chmodSync(base, 0o777)
  const script = join(base, 'stranger.ts')
  writeFileSync(script, stranger)
  const asked = `${before} exec "$0" "$@"`
  const { stdout } = await promisify(execFile)('sh', ['-c', asked, process.execPath, script, folder], { timeout: 60_000 })
  return stdout
}

inTemporaryFolder('a new data folder is closed to other users', async (folder) => {
  const claim = claimDataFolder(folder)
  assert.equal(statSync(folder).mode & 0o777, 0o700)
  claim.release()
})
