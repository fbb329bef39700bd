import type { ISql as Sql } from 'postgres'

/** How many messages of an interface are held for one error. */
export interface HeldCode {
  interface: string
  code: string
  messages: number
}

/** The errors whose code begins like that and for which something is held now, most messages first, a thousand at most. */
export async function readHeldCodes(sql: Sql, beginning: string): Promise<HeldCode[]> {
  return sql<HeldCode[]>`
    select split_part(object_key, '/', 1) as interface, code, count(distinct message_id)::float8 as messages
    from delivery
    where status = 'held' and code is not null and starts_with(code, ${beginning})
    group by 1, 2
    order by 3 desc, 2
    limit 1000`
}
