import type { Landscape } from './landscape.ts'

/** Puts so many delivered messages into the store beside those that are there, each of an object of its own, as copies of one of them. */
export async function fill(landscape: Landscape, count: number): Promise<void> {
  await using database = landscape.database()
  const { sql } = database
  await sql.begin(async (tx) => {
    // Ids of the last hours of this month: a millisecond each, as if they had come one after the other.
    await tx`
      create temporary table filled on commit drop as
      select
        n, 'business-partner/' || (20000000 + n) as object_key, 'idoc/FILL/100/' || lpad(n::text, 16, '0') as identity,
        (lpad(to_hex((extract(epoch from now()) * 1000)::bigint - ${count} + n), 12, '0') || '7000' || '8000' || lpad(to_hex(n), 12, '0'))::uuid as id
      from generate_series(1, ${count}) as n`
    await tx`
      insert into message (id, identity, interface, channel, system, idoc, type, version, content_type, header, payload, received_at)
      select filled.id, filled.identity, interface, channel, 'FILL', lpad(n::text, 16, '0'), type, version, content_type, header, payload, received_at
      from filled, (select * from message where interface = 'business-partner' limit 1) as one`
    await tx`insert into message_identity (identity, message_id) select identity, id from filled`
    await tx`
      insert into delivery (message_id, object_key, version, status, operation, rows, attempts, started_at, finished_at)
      select filled.id, filled.object_key, version, status, operation, rows, 1, now(), now()
      from filled, (select * from delivery where status = 'delivered' and object_key like 'business-partner/%' limit 1) as one`
    await tx`
      insert into record (object_key, receiver, table_name, row_key, id, state, version, system, columns, origins, found_by)
      select filled.object_key, receiver, table_name, row_key || n, gen_random_uuid(), state, version, system, columns, origins, 'muster' || n || ' gmbh hamburg'
      from filled, (select * from record where table_name = 'account' limit 1) as one`
  })
  await sql`vacuum analyze message, delivery, record, message_identity`
}
