import type { ISql as Sql } from 'postgres'

/** One code that a person gave another value than was delivered, or that was not delivered at all. */
export interface StoredValue {
  interface: string
  list: string
  code: string
  value: string
}

export async function readStoredValues(sql: Sql): Promise<StoredValue[]> {
  return sql<StoredValue[]>`select interface, list, code, value from value_mapping`
}

/** Sets codes of one list, or takes what was set away again (`null`), and tells all nodes after the commit. Gives how many changed. */
export async function changeStoredValues(
  tx: Sql,
  { interface: name, list }: { interface: string; list: string },
  codes: ReadonlyMap<string, string | null>,
  who: string,
): Promise<number> {
  const wanted = [...codes].map(([code, after]) => ({ code, after }))
  const changes = await tx<{ code: string; before: string | null; after: string | null }[]>`
    select wanted.code, value as before, wanted.after
    from json_to_recordset(${tx.json(wanted)}::json) as wanted (code text, after text)
    left join value_mapping stored on stored.interface = ${name} and stored.list = ${list} and stored.code = wanted.code
    where value is distinct from wanted.after`
  for (const { code, before, after } of changes) {
    if (after === null) {
      await tx`delete from value_mapping where interface = ${name} and list = ${list} and code = ${code}`
    } else {
      await tx`
        insert into value_mapping (interface, list, code, value) values (${name}, ${list}, ${code}, ${after})
        on conflict (interface, list, code) do update set value = excluded.value`
    }
    await tx`
      insert into value_mapping_change (who, interface, list, code, before, after)
      values (${who}, ${name}, ${list}, ${code}, ${before}, ${after})`
  }
  if (changes.length > 0) await tx`select pg_notify('landbridge_value_mappings', '')`
  return changes.length
}

export interface ValueChange {
  at: Date
  who: string
  code: string
  before: string | null
  after: string | null
}

/** The last changes of a list, newest first. */
export async function readValueChanges(sql: Sql, name: string, list: string): Promise<ValueChange[]> {
  return sql<ValueChange[]>`
    select at, who, code, before, after from value_mapping_change
    where interface = ${name} and list = ${list}
    order by id desc
    limit 500`
}

/** Messages of these interfaces that are held for one of these reasons' codes. */
export async function heldForCodes(sql: Sql, names: readonly string[], codes: readonly string[]): Promise<string[]> {
  const rows = await sql<{ messageId: string }[]>`
    select distinct message_id as "messageId" from delivery
    where status = 'held' and code = any(${codes as string[]}) and split_part(object_key, '/', 1) = any(${names as string[]})`
  return rows.map(({ messageId }) => messageId)
}

/** Which of these codes people gave a value, and who did last. */
export async function addedValues(
  sql: Sql,
  codes: readonly { interface: string; list: string; code: string }[],
): Promise<{ interface: string; list: string; code: string; who: string }[]> {
  return sql`
    select interface, list, code, changed.who
    from json_to_recordset(${sql.json(codes as never)}::json) as missed (interface text, list text, code text)
    join value_mapping using (interface, list, code)
    cross join lateral (
      select who from value_mapping_change change
      where change.interface = missed.interface and change.list = missed.list and change.code = missed.code
      order by id desc
      limit 1
    ) changed`
}
