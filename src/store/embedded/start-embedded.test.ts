import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { until } from '../../../test/support/until.ts'
import { connect } from '../connect.ts'
import { birthOf } from './birth-of.ts'
import { startEmbedded } from './start-embedded.ts'

const quiet = { info: () => {}, warn: () => {}, error: () => {} }
const asRoot = process.getuid?.() === 0

function inFolder(name: string, options: { skip?: string | false }, work: (folder: string) => Promise<void>): void {
  test(name, options, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'landbridge-embedded-'))
    try {
      await work(folder)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
}

const used = temporaryFolder({ after })

/** Gives a data folder what a first start and a stop leave behind; to make that anew for each test takes a second of a processor. */
async function usedBefore(folder: string): Promise<void> {
  if (!existsSync(join(used, 'postgres'))) await (await startEmbedded({ folder: used, log: quiet })).stop()
  // With its owner, which PostgreSQL insists on.
  const copied = spawnSync('cp', ['-a', `${used}/.`, folder], { encoding: 'utf8' })
  assert.equal(copied.status, 0, copied.stderr)
}

async function ask(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const sql = connect(url, { max: 1 })
  try {
    return await sql.unsafe(statement)
  } finally {
    await sql.end()
  }
}

function postmaster(cluster: string): number {
  return Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0])
}

inFolder('what was stored is there after a stop and a start', {}, async (folder) => {
  const first = await startEmbedded({ folder, log: quiet })
  await ask(first.url, 'create table kept as select 4711 as customer')
  const pid = postmaster(join(folder, 'postgres/cluster'))
  await first.stop()
  assert.equal(birthOf(pid), undefined)
  const second = await startEmbedded({ folder, log: quiet })
  assert.deepEqual([...(await ask(second.url, 'select customer from kept'))], [{ customer: 4711 }])
  await second.stop()
})

inFolder('it keeps its promises: fsync, UTF-8, only this machine, only with the password', {}, async (folder) => {
  await usedBefore(folder)
  const { url, stop } = await startEmbedded({ folder, log: quiet })
  for (const [setting, value] of [
    ['fsync', 'on'],
    ['synchronous_commit', 'on'],
    ['server_encoding', 'UTF8'],
    ['listen_addresses', '127.0.0.1'],
  ]) {
    const [row] = await ask(url, `select current_setting('${setting}') as value`)
    assert.equal(row?.value, value, setting)
  }
  const guessed = Object.assign(new URL(url), { password: 'guessed' }).href
  await assert.rejects(ask(guessed, 'select 1'), /password authentication failed/)
  await stop()
})

const noSocket = process.platform === 'win32' && 'Windows has no socket files here'

inFolder('Landbridge connects by a socket file beside the cluster', { skip: noSocket }, async (folder) => {
  await usedBefore(folder)
  const { url, stop } = await startEmbedded({ folder, log: quiet })
  const [row] = await ask(url, 'select inet_server_addr() as address')
  assert.equal(row?.address, null)
  await stop()
})

inFolder('in a folder whose name is too long for a socket file it connects over the network', {}, async (folder) => {
  const deep = join(folder, 'a-name-of-forty-characters-and-no-more-so', 'a-name-of-forty-characters-and-no-more-so')
  mkdirSync(deep, { recursive: true })
  for (const one of [folder, join(deep, '..'), deep]) chmodSync(one, 0o755)
  await usedBefore(deep)
  const { url, stop } = await startEmbedded({ folder: deep, log: quiet })
  const [row] = await ask(url, 'select host(inet_server_addr()) as address')
  assert.equal(row?.address, '127.0.0.1')
  await stop()
})

inFolder('a start that was killed leaves a server behind, which the next start stops before it begins', {}, async (folder) => {
  await usedBefore(folder)
  const script = join(folder, 'killed.ts')
  const module = join(import.meta.dirname, 'start-embedded.ts')
  writeFileSync(
    script,
    `import { startEmbedded } from ${JSON.stringify(module)}
     const log = { info() {}, warn() {}, error() {} }
     await startEmbedded({ folder: ${JSON.stringify(folder)}, log })
     console.log('up')
     setInterval(() => {}, 1000)`,
  )
  const killed = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(killed.stdout, 'data')
  const leftover = postmaster(join(folder, 'postgres/cluster'))
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  assert.ok(birthOf(leftover))
  const warnings: string[] = []
  const { url, stop } = await startEmbedded({ folder, log: { ...quiet, warn: (said: string) => warnings.push(said) } })
  assert.equal(birthOf(leftover), undefined)
  assert.match(warnings.join(), new RegExp(`process ${leftover}`))
  await ask(url, 'select 1')
  await stop()
})

inFolder('a note of a killed server whose process id is another program now does not block', {}, async (folder) => {
  await usedBefore(folder)
  const first = await startEmbedded({ folder, log: quiet })
  await ask(first.url, 'create table kept as select 1 as one')
  const cluster = join(folder, 'postgres/cluster')
  const note = readFileSync(join(cluster, 'postmaster.pid'), 'utf8')
  await first.stop()
  writeFileSync(join(cluster, 'postmaster.pid'), note.replace(/^\d+/, String(process.ppid)))
  const second = await startEmbedded({ folder, log: quiet })
  await ask(second.url, 'select one from kept')
  await second.stop()
})

inFolder('when PostgreSQL ends by itself it is said, and the data survive', {}, async (folder) => {
  await usedBefore(folder)
  const errors: string[] = []
  let ended = false
  const first = await startEmbedded({
    folder,
    log: { ...quiet, error: (said: string) => errors.push(said) },
    onExit: () => {
      ended = true
    },
  })
  await ask(first.url, 'create table kept as select 1 as one')
  process.kill(postmaster(join(folder, 'postgres/cluster')), 'SIGKILL')
  await until('it is said', async () => ended)
  assert.match(errors.join(), /ended although nobody stopped it/)
  const second = await startEmbedded({ folder, log: quiet })
  await ask(second.url, 'select one from kept')
  await second.stop()
})

inFolder('a start that fails gives the words of PostgreSQL', {}, async (folder) => {
  await usedBefore(folder)
  await assert.rejects(
    startEmbedded({ folder, log: quiet, settings: { shared_buffers: 'plenty' } }),
    /did not start on .*; it said:\n.*shared_buffers/s,
  )
})

const rootOnly = asRoot && process.platform === 'linux' ? false : 'needs root: only root runs PostgreSQL as another user'

inFolder('as root, with a data folder nobody else may enter, the cluster lives elsewhere', { skip: rootOnly }, async (folder) => {
  const closed = join(folder, 'closed')
  mkdirSync(join(closed, 'data'), { recursive: true })
  chmodSync(closed, 0o700)
  chmodSync(folder, 0o700)
  const data = join(closed, 'data')
  const first = await startEmbedded({ folder: data, log: quiet })
  await ask(first.url, 'create table kept as select 1 as one')
  await first.stop()
  const home = join('/var/lib/landbridge/clusters', readFileSync(join(data, 'postgres-location'), 'utf8'))
  assert.ok(existsSync(join(home, 'cluster/PG_VERSION')))

  const again = await startEmbedded({ folder: data, log: quiet })
  await ask(again.url, 'select one from kept')
  await again.stop()

  rmSync(data, { recursive: true })
  mkdirSync(data)
  const fresh = await startEmbedded({ folder: data, log: quiet })
  await assert.rejects(ask(fresh.url, 'select one from kept'), /does not exist/)
  await fresh.stop()
  const newHome = join('/var/lib/landbridge/clusters', readFileSync(join(data, 'postgres-location'), 'utf8'))
  for (const left of [home, newHome]) rmSync(left, { recursive: true, force: true })
})

inFolder('a clone under a closed folder runs as root as well', { skip: rootOnly }, async (folder) => {
  chmodSync(folder, 0o700)
  const closed = join(folder, 'clone')
  mkdirSync(closed)
  const { copyBinaries } = await import('./copy-binaries.ts')
  const { findBinaries } = await import('./binaries.ts')
  const { mayEnter, findOwner } = await import('./owner.ts')
  const owner = findOwner()
  assert.ok(owner)
  spawnSync('cp', ['-a', findBinaries().folder, closed])
  const inClone = { folder: join(closed, 'native'), version: 'test' }
  assert.equal(mayEnter(owner, join(inClone.folder, 'bin/postgres')), false)
  const base = mkdtempSync(join(tmpdir(), 'landbridge-copy-'))
  try {
    chmodSync(base, 0o755)
    const copy = copyBinaries(inClone, base)
    assert.ok(mayEnter(owner, join(copy, 'bin/postgres')))
    assert.equal(copyBinaries(inClone, base), copy)
    const ran = spawnSync(join(copy, 'bin/postgres'), ['--version'], { ...owner, cwd: '/', encoding: 'utf8' })
    assert.match(ran.stdout, /PostgreSQL/)
  } finally {
    rmSync(base, { recursive: true, force: true })
  }
})
