import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiServer } from '../../../test/support/api-server.ts'
import { arrivals } from '../../../test/support/arrivals.ts'
import { freshDatabase } from '../../../test/support/database.ts'
import { debmas } from '../../../test/support/idocs.ts'
import { pauseChannel } from '../../store/channel-state.ts'
import { addFigures } from '../../store/figures.ts'
import { lowestId } from '../../store/message-id.ts'
import { findTroubles } from './troubles.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>
before(async () => {
  database = await freshDatabase()
})
after(() => database.drop())

const off = { held: false, paused: false, backlogMinutes: false, errorPercent: false, credentialDays: false } as const
const day = 86_400_000

test('each rule finds its trouble, says what to look at, and finds nothing when it is off', async (t) => {
  const { sql } = database
  const { server, accept } = await apiServer(sql)
  t.after(() => server.close())
  await accept(arrivals(debmas({ docnum: 1, customer: '' })))
  await accept(arrivals(debmas({ docnum: 2, customer: 4711 })))
  const hourAgo = lowestId(new Date(Date.now() - 3_600_000))
  await sql`update queue_entry set message_id = ${hourAgo} where not held`
  await pauseChannel(sql, 'dataverse', 'The secret is wrong')
  const figure = (interfaceName: string, name: string, count: number) => ({
    minute: new Date(Date.now() - (Date.now() % 60_000)),
    interface: interfaceName,
    name,
    count,
  })
  await addFigures(sql, [
    figure('invoice', 'tried', 20),
    figure('invoice', 'failed', 5),
    figure('material', 'tried', 19),
    figure('material', 'failed', 19),
    figure('inventory', 'tried', 1000),
    figure('inventory', 'failed', 199),
  ])
  const credentials = () =>
    [
      ['dataverse', new Date(Date.now() + 3 * day)],
      ['america', new Date(Date.now() - day)],
      ['asia', new Date(Date.now() + 100 * day)],
    ] as const
  const find = async (rules: Partial<Parameters<typeof findTroubles>[0]['rules']>) =>
    (await findTroubles({ sql, rules: { ...off, ...rules }, credentials })).map(
      ({ rule, subject, text }) => `${rule} ${subject}: ${text}`,
    )
  assert.deepEqual(await find({}), [])
  const [held, ...others] = await find({ held: true })
  assert.match(held ?? '', /^held business-partner: 1 delivery is held in business-partner: .*KUNNR/)
  assert.deepEqual(others, [])
  assert.deepEqual(await find({ paused: true }), [
    'paused channel/dataverse: The channel dataverse is paused: The secret is wrong',
  ])
  assert.match(
    (await find({ backlogMinutes: 30 }))[0] ?? '',
    /^backlog queue: business-partner\/4711 waits since .*longer than 30 minutes; message/,
  )
  assert.deepEqual(await find({ backlogMinutes: 90 }), [])
  const errors = await find({ errorPercent: 20 })
  assert.equal(errors.length, 1)
  assert.match(errors[0] ?? '', /^errors invoice: 5 of 20 tries of invoice failed within 15 minutes/)
  const expiring = await find({ credentialDays: 30 })
  assert.equal(expiring.length, 2)
  assert.match(expiring[0] ?? '', /^credential dataverse: The credential of the channel dataverse ends on /)
  assert.match(expiring[1] ?? '', /^credential america: The credential of the channel america ended on /)
})
