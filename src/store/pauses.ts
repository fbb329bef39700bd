import type { ISql as Sql } from 'postgres'

/** What a person can stop: a channel to Dynamics 365, or an interface. */
export type PauseKind = 'channel' | 'interface'

/** Something a person stopped, and why. */
export interface Pause {
  kind: PauseKind
  name: string
  who: string
  reason: string
  at: Date
}

export async function readPauses(sql: Sql): Promise<Pause[]> {
  return sql<Pause[]>`select kind, name, who, reason, at from pause order by kind, name`
}

/** Stops it for all nodes; who stopped it before is forgotten. */
export async function putPause(tx: Sql, { kind, name, who, reason }: Omit<Pause, 'at'>): Promise<void> {
  await tx`
    insert into pause (kind, name, who, reason) values (${kind}, ${name}, ${who}, ${reason})
    on conflict (kind, name) do update set who = excluded.who, reason = excluded.reason, at = now()`
  await tell(tx, kind, name)
}

/** Tells whether it was stopped. All nodes hear of it in any case, and try what stopped by itself at once. */
export async function takePause(tx: Sql, { kind, name }: Pick<Pause, 'kind' | 'name'>): Promise<boolean> {
  const { count } = await tx`delete from pause where kind = ${kind} and name = ${name}`
  await tell(tx, kind, name)
  return count > 0
}

async function tell(tx: Sql, kind: PauseKind, name: string): Promise<void> {
  await tx`select pg_notify('landbridge_pauses', ${`${kind}/${name}`})`
}
