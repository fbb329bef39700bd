import { beforeEach } from 'node:test'
import { FreshDocuments } from '../../src/engine/fresh-documents.ts'
import { receiver } from '../../src/engine/receive.ts'
import { loadInterfaces } from '../../src/interfaces/load.ts'
import { ownDatabase } from './database.ts'
import { noMessages } from './no-messages.ts'

/** An engine that stores what the delivered interfaces take, in a database of this test file that is empty before each test. */
export async function receiving() {
  const { sql, url } = await ownDatabase()
  beforeEach(() => noMessages(sql))
  const accept = receiver({ sql, interfaces: await loadInterfaces(), fresh: new FreshDocuments(), arrived: () => {} })
  /** The messages in the order of their IDoc numbers. */
  const stored = () => sql<StoredMessage[]>`
    select id, channel, system, idoc, content_type as "contentType", payload from message order by idoc`
  return { accept, stored, databaseUrl: url }
}

interface StoredMessage {
  readonly id: string
  readonly channel: string
  readonly system: string
  readonly idoc: string
  readonly contentType: string
  readonly payload: Buffer
}
