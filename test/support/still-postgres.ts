import { readFileSync } from 'node:fs'
import { after } from 'node:test'
import { connect, type Sql } from '../../src/store/connect.ts'
import { migrate } from '../../src/store/migrate.ts'
import { pidOf } from './postgres-pid.ts'
import { startTestServer } from './test-server.ts'

export interface StillPostgres {
  readonly sql: Sql
  /** All its processes: it takes connections and statements, and answers none. */
  standStill(): void
  goOn(): void
}

/** A PostgreSQL of this test file alone, migrated, that can stand still. */
export async function stillPostgres(): Promise<StillPostgres> {
  const server = await startTestServer()
  const pid = await pidOf(server.url)
  const sql = connect(server.url, { max: 20 })
  let stopped: number[] = []
  const goOn = () => {
    for (const one of stopped) process.kill(one, 'SIGCONT')
    stopped = []
  }
  after(async () => {
    goOn()
    await sql.end({ timeout: 5 })
    await server.stop()
  })
  await migrate(sql)
  return {
    sql,
    standStill: () => {
      // Its first process before the others, so that it makes no more of them.
      process.kill(pid, 'SIGSTOP')
      const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number)
      for (const one of children) process.kill(one, 'SIGSTOP')
      stopped = [pid, ...children]
    },
    goOn,
  }
}
