import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { createLog } from '../../src/create-log.ts'
import { type Landbridge, startLandbridge } from '../../src/main.ts'
import type { Settings } from '../../src/settings/settings.ts'
import { connect } from '../../src/store/connect.ts'
import { httpCatcher } from '../support/http-catcher.ts'
import { debmas, unknownUnit } from '../support/idocs.ts'
import { landbridge } from '../support/landbridge.ts'
import { until } from '../support/until.ts'

interface Line {
  rule: string
  subject: string
  text: string
  link?: string
}

test('trouble is told once, together, by one of two nodes, not again after a restart, and once more when it is over', async (t) => {
  const catcher = await httpCatcher(t)
  const told = () => catcher.caught.map(({ text }) => JSON.parse(text).data as { begun: Line[]; over: Line[] })
  const nodes: Landbridge[] = []
  t.after(() => Promise.all(nodes.map((node) => node.close())))
  let settings: Settings | undefined
  const product = await landbridge(t, (usual) => {
    const webhooks = [{ name: 'pager', url: catcher.url, key: 'k' }]
    const alerts = { ...usual.alerts, webhooks, lookSeconds: 0.1, gatherSeconds: 5, calmMinutes: 0.001 }
    settings = { ...usual, alerts, publicUrl: 'https://landbridge.contoso.example' }
    // Only the nodes that come when all three are held look for trouble.
    return { ...settings, alerts: { ...alerts, lookSeconds: 3600 } }
  })
  const start = async () => nodes.push(await startLandbridge(settings as Settings, createLog({ logLevel: 'silent' })))
  for (const number of [1, 2, 3]) {
    await product.post(unknownUnit(number, `2000${number}`))
  }
  await product.settled()
  await start()
  await start()
  await until('it was noted', async () => (await product.get<{ items: unknown[] }>('/api/alerts')).items.length === 1)
  await product.act('/api/interfaces/invoice/pause', { reason: 'prices' })
  await until('it was told', async () => catcher.caught.length > 0)
  const [first] = told()
  assert.deepEqual(first?.begun.map(({ rule, subject, link }) => [rule, subject, link]).sort(), [
    ['held', 'material', 'https://landbridge.contoso.example/messages?status=held&interface=material'],
    ['paused', 'interface/invoice', 'https://landbridge.contoso.example/interfaces'],
  ])
  assert.match(first?.begun.find(({ rule }) => rule === 'held')?.text ?? '', /^3 deliveries are held in material: 'XZQ'/)

  await nodes[0]?.close()
  await start()
  await product.post(debmas({ docnum: 4, customer: 4711, fields: { NAME1: 'One' } }))
  await product.act('/api/messages/1/cancel', { reason: 'no such unit' })
  await until('the monitor tells what is held now', async () => {
    const { items } = await product.get<{ items: { text: string }[] }>('/api/alerts')
    return items.some(({ text }) => text.startsWith('2 deliveries'))
  })
  assert.equal(catcher.caught.length, 1, 'nothing was told again')

  for (const id of [2, 3]) await product.act(`/api/messages/${id}/cancel`, { reason: 'no such unit' })
  await product.act('/api/interfaces/invoice/resume')
  await until('the end was told', async () => told().flatMap(({ over }) => over).length === 2)
  assert.deepEqual(
    told()
      .slice(1)
      .flatMap(({ begun }) => begun),
    [],
  )
  const { items, targets } = await product.get<{ items: { endedAt?: string }[]; targets: { sentAt?: string }[] }>('/api/alerts')
  assert.deepEqual([items.length, items.every(({ endedAt }) => endedAt !== undefined)], [2, true])
  assert.ok(targets[0]?.sentAt)
})

test('each target is told only of what it is limited to, also of the end, and the page says who was told', async (t) => {
  const [finance, basis] = [await httpCatcher(t), await httpCatcher(t)]
  const told = ({ caught }: typeof finance) =>
    caught.map(({ text }) => JSON.parse(text).data as { begun: Line[]; over: Line[]; isTest: boolean })
  const lines = (catcher: typeof finance, which: 'begun' | 'over') =>
    told(catcher).flatMap((news) => news[which].map(({ rule, subject }) => `${rule} ${subject}`))
  const product = await landbridge(t, (usual) => {
    const webhooks = [
      { name: 'finance', url: finance.url, key: 'k', rules: ['held' as const], interfaces: ['material'] },
      { name: 'basis', url: basis.url, key: 'k', channels: 'all' as const },
    ]
    return { ...usual, alerts: { ...usual.alerts, webhooks, lookSeconds: 0.1, gatherSeconds: 0, calmMinutes: 0.001 } }
  })
  await product.post(unknownUnit(1, '20001'))
  await product.settled()
  await product.act('/api/channels/dataverse/pause', { reason: 'upgrade' })
  await product.act('/api/interfaces/invoice/pause', { reason: 'prices' })
  await until('all was noted', async () => (await product.get<{ items: unknown[] }>('/api/alerts')).items.length === 3)
  await until('both were told', async () => finance.caught.length > 0 && basis.caught.length > 0)
  await product.act('/api/messages/1/cancel', { reason: 'no such unit' })
  await product.act('/api/channels/dataverse/resume')
  await product.act('/api/interfaces/invoice/resume')
  await until('the end was told', async () => lines(finance, 'over').length > 0 && lines(basis, 'over').length > 0)
  assert.deepEqual([lines(finance, 'begun'), lines(finance, 'over')], [['held material'], ['held material']])
  assert.deepEqual([lines(basis, 'begun'), lines(basis, 'over')], [['paused channel/dataverse'], ['paused channel/dataverse']])

  interface Answer {
    items: { subject: string; targets: string[] }[]
    targets: { name: string; rules?: string[]; interfaces?: string[]; channels?: string }[]
    untold: string[]
  }
  const { items, targets, untold } = await product.get<Answer>('/api/alerts')
  assert.deepEqual(Object.fromEntries(items.map((item) => [item.subject, item.targets])), {
    material: ['webhook/finance'],
    'channel/dataverse': ['webhook/basis'],
    'interface/invoice': [],
  })
  assert.deepEqual(
    targets.map(({ name, rules, interfaces, channels }) => [name, rules, interfaces, channels]),
    [
      ['webhook/finance', ['held'], ['material'], undefined],
      ['webhook/basis', undefined, undefined, 'all'],
    ],
  )
  assert.ok(
    untold.includes(
      'Nobody is told of trouble by the rule database: add it to a target in alerts, or have a target without limits',
    ),
  )
  const { results } = await product.act<{ results: { name: string; ok: boolean }[] }>('/api/alerts/test')
  assert.deepEqual(
    results,
    [
      { name: 'webhook/finance', ok: true },
      { name: 'webhook/basis', ok: true },
    ],
    'a test goes to all',
  )
})

test('who cannot be told is told later, the page says why, and trouble that is over by then is not told', async (t) => {
  const catcher = await httpCatcher(t)
  catcher.status = 500
  const product = await landbridge(t, (usual) => {
    const webhooks = [{ name: 'pager', url: catcher.url, key: 'k' }]
    return { ...usual, alerts: { ...usual.alerts, webhooks, lookSeconds: 0.1, gatherSeconds: 0, calmMinutes: 0.001 } }
  })
  await product.act('/api/channels/dataverse/pause', { reason: 'upgrade' })
  interface Answer {
    targets: { problem?: string }[]
    items: { endedAt?: string }[]
  }
  await until('the page says why', async () =>
    /webhook\/pager answered 500/.test((await product.get<Answer>('/api/alerts')).targets[0]?.problem ?? ''),
  )
  const tested = await product.act<{ results: { ok: boolean; problem?: string }[] }>('/api/alerts/test')
  assert.deepEqual([tested.results[0]?.ok, /answered 500/.test(tested.results[0]?.problem ?? '')], [false, true])
  await product.act('/api/channels/dataverse/resume')
  await until('it is over', async () => (await product.get<Answer>('/api/alerts')).items[0]?.endedAt !== undefined)
  catcher.status = 200
  const count = catcher.caught.length
  assert.deepEqual(await product.act('/api/alerts/test'), { results: [{ name: 'webhook/pager', ok: true }] })
  assert.equal((await product.get<Answer>('/api/alerts')).targets[0]?.problem, undefined, 'nothing is left to be told')
  assert.equal(catcher.caught.length, count + 1, 'only the test was')
})

test('that nothing can be stored is told past the database, shown, and no node is ready then; so is that it is over', async (t) => {
  const catcher = await httpCatcher(t)
  const told = () => catcher.caught.map(({ text }) => JSON.parse(text).data as { begun: Line[]; over: Line[] })
  let databaseUrl = ''
  const product = await landbridge(t, (usual) => {
    databaseUrl = usual.databaseUrl ?? ''
    const webhooks = [{ name: 'pager', url: catcher.url, key: 'k' }]
    return { ...usual, alerts: { ...usual.alerts, webhooks, lookSeconds: 0.1, gatherSeconds: 1 } }
  })
  const ready = async () => (await fetch(`${product.url}/health/ready`)).status
  const why = async () => JSON.stringify(await product.get('/api/alerts').catch(() => ''))
  const idoc = debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One' } })
  // As of a server that has become a standby: it answers questions and takes nothing.
  await setReadOnly(databaseUrl, true)
  await until('it is refused', async () => (await product.post(idoc)).status === 503)
  assert.equal(await ready(), 503)
  // Before that its connections were cut.
  await until('why is said', async () => /The database cannot be used \(25006: .*read-only/.test(await why()))
  await until('it was told', async () => told().length > 0)
  const [{ begun: [trouble] = [] } = {}] = told()
  assert.equal(trouble?.rule, 'database')
  assert.match(trouble?.text ?? '', /^The database cannot be used \(25006: .*\); S\/4HANA is answered 503 .* PostgreSQL/)
  const shown = await until('the monitor can read', () => product.get<{ items: Line[] }>('/api/alerts').catch(() => undefined))
  assert.deepEqual(
    shown.items.map(({ rule, text }) => [rule, text]),
    [['database', trouble?.text]],
  )

  await setReadOnly(databaseUrl, false)
  await until('it is stored', async () => (await product.post(idoc)).status === 200)
  assert.equal(await ready(), 200)
  await until('the end was told', async () => told().length > 1)
  assert.deepEqual(
    told()[1]?.over.map(({ rule }) => rule),
    ['database'],
  )
  assert.deepEqual((await product.get<{ items: Line[] }>('/api/alerts')).items, [])
})

/**
 * For all connections of the database: those there are end now. One that was just being opened has what was said before and is not seen yet, so it
 * is looked for once more.
 */
async function setReadOnly(databaseUrl: string, isReadOnly: boolean): Promise<void> {
  const sql = connect(databaseUrl, { max: 1 })
  try {
    await sql`set session characteristics as transaction read write`
    await sql.unsafe(`alter database ${sql.options.database} set default_transaction_read_only = ${isReadOnly}`)
    for (const milliseconds of [0, 500]) {
      await setTimeout(milliseconds)
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
    }
  } finally {
    await sql.end()
  }
}

test('who is limited to channels is not told of the database', async (t) => {
  const [all, channels] = [await httpCatcher(t), await httpCatcher(t)]
  let databaseUrl = ''
  const product = await landbridge(t, (usual) => {
    databaseUrl = usual.databaseUrl ?? ''
    const webhooks = [
      { name: 'all', url: all.url, key: 'k', rules: ['database' as const], interfaces: 'all' as const },
      { name: 'channels', url: channels.url, key: 'k', channels: 'all' as const },
    ]
    return { ...usual, alerts: { ...usual.alerts, webhooks, lookSeconds: 0.1, gatherSeconds: 0 } }
  })
  await setReadOnly(databaseUrl, true)
  const idoc = debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One' } })
  await until('it is refused', async () => (await product.post(idoc)).status === 503)
  await until('it was told', async () => all.caught.length > 0)
  interface Answer {
    items: { rule: string; targets: string[] }[]
  }
  const { items } = await until('the monitor can read', () => product.get<Answer>('/api/alerts').catch(() => undefined))
  assert.deepEqual(items.find(({ rule }) => rule === 'database')?.targets, ['webhook/all'])
  await setReadOnly(databaseUrl, false)
  await until('it is stored', async () => (await product.post(idoc)).status === 200)
  await until('the end was told', async () => all.caught.length > 1)
  assert.equal(channels.caught.length, 0)
})

test('where nobody is named, a test says so', async (t) => {
  const product = await landbridge(t)
  await assert.rejects(product.act('/api/alerts/test'), /409.*Nobody is told of trouble.*alerts of landbridge\.config\.ts/)
})
