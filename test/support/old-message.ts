import type { Sql } from '../../src/store/connect.ts'
import { lowestId } from '../../src/store/message-id.ts'
import { ensurePartitions } from '../../src/store/partitions.ts'

/**
 * A message of long ago, delivered at the second try, in the partition of its month unless it is to have none; gives its id. Of one moment
 * there can be one only.
 */
export async function oldMessage(sql: Sql, at: string, { objectKey = 'material/1', hasPartition = true } = {}): Promise<string> {
  const time = new Date(at)
  const id = lowestId(time).replace('-0000-0000-', '-7000-8000-')
  if (hasPartition) await ensurePartitions(sql, time)
  await sql`
    insert into message (id, identity, interface, channel, system, idoc, type, version, content_type, header, payload, received_at)
    values (
      ${id}, ${`idoc/${id}`}, 'material', 'idoc-http', 'S4HCLNT100', ${String(time.getTime())}, 'MATMAS05', '1', 'text/xml', '{}', 'x', ${time}
    )`
  await sql`insert into message_identity (identity, message_id) values (${`idoc/${id}`}, ${id})`
  await sql`
    insert into delivery (message_id, object_key, version, status, operation, attempts)
    values (${id}, ${objectKey}, '1', 'delivered', 'create', 2)`
  await sql`
    insert into attempt (message_id, object_key, number, started_at, finished_at, outcome)
    values (${id}, ${objectKey}, 1, ${time}, ${time}, 'waiting')`
  return id
}
