import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, beforeEach } from 'node:test'
import type { InjectOptions } from 'fastify'
import type { SettingsUser } from '../../src/access/identity.ts'
import { claim } from '../../src/queue/claim.ts'
import { hold } from '../../src/queue/hold.ts'
import { recordAttempts } from '../../src/store/settle-deliveries.ts'
import { apiServer } from './api-server.ts'
import { arrivals } from './arrivals.ts'
import { asAdmin } from './credentials.ts'
import { freshDatabase } from './database.ts'
import { type Debmas, debmas } from './idocs.ts'
import { noMessages } from './no-messages.ts'

/** The API over a database of this test file, which holds no message before each test. */
export async function messageApi(users?: SettingsUser[]) {
  const { sql, drop } = await freshDatabase()
  const { server, accept, woken } = await apiServer(sql, users && { users })
  after(async () => {
    await server.close()
    await drop()
  })
  beforeEach(() => noMessages(sql))

  /** Asks as the administrator. */
  const ask = async (request: InjectOptions & { url: string }) => {
    const answer = await server.inject({ headers: asAdmin, ...request })
    assert.equal(answer.statusCode, 200, `${request.url}: ${answer.body}`)
    return answer.json()
  }
  return {
    ...{ sql, server, accept, woken },
    get: (url: string) => ask({ url }),
    post: (url: string, payload?: InjectOptions['payload']) => ask({ method: 'POST', url, ...(payload && { payload }) }),
    /** Receives the document of one customer; gives the id of its message. */
    async arrive(document: Debmas): Promise<string> {
      const [accepted] = await accept(arrivals(debmas(document)))
      return accepted?.messageId ?? ''
    },
    /** The delivery was tried and is held for a person. */
    async fail(messageId: string, objectKey: string, reason: string): Promise<void> {
      const claims = await claim(sql, { token: randomUUID(), limit: 10, seconds: 60 })
      await sql.begin(async (tx) => {
        const attempt = { messageId, objectKey, attempt: 1, status: 'held', startedAt: new Date(), operation: 'none' } as const
        await recordAttempts(tx, [{ ...attempt, rows: [], warnings: [], reason }])
        await hold(tx, claims)
      })
    },
  }
}
