import { randomUUID } from 'node:crypto'
import { claim } from '../../src/queue/claim.ts'
import { nextDue } from '../../src/queue/next-due.ts'
import { connect, type Sql } from '../../src/store/connect.ts'
import { finishHeld } from './finish-held.ts'

/** Two tables that tell what workers did: who is at work (twice on one key is an error), and the order of the work. */
export async function watchWork(sql: Sql): Promise<void> {
  await sql`create table at_work (object_key text primary key)`
  await sql`create table work_done (position bigint generated always as identity, object_key text, message_id uuid, worker text)`
}

/** Works the queue off until nothing is left. */
export async function workOff(sql: Sql, worker: string): Promise<void> {
  while ((await nextDue(sql)) !== undefined) {
    const claims = await claim(sql, { token: randomUUID(), limit: 7, seconds: 60 })
    for (const { objectKey } of claims) await sql`insert into at_work values (${objectKey})`
    for (const { objectKey, messageId } of claims) {
      await sql`insert into work_done (object_key, message_id, worker) values (${objectKey}, ${messageId}, ${worker})`
      await sql`delete from at_work where object_key = ${objectKey}`
    }
    await sql.begin((tx) => finishHeld(tx, claims))
  }
}

// Started as a process of its own: works the queue of the database in its first argument off.
if (import.meta.main) {
  const sql = connect(process.argv[2] ?? '', { max: 2 })
  await workOff(sql, `process ${process.pid}`)
  await sql.end()
}
