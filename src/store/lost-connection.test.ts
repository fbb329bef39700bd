import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect as connectSocket, createServer, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { freshDatabase } from '../../test/support/database.ts'
import { until } from '../../test/support/until.ts'
import { connect, type Sql } from './connect.ts'

test('a transaction whose connection ends during a statement fails, and the next one has a new connection', async (t) => {
  const { sql, loseConnections } = await onOneConnection(t)
  const failed = assert.rejects(
    sql.begin(async (tx) => {
      const slow = tx`select pg_sleep(60)`.execute()
      await nextTurn()
      loseConnections('end')
      await slow
    }),
  )
  await failed
  assert.deepEqual([...(await sql`select 1 as one`)], [{ one: 1 }])
})

test('a transaction whose connection is reset during a statement fails, and the next ones have a new connection', async (t) => {
  const { sql, loseConnections } = await onOneConnection(t)
  for (let time = 0; time < 3; time++) {
    await assert.rejects(
      sql.begin(async (tx) => {
        const slow = tx`select pg_sleep(60)`.execute()
        await nextTurn()
        loseConnections('reset')
        await slow
      }),
    )
    for (let one = 0; one < 3; one++) assert.deepEqual([...(await sql`select 1 as one`)], [{ one: 1 }])
  }
})

test('what a transaction says after its connection ended is refused, and is never said in the transaction of somebody else', async (t) => {
  const { sql, loseConnections } = await onOneConnection(t)
  await sql`create table said (who text)`
  const lost = Promise.withResolvers<void>()
  const other = Promise.withResolvers<void>()
  const ofLost = sql.begin(async (tx) => {
    await tx`insert into said values ('lost')`
    lost.resolve()
    await other.promise
    return await Promise.allSettled([tx`insert into said values ('lost, later')`, tx`commit`]).then((said) => {
      assert.deepEqual(
        said.map(({ status }) => status),
        ['rejected', 'rejected'],
      )
    })
  })
  const failed = assert.rejects(ofLost, { code: 'CONNECTION_CLOSED' })
  await lost.promise
  loseConnections('end')
  await failed
  await sql.begin(async (tx) => {
    await tx`insert into said values ('other')`
    other.resolve()
    await nextTurn()
    await tx`insert into said values ('other, later')`
  })
  assert.deepEqual([...(await sql`select who from said order by who`)], [{ who: 'other' }, { who: 'other, later' }])
})

test('all that was on its way in a transaction is answered when its connection ends', async (t) => {
  const { sql, loseConnections } = await onOneConnection(t)
  const said = Promise.withResolvers<string[]>()
  await assert.rejects(
    sql.begin(async (tx) => {
      const statements = Array.from({ length: 200 }, (_, n) => (n === 0 ? tx`select pg_sleep(60)` : tx`select ${n}::int`))
      const settled = Promise.allSettled(statements.map((statement) => statement.execute()))
      await nextTurn()
      loseConnections('end')
      said.resolve((await settled).map(({ status }) => status))
      await tx`select 1`
    }),
  )
  assert.deepEqual(new Set(await said.promise), new Set(['rejected']))
  assert.deepEqual([...(await sql`select 1 as one`)], [{ one: 1 }])
})

test('a statement that is begun as the connection ends fails or is done, and the connection is of use again', async (t) => {
  const { sql, loseConnections } = await onOneConnection(t)
  const isOfUse = async () => (await sql`select 1`.catch(() => [])).length === 1
  for (let time = 0; time < 20; time++) {
    await until('the connection is of use', isOfUse)
    loseConnections(time % 2 === 0 ? 'end' : 'reset')
    for (let turn = 0; turn < time % 5; turn++) await nextTurn()
    await sql`select 2`.catch(() => {})
  }
  await until('the connection is of use', isOfUse)
})

for (const how of ['told', 'end', 'reset'] as const) {
  test(`a connection that ends while it begins (${how}) ends nothing else: the next one is whole`, async (t) => {
    const { sql, loseAt } = await onOneConnection(t)
    // The first statement of each connection is the client's own: it asks which types are arrays.
    const lost = loseAt('typarray', how)
    const [first] = await Promise.allSettled([sql`select array['a', 'b'] as list`, lost])
    // What waited for the connection was not begun, so it goes by the next one; after a reset its sender is told.
    if (how !== 'reset') assert.equal(first.status, 'fulfilled')
    assert.deepEqual([...(await sql`select array['a', 'b'] as list`)], [{ list: ['a', 'b'] }])
  })
}

interface OneConnection {
  readonly sql: Sql
  /** As when the server ends (`end`), or somebody between pulls the plug (`reset`). */
  loseConnections(how: 'end' | 'reset'): void
  /** Once, when the client says this; `told` is as when the server ends and says so before. */
  loseAt(words: string, how: 'told' | 'end' | 'reset'): Promise<void>
}

/** A pool of one connection through a server of ours, which can lose it. */
async function onOneConnection(t: TestContext): Promise<OneConnection> {
  const database = await freshDatabase()
  const address = new URL(database.url)
  const sockets = new Set<Socket>()
  const lose = (socket: Socket, how: 'end' | 'reset') => (how === 'end' ? socket.destroy() : socket.resetAndDestroy())
  let losing: { words: string; act: (socket: Socket) => void } | undefined
  const between = createServer((socket) => {
    const onward = connectTo(address)
    socket.pipe(onward).pipe(socket)
    socket.on('data', (bytes: Buffer) => {
      if (losing === undefined || !bytes.includes(losing.words)) return
      onward.destroy()
      losing.act(socket)
      losing = undefined
    })
    for (const one of [socket, onward])
      one.on('error', () => {}).on('close', () => [socket, onward].forEach((each) => void (each.writableEnded || each.destroy())))
    sockets.add(socket)
  }).listen(0, '127.0.0.1')
  await once(between, 'listening')
  const { port } = between.address() as { port: number }
  const sql = connect(`postgres://${address.username}:${address.password}@127.0.0.1:${port}${address.pathname}`, { max: 1 })
  t.after(async () => {
    await sql.end({ timeout: 1 })
    between.close()
    await database.drop()
  })
  return {
    sql,
    loseConnections(how) {
      for (const socket of sockets) lose(socket, how)
      sockets.clear()
    },
    loseAt(words, how) {
      const lost = Promise.withResolvers<void>()
      const act = (socket: Socket) => {
        if (how === 'told') socket.end(farewell())
        else lose(socket, how)
        lost.resolve()
      }
      losing = { words, act }
      return lost.promise
    },
  }
}

/** What PostgreSQL says when somebody ends its connection (PostgreSQL: "Message Formats", ErrorResponse). */
function farewell(): Buffer {
  const fields = ['SFATAL', 'VFATAL', 'C57P01', 'Mterminating connection due to administrator command', '']
  const content = Buffer.from(fields.map((field) => `${field}\0`).join(''))
  const head = Buffer.alloc(5, 'E')
  head.writeInt32BE(content.length + 4, 1)
  return Buffer.concat([head, content])
}

function connectTo(address: URL): Socket {
  const folder = address.searchParams.get('host')
  const port = Number(address.port || 5432)
  return folder === null ? connectSocket(port, address.hostname) : connectSocket(`${folder}/.s.PGSQL.${port}`)
}
