import type { ISql, Sql, TransactionSql } from 'postgres'

/**
 * What a transaction has locked is free a minute after it was last heard of, also when its program stands still or its machine is gone:
 * PostgreSQL would wait for hours. Said in each transaction, as PgBouncer does not pass it on from the start of a connection.
 */
export function endingSilence(sql: Sql): Sql {
  const begin = sql.begin.bind(sql)
  return Object.assign(sql, {
    begin: <T>(work: (tx: TransactionSql) => T | Promise<T>) =>
      begin((tx) => {
        // On its way together with the first of the work, which fails if this does.
        tx`set local idle_in_transaction_session_timeout = '60s'`.catch(() => {})
        return work(tx)
      }),
  })
}

/** For a transaction that waits for somebody else meanwhile: it may be silent for an hour. */
export async function mayBeSilent(tx: ISql): Promise<void> {
  await tx`set local idle_in_transaction_session_timeout = '1h'`
}
