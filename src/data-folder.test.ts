import assert from 'node:assert/strict'
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
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

inTemporaryFolder('a new data folder is closed to other users', async (folder) => {
  const claim = claimDataFolder(folder)
  assert.equal(statSync(folder).mode & 0o777, 0o700)
  claim.release()
})
