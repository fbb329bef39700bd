import type { Sql } from 'postgres'
import { bringForward } from '../queue/bring-forward.ts'
import { audit, type By } from '../store/audit.ts'
import { type PauseKind, putPause, readPauses, takePause } from '../store/pauses.ts'
import { oneByOne } from './one-by-one.ts'

/** What a person stopped, as it is now; all nodes hear of a change as soon as it is committed. */
export interface Stops {
  has(kind: PauseKind, name: string): boolean
}

/** @param changed told of what was stopped or resumed, by any node */
export async function liveStops(
  sql: Sql,
  changed: (kind: PauseKind, name: string) => void,
): Promise<{ stops: Stops; refresh(): Promise<void>; stop(): Promise<void> }> {
  let stopped = new Set<string>()
  const refresh = oneByOne(async () => {
    const now = await readPauses(sql)
    const before = stopped
    stopped = new Set(now.map(({ kind, name }) => `${kind}/${name}`))
    for (const place of before.difference(stopped)) {
      const [kind, name] = split(place)
      await bringForward(sql, kind === 'interface' ? name : undefined)
    }
  })
  const listening = await sql.listen(
    'landbridge_pauses',
    (place) =>
      void refresh().then(
        () => changed(...split(place)),
        () => {},
      ),
    // The connection was lost and is there again: a change may have been missed meanwhile.
    () => void refresh().catch(() => {}),
  )
  await refresh()
  return {
    stops: { has: (kind, name) => stopped.has(`${kind}/${name}`) },
    refresh,
    stop: () => listening.unlisten().catch(() => {}),
  }
}

function split(place: string): [PauseKind, string] {
  const slash = place.indexOf('/')
  return [place.slice(0, slash) as PauseKind, place.slice(slash + 1)]
}

/** Stops a channel or an interface at a person's wish, on all nodes: what is for it waits, in its order. */
export async function pauseFor(
  sql: Sql,
  what: { kind: PauseKind; name: string },
  { who, reason }: { who: string; reason: string },
): Promise<void> {
  await sql.begin(async (tx) => {
    await putPause(tx, { ...what, who, reason })
    await audit(tx, { who, action: 'pause', subject: `${what.kind}/${what.name}`, reason })
  })
}

/** Lets it go on, and what waited goes out at once. Tells whether a person had stopped it. */
export async function resumeFor(sql: Sql, what: { kind: PauseKind; name: string }, by: By): Promise<boolean> {
  return sql.begin(async (tx) => {
    const wasStopped = await takePause(tx, what)
    // What stopped by itself is tried at once, which is an act as well.
    await audit(tx, { ...by, action: wasStopped ? 'resume' : 'try now', subject: `${what.kind}/${what.name}` })
    return wasStopped
  })
}
