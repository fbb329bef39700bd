import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { command } from '../support/command.ts'
import { asAdmin, basic } from '../support/credentials.ts'
import { debmas, docnum } from '../support/idocs.ts'
import { landbridge } from '../support/landbridge.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { until } from '../support/until.ts'
import { xiMessage, xiMessageId } from '../support/xi-messages.ts'

interface Page {
  items: { channel: string; status?: number; system?: string; document?: string; times: number; reason: string }[]
  next?: string
}

test('what every way in refuses is told by the API, the overview, the command and an alert', async (t) => {
  const folder = join(temporaryFolder({ after }), 'in')
  mkdirSync(folder)
  const product = await landbridge(t, (settings) => ({
    ...settings,
    files: [{ folder, system: 'S4HCLNT900' }],
    alerts: { ...settings.alerts, lookSeconds: 0.1 },
  }))
  writeFileSync(join(folder, 'customers.xml'), debmas({ docnum: 3, customer: 4711 }))
  for (const path of ['/idoc', '/idoc-soap'])
    await fetch(`${product.url}${path}`, { method: 'POST', headers: basic('S4HCLNT100', 'old'), body: 'never read' })
  for (const _ of [1, 2])
    assert.equal((await product.post(debmas({ docnum: 1, customer: 4711 }).replaceAll('DEBMAS', 'ORDERS'))).status, 400)
  assert.equal((await product.postXi(xiMessage())).status, 500)
  await product.post(debmas({ docnum: 2, customer: 4711 }))
  const { items } = await until('all of it is told', async () => {
    const page = await product.get<Page>('/api/refusals')
    return page.items.length === 5 && page
  })
  assert.deepEqual(
    items.map(({ channel, status, system, document, times }) => [channel, status, system, document, times]).sort(),
    [
      ['idoc-file', undefined, 'S4HCLNT900', docnum(3), 1],
      ['idoc-http', 400, 'S4HCLNT100', docnum(1), 2],
      ['idoc-http', 401, 'S4HCLNT100', undefined, 1],
      ['idoc-soap', 401, 'S4HCLNT100', undefined, 1],
      ['xi-http', 500, 'S4HCLNT100', xiMessageId, 1],
    ],
  )

  const pages: string[] = []
  for (let next: string | undefined = ''; next !== undefined; ) {
    const page: Page = await product.get<Page>(`/api/refusals?limit=2${next && `&cursor=${next}`}`)
    pages.push(page.items.map(({ reason }) => reason).join())
    next = page.next
  }
  assert.deepEqual([pages.length, pages.join()], [3, items.map(({ reason }) => reason).join()])
  const wrong = await fetch(`${product.url}/api/refusals?cursor=1`, { headers: asAdmin })
  assert.deepEqual([wrong.status, /must be `next` of the page before/.test(await wrong.text())], [400, true])
  assert.equal((await fetch(`${product.url}/api/refusals`)).status, 401)

  assert.equal((await product.get<{ refused: number }>('/api/overview')).refused, 6)
  const troubles = await until('the alerts are there', async () => {
    const alerts = await product.get<{ items: { rule: string; subject: string; text: string }[] }>('/api/alerts')
    const found = alerts.items.filter(({ rule }) => rule === 'refused')
    return found.length === 4 && found
  })
  assert.deepEqual(troubles.map(({ subject }) => subject).sort(), [
    'idoc-file/S4HCLNT900',
    'idoc-http/S4HCLNT100',
    'idoc-soap/S4HCLNT100',
    'xi-http/S4HCLNT100',
  ])
  assert.match(
    troubles.find(({ subject }) => subject === 'idoc-http/S4HCLNT100')?.text ?? '',
    /^What S4HCLNT100 sent to idoc-http was refused \(400\) and is not stored: No interface takes ORDERS07/,
  )

  const environment = { LANDBRIDGE_URL: product.url, LANDBRIDGE_USER: 'admin', LANDBRIDGE_PASSWORD: 'sandbox' }
  const { output } = await command(['refused'], environment)
  assert.match(output, /^last +times +channel +status +sender +from +document +reason\n/)
  assert.match(output, / 2 +idoc-http +400 +S4HCLNT100 +127\.0\.0\.1 +1 +No interface takes ORDERS07/)
  assert.match(output, new RegExp(` 1 +xi-http +500 +S4HCLNT100 +127\\.0\\.0\\.1 +${xiMessageId} +No interface takes`))
  assert.match(output, / 1 +idoc-file +S4HCLNT900 +customers\.xml +3 +IDoc 0+3 is from system S4HCLNT100/)
  const few = await command(['refused', '--limit', '1'], environment)
  assert.match(few.output, /The last 1 refusal; there are older ones: --limit 5\n$/)
  const page = JSON.parse((await command(['refused', '--json'], environment)).output)
  assert.equal(page.items.length, 5)
})

test('where nothing was refused the command says so', async (t) => {
  const product = await landbridge(t)
  const environment = { LANDBRIDGE_URL: product.url, LANDBRIDGE_USER: 'admin', LANDBRIDGE_PASSWORD: 'sandbox' }
  assert.deepEqual((await command(['refused'], environment)).output, 'Nothing was refused within the last 30 days.\n')
})
