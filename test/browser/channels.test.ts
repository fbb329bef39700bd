import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { before, type TestContext, test } from 'node:test'
import { buildMonitor } from '../../src/cli/build-monitor.ts'
import { complaints } from '../support/accessibility.ts'
import { answerSettings } from '../support/answer-settings.ts'
import { debmas, docnum } from '../support/idocs.ts'
import { go, openMonitor as open, tooWide, withViewer } from '../support/monitor-page.ts'
import { signIn } from '../support/sign-in.ts'
import { until } from '../support/until.ts'

const provider = {
  name: 'Microsoft',
  issuer: 'https://login.example/v2.0',
  clientId: 'c',
  clientSecret: 'a secret',
  clientAuthentication: 'client_secret_post' as const,
  scope: 'openid',
  rolesClaim: 'roles',
  credentialExpires: new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10),
}

before(() => buildMonitor(() => {}))

test('a channel and an interface are paused with a reason and resumed, and the connection is tested', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  await signIn(page, product, '/channels')
  await page.getByRole('button', { name: 'Test the connection: dataverse' }).click()
  await page.getByText('Everything is there.').click()
  await page.getByText(/✓ .*knows us as user/).waitFor()
  for (const [place, name, cure] of [
    ['/channels', 'dataverse', 'Test and resume it'],
    ['/interfaces', 'material', 'Resume it'],
  ] as const) {
    await go(page, place)
    await page.getByRole('button', { name: `Pause: ${name}` }).click()
    await page.getByRole('textbox', { name: 'Reason, for the audit log' }).fill('units are wrong')
    await page.getByRole('button', { name: `Pause ${name}` }).click()
    await page.getByText(/units are wrong/).waitFor()
    await go(page, '/')
    await page
      .getByText(/ is paused by admin: units are wrong\. /)
      .getByRole('link', { name: cure, exact: true })
      .click()
    await page.getByRole('button', { name: `Resume: ${name}` }).click()
    await page.getByRole('textbox', { name: 'Reason, for the audit log' }).fill('units are right')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: `Pause: ${name}` }).waitFor()
  }
  await go(page, '/audit')
  await page.getByRole('row', { name: /admin pause channel\/dataverse units are wrong/ }).waitFor()
  await page.getByRole('row', { name: /admin resume interface\/material units are right/ }).waitFor()
})

test('whoever may only look sees state and limits, and why there is nothing to press', async (t) => {
  const opened = await open(t, (settings) =>
    withViewer({ ...settings, signIn: provider, dataverse: { ...settings.dataverse, dailyRequests: 40_000 } }),
  )
  if (opened === undefined) return
  const { page, product } = opened
  await signIn(page, product, '/channels', 'viewer')
  await page
    .getByRole('row', { name: /dataverse to Dynamics 365 .*up to \d+ requests at once, \d+ of 40,000 requests/ })
    .waitFor()
  await page.getByRole('row', { name: /idoc-http from SAP .*always open/ }).waitFor()
  await page.getByText(/The secret by which people sign in at the identity provider ends in /).waitFor()
  for (const name of ['Pause: dataverse', 'Test the connection: dataverse'])
    assert.equal(await page.getByRole('button', { name }).isDisabled(), true)
  await go(page, '/users')
  await page.getByText(/viewer may not administer/).waitFor()
  assert.equal(await page.getByRole('textbox', { name: 'Name' }).count(), 0)
})

test('a channel of answers tells what waits, since when, why and until when, and is tested', async (t) => {
  const sap = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(request.method === 'GET' ? 401 : 503).end('No work process is free'))
  }).listen(0, '127.0.0.1')
  t.after(() => sap.close().closeAllConnections())
  await new Promise((resolve) => sap.once('listening', resolve))
  const { port } = sap.address() as AddressInfo
  const answers = [answerSettings(`http://127.0.0.1:${port}/sap/bc/idoc_xml?sap-client=100`)]
  const opened = await open(t, (settings) => ({ ...settings, answers }))
  if (opened === undefined) return
  const { page, product } = opened
  await signIn(page, product, '/channels')
  await page.getByRole('row', { name: /sap-idoc answers to SAP .*S4HCLNT100 has been told everything/ }).waitFor()
  for (const number of [1, 2]) await product.post(debmas({ docnum: number, customer: number, fields: { NAME1: 'One' } }))
  await product.settled()
  const row = page.getByRole('row', {
    name: /sap-idoc answers to SAP .*2 answers wait for S4HCLNT100, the oldest since /,
  })
  await row.getByText(/S4HCLNT100 answered 503 to a STATUS IDoc: No work process is free/).waitFor()
  await row.getByText(/next try/).waitFor()
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 })
    assert.equal(await tooWide(page), 0)
  }
  await page.getByRole('button', { name: 'Test the connection: sap-idoc' }).click()
  await page.getByText('SAP does not let us in:').waitFor()
  await page.getByText(/✗ .*answered 401 to a test of the connection/).waitFor()
  await page.getByRole('link', { name: 'See the message' }).click()
  await page.getByText(/S4HCLNT100 is to be told what became of it/).waitFor()
})

test('answers that SAP refuses are shown one by one, sent now or given up with a reason, and the message says so', async (t) => {
  const sap = await refusingSap(t)
  const opened = await open(t, (settings) => withViewer({ ...settings, answers: sap.answers }))
  if (opened === undefined) return
  const { page, product } = opened
  for (const number of [1, 2, 3]) await product.post(debmas({ docnum: number, customer: number, fields: { NAME1: 'One' } }))
  await signIn(page, product, '/channels')
  const lineOf = (number: number) =>
    page.getByRole('row', { name: new RegExp(`DEBMAS07 ${number} S4HCLNT100 .*answered 500 to a STATUS IDoc: No IDoc of that`) })
  for (const number of [1, 2, 3]) await lineOf(number).waitFor()
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 })
    assert.deepEqual(await complaints(page), [], `${width}`)
    assert.equal(await tooWide(page), 0)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  const giveUp = async (name: string) => {
    await page.getByRole('button', { name: `Give up: ${name}`, exact: true }).click()
    await page.getByRole('textbox', { name: 'Reason, for the audit log' }).fill('the IDoc is gone')
    await page.locator('ui5-dialog').getByRole('button', { name: 'Give up the answer' }).click()
  }
  await giveUp('DEBMAS07 1')
  await lineOf(1).waitFor({ state: 'detached' })
  // While it is still refused: it would go by itself any moment else.
  await page.getByRole('button', { name: 'Send now: DEBMAS07 2', exact: true }).click()
  await until('the wish is noted', async () => {
    const { deeds } = await product.get<{ deeds: { action: string }[] }>('/api/messages/2')
    return deeds.some(({ action }) => action === 'send answer')
  })
  sap.refuses = false
  await lineOf(2).waitFor({ state: 'detached' })
  await page.getByText('S4HCLNT100 has been told everything').waitFor()
  assert.equal(
    sap.told.some((body) => body.includes(`<DOCNUM>${docnum(1)}</DOCNUM>`)),
    false,
  )
  await go(page, '/messages/1')
  await page.getByText('S4HCLNT100 is not told what became of it: that was given up').waitFor()
  await page.getByText(/admin gave up telling SAP.*the IDoc is gone/).waitFor()
  sap.refuses = true
  await product.post(debmas({ docnum: 4, customer: 4, fields: { NAME1: 'Four' } }))
  await product.settled()
  await go(page, '/messages/4')
  await page.getByRole('button', { name: 'Send now: what became of it' }).waitFor()
  await giveUp('what became of it')
  await page.getByText('S4HCLNT100 is not told what became of it: that was given up').waitFor()
  await go(page, '/audit')
  await page
    .getByRole('row', { name: /admin give up the answer .*the IDoc is gone; S4HCLNT100 answered 500/ })
    .first()
    .waitFor()
  await page.getByRole('row', { name: /admin send the answer/ }).waitFor()
})

test('all refused answers that are shown are given up at once, and not by who may only look', async (t) => {
  const { answers } = await refusingSap(t)
  const opened = await open(t, (settings) => withViewer({ ...settings, answers }))
  if (opened === undefined) return
  const { page, product } = opened
  for (const number of [1, 2]) await product.post(debmas({ docnum: number, customer: number, fields: { NAME1: 'One' } }))
  await signIn(page, product, '/channels', 'viewer')
  const giveUp = page.getByRole('button', { name: 'Give up: all that are shown' })
  await giveUp.waitFor()
  assert.equal(await giveUp.isDisabled(), true)
  await page.context().clearCookies()
  await signIn(page, product, '/channels')
  await giveUp.click()
  await page.getByRole('textbox', { name: 'Reason, for the audit log' }).fill('the IDocs are gone')
  await page.locator('ui5-dialog').getByRole('button', { name: 'Give up the answer' }).click()
  await page.getByText('S4HCLNT100 has been told everything').waitFor()
})

/** A system that is answered and refuses it, for as long as `refuses` says so; `told` is what it took. */
async function refusingSap(t: TestContext) {
  const sap = { refuses: true, told: [] as string[] }
  const server = createServer(async (request, response) => {
    const body = (await request.toArray()).join('')
    if (!sap.refuses) sap.told.push(body)
    response.writeHead(sap.refuses ? 500 : 200).end('No IDoc of that number')
  }).listen(0, '127.0.0.1')
  t.after(() => server.close().closeAllConnections())
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  return Object.assign(sap, { answers: [answerSettings(`http://127.0.0.1:${port}/sap/bc/idoc_xml?sap-client=100`)] })
}
