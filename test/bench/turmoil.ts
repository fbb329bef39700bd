import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Agent } from 'undici'
import { connect } from '../../src/store/connect.ts'
import { freePort } from '../../src/store/embedded/free-port.ts'
import { LandbridgeProcess } from '../support/landbridge-process.ts'
import { drained } from './drained.ts'
import { MortalDynamics } from './mortal-dynamics.ts'
import { MortalPostgres } from './mortal-postgres.ts'
import { type Account, PatientSenders } from './patient-senders.ts'
import { readRows } from './read-rows.ts'

export interface Turmoil {
  /** How often something was done to them. */
  readonly troubles: number
  /** Documents that were answered 200, how often one was sent in vain before, and how many are in the store. */
  readonly sent: number
  readonly inVain: number
  readonly stored: number
  /** Customers that stand in Dynamics 365 once, as they were sent last. */
  readonly right: number
  readonly wrong: number
  readonly seconds: number
}

/**
 * Two nodes on one PostgreSQL, and one after the other is killed or stands still: a node, also for longer than its claims last, PostgreSQL,
 * Dynamics 365; while documents are sent all the time. Gives how it ended.
 */
export async function turmoil(rounds: number, say: (what: string) => void): Promise<Turmoil> {
  const startedAt = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'landbridge-bench-'))
  await using all = new AsyncDisposableStack()
  all.defer(() => rmSync(folder, { recursive: true, force: true }))
  const postgres = all.use(await MortalPostgres.start(join(folder, 'store')))
  const dynamics = all.use(await MortalDynamics.start(join(folder, 'dynamics')))
  const node = await nodeIn(join(folder, 'a'), dynamics, postgres)
  const other = await nodeIn(join(folder, 'b'), dynamics, postgres)
  for (const one of [node, other]) all.defer(() => one.stop())
  const { code, output } = await node.run('provision')
  if (code !== 0) throw new Error(output)
  await Promise.all([node.start(), other.start()])

  const troubles: [what: string, act: () => Promise<void>][] = [
    ['a node is killed', () => killed(node)],
    ['connections to PostgreSQL are cut', () => cut(postgres)],
    ['Dynamics 365 is killed', () => dynamics.killed()],
    ['PostgreSQL is killed', () => postgres.killed()],
    ['Dynamics 365 stands still', () => dynamics.stoodStill(8000)],
    ['the other node is killed', () => killed(other)],
    ['a node stands still for longer than its claims last', () => node.stoodStill(70_000)],
  ]
  const senders = new PatientSenders([node.url, other.url])
  for (let round = 0; round < rounds; round++) {
    for (const [what, act] of troubles) {
      say(`${what} (${senders.sent.toLocaleString('en')} documents sent)`)
      await act()
      await pause(2000)
    }
  }
  await senders.stop()
  say('waiting until all is delivered')
  await drained(() => node.get('/api/queues'))
  const stored = await countMessages(postgres)
  const { sent, inVain } = senders
  const seconds = (performance.now() - startedAt) / 1000
  return { troubles: troubles.length * rounds, sent, inVain, stored, ...senders.compare(await accountsOf(dynamics)), seconds }
}

async function nodeIn(folder: string, dynamics: MortalDynamics, { url: databaseUrl }: MortalPostgres) {
  mkdirSync(folder)
  return new LandbridgeProcess({ folder, port: await freePort(), dynamics, databaseUrl })
}

async function killed(node: LandbridgeProcess): Promise<void> {
  await node.kill()
  await node.start()
}

async function cut(postgres: MortalPostgres): Promise<void> {
  for (let time = 0; time < 20; time++) {
    postgres.turnAway()
    await pause(100)
  }
}

async function countMessages({ url }: MortalPostgres): Promise<number> {
  const sql = connect(url, { max: 1 })
  try {
    const [found] = await sql<{ count: number }[]>`select count(*)::int as count from message`
    return found?.count ?? 0
  } finally {
    await sql.end()
  }
}

async function accountsOf({ url, caFile }: MortalDynamics): Promise<Account[]> {
  const toDynamics = new Agent({ connect: { ca: readFileSync(caFile, 'utf8') } })
  return readRows<Account>({ dynamics: url, toDynamics }, 'accounts?$select=accountnumber,telephone1')
}
