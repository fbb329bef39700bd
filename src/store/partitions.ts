import type postgres from 'postgres'
import type { Sql } from './connect.ts'
import { journal, lockMonths, monthOf } from './journal-months.ts'

/**
 * Makes the partitions of this month and the two that follow, where they are missing, and gives the names of the new ones.
 * A default partition takes what has no other, so nothing is ever refused; its rows move when their month is made.
 */
export async function ensurePartitions(sql: Sql, now: Date): Promise<string[]> {
  return sql.begin(async (tx) => {
    await lockMonths(tx)
    const made: string[] = []
    for (const month of [0, 1, 2].map((ahead) => monthOf(now, ahead))) {
      for (const { table, column } of journal) {
        const name = `${table}_${month.name}`
        const [found] = await tx`select from pg_class where oid = to_regclass(${name})`
        if (found !== undefined) continue
        await makePartition(tx, { name, table, column, from: month.from, to: month.to })
        made.push(name)
      }
    }
    return made
  })
}

/**
 * Filled before it is attached: PostgreSQL attaches no partition while the default one holds rows that belong there. It stores its rows
 * as the default one does; `like` brings the columns' storage, not the table's.
 */
async function makePartition(
  tx: postgres.TransactionSql,
  { name, table, column, from, to }: Record<'name' | 'table' | 'column' | 'from' | 'to', string>,
): Promise<void> {
  const [origin] = await tx<{ options: string[] | null }[]>`
    select reloptions as options from pg_class where oid = to_regclass(${`${table}_default`})`
  const storage = origin?.options ? `with (${origin.options.join(', ')})` : ''
  await tx.unsafe(`
    lock table ${table}_default in access exclusive mode;
    create table ${name} (like ${table} including all) ${storage};
    with moved as (
      delete from ${table}_default where ${column} >= '${from}' and ${column} < '${to}' returning *
    )
    insert into ${name} select * from moved;
    alter table ${table} attach partition ${name} for values from ('${from}') to ('${to}')`)
}
