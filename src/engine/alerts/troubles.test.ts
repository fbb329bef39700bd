import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiServer } from '../../../test/support/api-server.ts'
import { arrivals } from '../../../test/support/arrivals.ts'
import { ownDatabase } from '../../../test/support/database.ts'
import { debmas } from '../../../test/support/idocs.ts'
import { answersFailed, answersRefused, queueAnswers, setAnsweredSystems } from '../../store/answers.ts'
import { insertApiToken } from '../../store/api-tokens.ts'
import { pauseChannel } from '../../store/channel-state.ts'
import { addFigures } from '../../store/figures.ts'
import { lowestId, newMessageId } from '../../store/message-id.ts'
import { addRefusals } from '../../store/refusals.ts'
import { giveUpAnswer } from '../refused-answers.ts'
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
      { subject: 'dataverse', of: 'the channel dataverse', about: { channel: 'dataverse' }, end: new Date(Date.now() + 3 * day) },
      { subject: 'america', of: 'the channel america', about: { channel: 'america' }, end: new Date(Date.now() - day) },
      { subject: 'asia', of: 'the channel asia', about: { channel: 'asia' }, end: new Date(Date.now() + 100 * day) },
      { subject: 'sign-in', of: 'the sign-in by Microsoft', about: {}, end: new Date(Date.now() + 20 * day) },
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
    /^backlog business-partner: business-partner\/4711 waits since .*longer than 30 minutes; message/,
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
  const refusal = (same: string, minutesAgo: number, sender?: string) => {
    const at = new Date(Date.now() - minutesAgo * 60_000)
    const where = { channel: 'idoc-http', sender, system: sender && 'S4HCLNT100', from: '192.0.2.1', status: 401 }
    return { ...where, same, reason: `Reason ${same}`, firstAt: at, lastAt: at, times: 1 }
  }
  await addRefusals(sql, [refusal('a', 2, 'SAP'), refusal('b', 1, 'SAP'), refusal('c', 0), refusal('d', 20, 'SAP')])
  assert.deepEqual(await find({ refused: true }), [
    'refused idoc-http/S4HCLNT100: What S4HCLNT100 sent to idoc-http was refused (401) and is not stored: Reason b',
  ])
  // One that was made for a short time is no trouble at once.
  await sql`update api_token set created_at = now()`
  assert.equal((await find({ credentialDays: 30 })).length, 3)
})

test('answers that wait too long are a trouble of their system and channel, with the reason and what to do', async () => {
  const { sql } = database
  const find = async (answersMinutes: number | false) =>
    findTroubles({ sql, rules: { ...noRules, answersMinutes }, credentials: () => [] })
  await setAnsweredSystems(sql, [
    { system: 'S4HCLNT100', kind: 'idoc', interfaces: [] },
    { system: 'S4HCLNT200', kind: 'idoc', interfaces: [] },
  ])
  const [first, second, other] = [newMessageId(), newMessageId(), newMessageId()]
  const queue = (id: string, system: string) => queueAnswers(sql, [{ id, idoc: { system, interface: 'material' } }])
  await queue(first, 'S4HCLNT100')
  await queue(second, 'S4HCLNT100')
  await queue(other, 'S4HCLNT200')
  assert.deepEqual(await find(30), [], 'they came just now')
  await sql`update answer set queued_at = now() - interval '31 minutes' where message_id = any(${[first, other]}::uuid[])`
  const tried = (messageId: string) => ({ messageId, version: 1, attempts: 0, isDue: true })
  await answersRefused(sql, [tried(first)], 60_000, 'S4HCLNT100 answered 500 to a STATUS IDoc: Conversion error')
  assert.deepEqual(
    (await find(30)).map(({ rule, subject, text }) => [rule, subject, text.replace(/since \S+,/, 'since …,')]),
    [
      [
        'answers',
        'sap-idoc/S4HCLNT100',
        "Answers to S4HCLNT100 (sap-idoc) wait, the oldest since …, longer than 30 minutes; 2 in all: S4HCLNT100 answered 500 to a STATUS IDoc: Conversion error. Put it right in SAP or in answers of landbridge.config.ts; they go out by themselves then, and the channel's test says whether SAP lets us in",
      ],
      [
        'answers',
        'sap-idoc/S4HCLNT200',
        'Answers to S4HCLNT200 (sap-idoc) wait, the oldest since …, longer than 30 minutes; 1 in all: nothing was tried yet; the logs of the nodes say why',
      ],
    ],
  )
  await answersRefused(sql, [tried(second)], 60_000, 'S4HCLNT100 answered 400 to a STATUS IDoc: No such IDoc')
  assert.match(
    (await find(30))[0]?.text ?? '',
    /2 in all: .*Conversion error\. Put it right in SAP, and they go out by themselves; what SAP will never take is given up on the page Channels$/,
  )
  await giveUpAnswer(sql, first, { who: 'admin', reason: 'the IDoc is gone' })
  assert.deepEqual(
    (await find(30)).map(({ subject }) => subject),
    ['sap-idoc/S4HCLNT200'],
    'what was given up is no trouble any more',
  )
  await queueAnswers(
    sql,
    [first, second].map((id) => ({ id, idoc: { system: 'S4HCLNT100', interface: 'material' } })),
  )
  await sql`update answer set queued_at = now() - interval '31 minutes' where message_id = ${first}`
  await answersFailed(sql, [tried(second)], 60_000, 'S4HCLNT100 answered 503 to a STATUS IDoc: ICM overload')
  assert.match((await find(30))[0]?.text ?? '', /answered 503/, 'what all wait for is told before what one waits for')
  assert.deepEqual(await find(60), [])
  assert.deepEqual(await find(false), [])
  await setAnsweredSystems(sql, [])
  assert.deepEqual(await find(30), [], 'who is no longer answered waits for nothing')
})
