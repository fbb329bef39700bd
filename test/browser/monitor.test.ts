import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Request } from 'playwright-core'
import { buildMonitor } from '../../src/cli/build-monitor.ts'
import { complaints } from '../support/accessibility.ts'
import { debmas, unknownUnit } from '../support/idocs.ts'
import { beginWith, go, openMonitor as open, tooWide } from '../support/monitor-page.ts'
import { signIn, signInByHand } from '../support/sign-in.ts'
import { until } from '../support/until.ts'

before(() => buildMonitor(() => {}))

/** What of tables one would have to scroll sideways for. */
const beside = `[...document.querySelectorAll(':is(.data, .scroll) tbody :is(th, td)')]
  .filter((cell) => cell.getBoundingClientRect().right > innerWidth)
  .map((cell) => cell.textContent)`

test('alerts show who is told of what, which trouble lasts, and whether a test arrives', async (t) => {
  const webhooks = [{ name: 'nobody', url: 'http://127.0.0.1:9/', key: 'a key' }]
  const opened = await open(t, (settings) => ({ ...settings, alerts: { ...settings.alerts, webhooks, lookSeconds: 0.1 } }))
  if (opened === undefined) return
  const { page, product } = opened
  await signIn(page, product, '/alerts')
  await page.getByText('There is no trouble.').waitFor()
  await product.post(unknownUnit(1, '20001'))
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
    await beginWith(
      t,
      page,
      `localStorage.setItem('landbridge.language', '${language}'); localStorage.setItem('landbridge.theme', '${theme}')`,
    )
    await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One', LAND1: 'DE' } }))
    await product.post(unknownUnit(2, '20001'))
    await product.settled()
    const foreign: string[] = []
    const asked = new Set<Request>()
    page.on('requestfinished', (request) => asked.delete(request))
    page.on('requestfailed', (request) => asked.delete(request))
    page.on('request', (request) => {
      asked.add(request)
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(product.url)) foreign.push(request.url())
    })
    await signInByHand(page, product, '/users')
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
    // The page before stays until the next one has come.
    const show = async (place: string) => {
      const before = await page.title()
      await go(page, place)
      await until(`${place} is shown`, async () => (await page.title()) !== before)
      await until('everything was answered', async () => asked.size === 0)
    }
    for (const place of places) {
      await show(place)
      assert.deepEqual(await complaints(page), [], place)
    }
    await page.setViewportSize({ width: 360, height: 740 })
    for (const place of places) {
      await show(place)
      const wide = await tooWide(page)
      assert.ok(wide <= 0, `${place} is ${wide} pixels wider than a phone`)
      assert.deepEqual(await page.evaluate(beside), [], `no cell of a table is beside the phone on ${place}`)
    }
    assert.deepEqual(foreign, [])
  })
}

test('a wrong password is told, and the right one lets in', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  await page.goto(product.url)
  await page.getByRole('textbox', { name: 'User' }).and(page.locator(':focus')).waitFor()
  await page.keyboard.type('admin')
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

test('an address that is no page says so, with the way back; a program is told in JSON', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  await signIn(page, product, '/mesages')
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
  await page.getByRole('main').getByRole('link', { name: 'Overview' }).click()
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  const answer = await fetch(`${product.url}/mesages?a=b`)
  assert.equal(answer.status, 404)
  assert.deepEqual(await answer.json(), { message: 'There is nothing at /mesages; the API is at /api/docs' })
  const unknown = await fetch(`${product.url}/api/mesages`, { headers: { accept: 'text/html' } })
  assert.match(unknown.headers.get('content-type') ?? '', /^application\/problem\+json/)
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
  await page.locator('ui5-dialog').getByRole('button', { name: 'Revoke dashboard' }).click()
  await page.getByText('No program has a token.').waitFor()
  await page.getByRole('button', { name: 'Sign out admin' }).click()
  await page.getByRole('textbox', { name: 'User' }).fill('erika')
  await page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('link', { name: 'Audit log' }).waitFor()
  assert.equal(await page.getByRole('link', { name: 'Users and roles' }).count(), 0)
})
