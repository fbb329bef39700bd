import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiServer } from '../../../test/support/api-server.ts'
import { arrivals } from '../../../test/support/arrivals.ts'
import { ownDatabase } from '../../../test/support/database.ts'
import { debmas } from '../../../test/support/idocs.ts'
import { insertApiToken } from '../../store/api-tokens.ts'
import { pauseChannel } from '../../store/channel-state.ts'
import { addFigures } from '../../store/figures.ts'
import { lowestId } from '../../store/message-id.ts'
import { findTroubles, noRules } from './troubles.ts'

const database = await ownDatabase()

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
      { subject: 'dataverse', of: 'the channel dataverse', end: new Date(Date.now() + 3 * day) },
      { subject: 'america', of: 'the channel america', end: new Date(Date.now() - day) },
      { subject: 'asia', of: 'the channel asia', end: new Date(Date.now() + 100 * day) },
      { subject: 'sign-in', of: 'the sign-in by Microsoft', end: new Date(Date.now() + 20 * day) },
    ] as const
  const made = await insertApiToken(sql, {
    name: 'dashboard',
    hash: Buffer.from('a'),
    roles: ['viewer'],
    createdBy: 'admin',
    days: 90,
  })
  await insertApiToken(sql, { name: 'unused', hash: Buffer.from('b'), roles: ['viewer'], createdBy: 'admin', days: 90 })
  await sql`update api_token set created_at = now() - interval '80 days', expires_at = now() + interval '10 days'`
  await sql`update api_token set used_at = now() where id = ${made?.id ?? ''}`
  const find = async (rules: Partial<Parameters<typeof findTroubles>[0]['rules']>) =>
    (await findTroubles({ sql, rules: { ...noRules, ...rules }, credentials })).map(
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
  assert.equal(expiring.length, 4)
  assert.match(expiring[0] ?? '', /^credential dataverse: The credential of the channel dataverse ends on /)
  assert.match(expiring[1] ?? '', /^credential america: The credential of the channel america ended on /)
  assert.match(expiring[2] ?? '', /^credential sign-in: The credential of the sign-in by Microsoft ends on /)
  assert.match(
    expiring[3] ?? '',
    /^credential token\/dashboard: The API token dashboard ends on .*; make a new one and give it to its program/,
  )
  // One that was made for a short time is no trouble at once.
  await sql`update api_token set created_at = now()`
  assert.equal((await find({ credentialDays: 30 })).length, 3)
})
