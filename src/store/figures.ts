import type { ISql as Sql } from 'postgres'

/** So many of something in one minute of one interface, e.g. `received`. */
export interface Figure {
  minute: Date
  interface: string
  name: string
  count: number
}

/** Adds to what all nodes counted before. */
export async function addFigures(sql: Sql, figures: readonly Figure[]): Promise<void> {
  if (figures.length === 0) return
  // In the order of the key, so that two nodes cannot block each other in a circle.
  const sorted = figures.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  await sql`
    insert into figure (minute, interface, name, count)
    select * from unnest(
      ${sorted.map(({ minute }) => minute.toISOString())}::timestamptz[], ${sorted.map((one) => one.interface)}::text[],
      ${sorted.map(({ name }) => name)}::text[], ${sorted.map(({ count }) => count)}::bigint[]
    )
    on conflict (minute, interface, name) do update set count = figure.count + excluded.count`
}

function keyOf({ minute, interface: name, name: what }: Figure): string {
  return `${minute.toISOString()} ${name} ${what}`
}

/** Minute by minute from `since` on, only these names. */
export async function readFigures(sql: Sql, since: Date, names: readonly string[]): Promise<Figure[]> {
  return sql<Figure[]>`
    select minute, interface, name, count::float8 as count from figure
    where minute >= ${since} and name = any(${names as string[]})
    order by minute`
}

/** Everything counted from `since` on, summed up by interface and name. */
export async function sumFigures(sql: Sql, since: Date): Promise<Omit<Figure, 'minute'>[]> {
  return sql<Omit<Figure, 'minute'>[]>`
    select interface, name, sum(count)::float8 as count from figure where minute >= ${since} group by interface, name`
}

export async function dropFiguresBefore(sql: Sql, moment: Date): Promise<void> {
  await sql`delete from figure where minute < ${moment}`
}
