import type { ISql as Sql } from 'postgres'

/** Filters and columns of the list of messages that somebody gave a name. */
export interface SavedView {
  name: string
  /** As in the address of the page: `status=held&columns=number,reason`. */
  query: string
}

/** Those of one person, by name. */
export async function readViews(sql: Sql, who: string): Promise<SavedView[]> {
  return sql<SavedView[]>`select name, query from saved_view where who = ${who} order by name`
}

/** Keeps a view; one of that name is replaced. False when they have `most` others already. */
export async function saveView(sql: Sql, who: string, { name, query }: SavedView, most: number): Promise<boolean> {
  const { count } = await sql`
    insert into saved_view (who, name, query)
    select ${who}, ${name}, ${query}
    where (select count(*) from saved_view where who = ${who} and name <> ${name}) < ${most}
    on conflict (who, name) do update set query = excluded.query`
  return count === 1
}

/** False when they have no such view. */
export async function deleteView(sql: Sql, who: string, name: string): Promise<boolean> {
  const { count } = await sql`delete from saved_view where who = ${who} and name = ${name}`
  return count === 1
}
