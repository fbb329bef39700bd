import postgres from 'postgres'

/** Connections to PostgreSQL; `sql.begin` gives a transaction, which every function of store/ and queue/ takes as well. */
export type Sql = postgres.Sql

/** A pool of up to `max` connections. Nothing connects before the first query. */
export function connect(url: string, options: { max?: number } = {}): Sql {
  return postgres(url, {
    max: options.max ?? 10,
    connect_timeout: 10,
    onnotice: () => {},
    connection: {
      application_name: 'landbridge',
      // The queue counts on each statement of a transaction seeing what was committed before it.
      default_transaction_isolation: 'read committed',
      TimeZone: 'UTC',
    },
  })
}
