import assert from 'node:assert/strict'
import { before, type TestContext, test } from 'node:test'
import type { Page } from 'playwright-core'
import { buildMonitor } from '../../src/cli/build-monitor.ts'
import { complaints } from '../support/accessibility.ts'
import { browserPage } from '../support/browser.ts'
import { debmas, matmas } from '../support/idocs.ts'
import { landbridge, type TestLandbridge } from '../support/landbridge.ts'

before(() => buildMonitor(() => {}))

test('from a product that is old in CRM to the cause and the cure', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  await product.post(matmas(1, [{ material: '20010', text: 'Old name', fields: { MEINS: 'PCE' } }]))
  await product.post(matmas(2, [{ material: '20010', text: 'New name', fields: { MEINS: 'XZQ' } }]))
  await product.settled()
  await signIn(page, product, '/objects/material/20010')
  await page.getByRole('row', { name: /name Old name E1MAKTM\/MAKTX 1/ }).waitFor()
  await page.getByText("'XZQ' (E1MARAM/MEINS) is not in the value mapping unit-of-measure").waitFor()
  await page.getByRole('link', { name: 'MATMAS05 2' }).click()
  for (const [list, value] of [
    ['unit-of-measure', 'Piece'],
    ['unit-group', 'Default Unit'],
  ]) {
    await page.getByRole('textbox', { name: `What 'XZQ' is in ${list}` }).fill(value as string)
    await page.getByRole('button', { name: 'Add to the value mapping' }).click()
  }
  await page.getByText('delivered').first().waitFor()
  await page.getByRole('link', { name: 'material/20010' }).first().click()
  await page.getByRole('row', { name: /name New name/ }).waitFor()
})

test('messages are found by the filters in the address, chosen, restarted and cancelled with a reason', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  for (const number of [1, 2, 3])
    await product.post(matmas(number, [{ material: `2000${number}`, text: 'x', fields: { MEINS: 'XZQ' } }]))
  await product.post(debmas({ docnum: 4, customer: 4711, fields: { NAME1: 'One' } }))
  await product.settled()
  await signIn(page, product, '/messages?status=held')
  await page.getByRole('link', { name: 'material/20001' }).waitFor()
  assert.equal(await page.locator('tr.line').count(), 3)
  await page.getByRole('checkbox', { name: 'Choose 1', exact: true }).click()
  await page.getByRole('checkbox', { name: 'Choose 2', exact: true }).click()
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await page.getByRole('textbox', { name: 'Reason, for the audit log' }).fill('no such unit')
  await page.getByRole('button', { name: 'Cancel 2 messages' }).click()
  await page.getByRole('link', { name: 'material/20001' }).waitFor({ state: 'detached' })
  assert.equal(await page.locator('tr.line').count(), 1)
  const { deliveries } = await product.get<{ deliveries: { status: string }[] }>('/api/messages/1')
  assert.equal(deliveries[0]?.status, 'cancelled')
})

test('a document is corrected, checked, and sent in the place of the old one', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  await product.post(matmas(1, [{ material: '20001', text: 'Pump', fields: { MEINS: 'XZQ' } }]))
  await product.settled()
  await signIn(page, product, '/messages/1')
  await page.getByRole('button', { name: 'Edit and resend' }).click()
  // The document itself comes with a request of its own.
  await page.waitForLoadState('networkidle')
  const document = page.getByRole('textbox', { name: 'The document' })
  await document.fill((await document.inputValue()).replace('XZQ', 'PCE'))
  await page.getByRole('button', { name: 'Check' }).click()
  await page.getByRole('row', { name: /defaultuomid.*Piece/ }).waitFor()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('delivered').first().waitFor()
  assert.equal((await product.rows('products')).length, 1)
})

test('the overview shows what flows and what is stuck without a reload, and the interfaces what they did that day', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  await signIn(page, product, '/')
  await page.getByText('Nothing within the last hour.').first().waitFor()
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One' } }))
  await product.post(matmas(2, [{ material: '20001', text: 'x', fields: { MEINS: 'XZQ' } }]))
  await page
    .getByRole('row', { name: /Business partner → Account 0\.2 a minute 1/ })
    .first()
    .waitFor()
  await page.getByRole('img', { name: 'Messages a minute of the last hour, by interface' }).waitFor()
  await page.getByText(/Half of 1 deliveries took .* at most/).waitFor()
  await page.getByText(/up to \d+ requests at once, \d+ requests within 24 hours/).waitFor()
  await page.getByRole('link', { name: '1 held' }).click()
  await page.getByRole('link', { name: 'material/20001' }).waitFor()
  await go(page, '/interfaces')
  await page.getByRole('row', { name: /Material → Product 1 0 0 1 of 1 1/ }).waitFor()
})

test('a channel and an interface are paused with a reason and resumed, and the connection is tested', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  await signIn(page, product, '/channels')
  await page.getByRole('button', { name: 'Test the connection: dataverse' }).click()
  await page.getByText('Everything is there.').click()
  await page.getByText(/✓ .*knows us as user/).waitFor()
  for (const [place, name] of [
    ['/channels', 'dataverse'],
    ['/interfaces', 'material'],
  ] as const) {
    await go(page, place)
    await page.getByRole('button', { name: `Pause: ${name}` }).click()
    await page.getByRole('textbox', { name: 'Reason, for the audit log' }).fill('units are wrong')
    await page.getByRole('button', { name: `Pause ${name}` }).click()
    await page.getByText(/units are wrong/).waitFor()
    await page.getByRole('button', { name: `Resume: ${name}` }).click()
    await page.getByRole('button', { name: `Pause: ${name}` }).waitFor()
  }
  await go(page, '/audit')
  await page.getByRole('row', { name: /admin pause channel\/dataverse units are wrong/ }).waitFor()
  await page.getByRole('row', { name: /admin resume interface\/material/ }).waitFor()
})

test('alerts show who is told of what, which trouble lasts, and whether a test arrives', async (t) => {
  const page = await browserPage(t)
  if (page === undefined) return
  const webhooks = [{ name: 'nobody', url: 'http://127.0.0.1:9/', key: 'a key' }]
  const product = await landbridge(t, (settings) => ({ ...settings, alerts: { ...settings.alerts, webhooks, lookSeconds: 0.1 } }))
  await signIn(page, product, '/alerts')
  await page.getByText('There is no trouble.').waitFor()
  await product.post(matmas(1, [{ material: '20001', text: 'x', fields: { MEINS: 'XZQ' } }]))
  await page.getByText(/1 delivery is held in material: 'XZQ'/).waitFor()
  await page.getByRole('button', { name: 'Send a test' }).click()
  await page
    .getByText(/webhook\/nobody cannot be reached/)
    .first()
    .waitFor()
})

for (const [language, theme] of [
  ['en', 'light'],
  ['de', 'dark'],
  ['en', 'contrast-black'],
]) {
  test(`no page has anything serious against it (${language}, ${theme}), is wider than a phone, or asks anybody else`, async (t) => {
    const opened = await open(t)
    if (opened === undefined) return
    const { page, product } = opened
    await page.addInitScript(
      `localStorage.setItem('landbridge.language', '${language}'); localStorage.setItem('landbridge.theme', '${theme}')`,
    )
    await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One', LAND1: 'DE' } }))
    await product.post(matmas(2, [{ material: '20001', text: 'x', fields: { MEINS: 'XZQ' } }]))
    await product.settled()
    const foreign: string[] = []
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(product.url)) foreign.push(request.url())
    })
    await signIn(page, product, '/')
    const places = [
      '/',
      '/messages',
      '/messages/2',
      '/objects/business-partner/4711',
      '/interfaces',
      '/interfaces/invoice',
      '/value-mappings',
      '/value-mappings/material/unit-of-measure',
      '/channels',
      '/alerts',
      '/audit',
      '/users',
      '/tokens',
      '/nothing',
    ]
    for (const place of places) {
      await go(page, place)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      assert.deepEqual(await complaints(page), [], place)
    }
    await page.setViewportSize({ width: 360, height: 740 })
    for (const place of places) {
      await go(page, place)
      await page.getByRole('heading', { level: 1 }).waitFor()
      const wide = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      assert.ok(wide <= 0, `${place} is ${wide} pixels wider than a phone`)
    }
    assert.deepEqual(foreign, [])
  })
}

test('a wrong password is told, and the right one lets in', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  await page.goto(product.url)
  await page.getByRole('textbox', { name: 'User' }).fill('admin')
  await page.getByRole('textbox', { name: 'Password' }).fill('wrong')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('User or password is wrong').waitFor()
  await page.getByRole('textbox', { name: 'Password' }).fill('sandbox')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  const [cookie] = await page.context().cookies()
  assert.deepEqual([cookie?.httpOnly, cookie?.sameSite, cookie?.secure], [true, 'Strict', false])
  await page.getByRole('button', { name: 'Sign out admin' }).click()
  await page.getByRole('textbox', { name: 'User' }).waitFor()
  await page.reload()
  await page.getByRole('textbox', { name: 'User' }).waitFor()
})

test('an administrator adds a user, who sees no such page, and makes a token for a program', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  await signIn(page, product, '/users')
  await page.getByRole('textbox', { name: 'Name' }).fill('erika')
  await page.getByRole('textbox', { name: 'Password, at least 12 characters' }).fill('correct horse battery')
  await page.getByRole('button', { name: 'Add a user' }).click()
  await page.getByRole('row', { name: /erika viewer/ }).waitFor()
  await page.getByRole('button', { name: 'Change erika' }).click()
  await page.locator('ui5-dialog').getByRole('checkbox', { name: 'operator' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('row', { name: /erika viewer, operator/ }).waitFor()
  await page.getByRole('link', { name: 'API tokens' }).click()
  // Both pages have a field of that name.
  await page.getByRole('heading', { name: 'API tokens' }).waitFor()
  await page.getByRole('textbox', { name: 'Name' }).fill('dashboard')
  await page.getByRole('button', { name: 'Make a token' }).click()
  const token = (await page.locator('code.token').textContent()) ?? ''
  const answer = await fetch(`${product.url}/api/queues`, { headers: { authorization: `Bearer ${token}` } })
  assert.equal(answer.status, 200)
  await page.getByRole('button', { name: 'Revoke dashboard' }).click()
  await page.getByText('No program has a token.').waitFor()
  await page.getByRole('button', { name: 'Sign out admin' }).click()
  await page.getByRole('textbox', { name: 'User' }).fill('erika')
  await page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('link', { name: 'Audit log' }).waitFor()
  assert.equal(await page.getByRole('link', { name: 'Users and roles' }).count(), 0)
})

async function open(t: TestContext): Promise<{ page: Page; product: TestLandbridge } | undefined> {
  const page = await browserPage(t)
  return page === undefined ? undefined : { page, product: await landbridge(t) }
}

async function signIn(page: Page, product: TestLandbridge, place: string): Promise<void> {
  await page.goto(`${product.url}${place}`)
  await page.getByRole('textbox', { name: /User|Benutzer/ }).fill('admin')
  await page.getByRole('textbox', { name: /Password|Kennwort/ }).fill('sandbox')
  await page.getByRole('button', { name: /Sign in|Anmelden/ }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
}

/** As a link of the page would; a reload would ask for the password again. */
async function go(page: Page, place: string): Promise<void> {
  const path = JSON.stringify(place)
  await page.evaluate(`history.pushState(null, '', ${path}); dispatchEvent(new PopStateEvent('popstate'))`)
}

test('two hundred documents held for a missing code go out when it is added, found by the list that lacks it', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  for (let number = 1; number <= 200; number++) {
    await product.post(matmas(number, [{ material: String(30_000 + number), text: 'x', fields: { MEINS: 'XZQ' } }]))
  }
  await product.settled()
  await signIn(page, product, '/value-mappings/material/unit-of-measure')
  // A unit belongs to a group of units, which is asked for next.
  for (const [list, column, value] of [
    ['unit-of-measure', 'defaultuomid', 'Piece'],
    ['unit-group', 'defaultuomscheduleid', 'Default Unit'],
  ] as const) {
    await go(page, `/value-mappings/material/${list}`)
    await page.getByText(new RegExp(`Used by .*${column}`)).waitFor()
    await page.getByRole('link', { name: /messages are held for a missing code/ }).waitFor()
    await page.getByRole('textbox', { name: 'Code' }).fill('XZQ')
    await page.getByRole('textbox', { name: 'Value' }).fill(value)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved; 200 messages go out.').waitFor()
    await product.settled()
  }
  assert.equal((await product.rows('products?$select=productnumber')).length, 200)
})

test('codes are taken from a CSV file', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  await product.post(matmas(1, [{ material: '20001', text: 'x', fields: { MEINS: 'XZQ' } }]))
  await signIn(page, product, '/value-mappings/material/unit-of-measure')
  const buffer = Buffer.from('code,value\nXZQ,Primary Unit\n')
  await page.locator('input[type=file]').setInputFiles({ name: 'units.csv', mimeType: 'text/csv', buffer })
  await page.getByText('Saved; 1 messages go out.').waitFor()
})

test('messages are found by the name of a customer, who is opened in Dynamics 365', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'Muster & Söhne' } }))
  await product.post(debmas({ docnum: 2, customer: 4712, fields: { NAME1: 'Beispiel GmbH' } }))
  await product.settled()
  await signIn(page, product, '/messages?text=söhne')
  await page.getByRole('link', { name: 'business-partner/4711' }).waitFor()
  assert.equal(await page.getByRole('link', { name: 'business-partner/4712' }).count(), 0)
  await page.getByRole('link', { name: 'business-partner/4711' }).click()
  const link = page.getByRole('link', { name: 'Open in Dynamics 365' })
  await link.waitFor()
  const [row] = await product.rows<{ accountid: string }>("accounts?$select=accountid&$filter=accountnumber eq '0000004711'")
  const href = (await page.locator('ui5-link', { hasText: 'Open in Dynamics 365' }).getAttribute('href')) ?? ''
  assert.equal(new URL(href).searchParams.get('id'), row?.accountid)
})

test('when more messages fit than are shown, all of them are cancelled at once', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  for (let number = 1; number <= 120; number++) {
    await product.post(matmas(number, [{ material: String(40_000 + number), text: 'x', fields: { MEINS: 'XZQ' } }]))
  }
  await product.settled()
  await signIn(page, product, '/messages?status=held')
  await page.getByRole('checkbox', { name: 'Choose all' }).click()
  // What arrives now stands above them, unchosen.
  await product.post(matmas(121, [{ material: '40121', text: 'x', fields: { MEINS: 'XZQ' } }]))
  await page.getByRole('link', { name: 'material/40121' }).waitFor()
  await page.getByRole('button', { name: 'Choose all that the filter finds' }).click()
  await page.getByText('All that the filter finds are chosen').waitFor()
  await page.getByRole('button', { name: 'Cancel', exact: true }).first().click()
  await page.getByRole('textbox', { name: 'Reason, for the audit log' }).fill('sent by mistake')
  await page.getByRole('button', { name: 'Cancel all that the filter finds' }).click()
  await page.getByText('No message is like that.').waitFor()
  const { items } = await product.get<{ items: unknown[] }>('/api/messages?status=cancelled&limit=500')
  assert.equal(items.length, 121)
})
