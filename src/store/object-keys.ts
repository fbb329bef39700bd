import type { ISql as Sql } from 'postgres'

/** Keys of objects of an interface that rows were written for, in their order, after the one given. */
export async function objectKeysAfter(sql: Sql, interfaceName: string, after: string, limit: number): Promise<string[]> {
  const first = `${interfaceName}/`
  const rows = await sql<{ objectKey: string }[]>`
    select distinct object_key as "objectKey"
    from record
    where object_key > ${after > first ? after : first} and object_key < ${`${interfaceName}0`}
    order by object_key
    limit ${limit}`
  return rows.map(({ objectKey }) => objectKey)
}

/** How many such objects an interface has. */
export async function countObjects(sql: Sql, interfaceName: string): Promise<number> {
  const [{ count }] = await sql<[{ count: number }]>`
    select count(distinct object_key)::integer as count
    from record
    where object_key > ${`${interfaceName}/`} and object_key < ${`${interfaceName}0`}`
  return count
}
