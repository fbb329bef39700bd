import type { Sql } from './connect.ts'

/** The PostgreSQL server behind a connection. */
export interface Server {
  readonly version: string
  /** Why Landbridge cannot use it, and what to do; nothing when it can. */
  readonly unfit?: string
}

/** Looks only. What a connection cannot ask for when it begins is looked at here, as poolers (PgBouncer) know only a few things to ask for. */
export async function serverOf(sql: Sql): Promise<Server> {
  const [{ version, number, database, isolation }] = await sql<
    [{ version: string; number: number; database: string; isolation: string }]
  >`
    select
      current_setting('server_version') as version, current_setting('server_version_num')::int as number,
      quote_ident(current_database()) as database, current_setting('default_transaction_isolation') as isolation`
  if (number < 150_000) return { version, unfit: 'Landbridge needs 15 or newer' }
  if (isolation === 'read committed') return { version }
  const remedy = `alter database ${database} set default_transaction_isolation = 'read committed'`
  const where = 'and see that the role of DATABASE_URL says nothing else'
  return {
    version,
    unfit: `default_transaction_isolation is '${isolation}', but each statement must see what was committed before it; ${remedy}, ${where}`,
  }
}
