import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, type TestContext, test } from 'node:test'
import type { Page } from 'playwright-core'
import { buildMonitor } from '../../src/cli/build-monitor.ts'
import { debmas, unknownUnit } from '../support/idocs.ts'
import { go, openHeld, openMonitor } from '../support/monitor-page.ts'
import { pluginSaysNo } from '../support/sandbox-dataverse.ts'
import { signIn } from '../support/sign-in.ts'
import { until } from '../support/until.ts'

before(() => buildMonitor(() => {}))

test('a column shows the field it comes from, and a field the column it becomes, with the keyboard alone', async (t) => {
  const page = await openContacts(t, 25)
  if (page === undefined) return
  await page
    .getByRole('row', { name: /firstname .*Number 17/ })
    .getByRole('button', { name: /E1KNVKM\/NAMEV/ })
    .focus()
  await page.keyboard.press('Enter')
  // It is the contact's own field of the twenty-five, in a segment that was closed until now.
  const field = page.locator('.tree .chosen', { hasText: 'Number 17' })
  await field.waitFor()
  assert.equal(await page.locator('.tree .chosen').count(), 1)
  await inView(page, '.tree .chosen')
  await isFocused(page, 'NAMEV')
  await page.keyboard.press('Enter')
  await page.locator('tr.chosen', { hasText: 'Number 17' }).waitFor()
  await isFocused(page, 'E1KNVKM/NAMEV')
  assert.equal(await page.locator('tr.chosen button').getAttribute('aria-pressed'), 'true')
})

test('of a long list of segments each hundred is folded away, and opens where a column that is chosen comes from', async (t) => {
  const page = await openContacts(t, 150)
  if (page === undefined) return
  const summary = page.locator('.tree summary', { hasText: /E1KNVKM 101–150 line \d+/ })
  await summary.waitFor()
  const drawn = page.locator('.tree dd', { hasText: /^Number / })
  assert.equal(await drawn.count(), 0)
  await page
    .getByRole('row', { name: /firstname .*Number 137/ })
    .getByRole('button', { name: /E1KNVKM\/NAMEV/ })
    .click()
  await page.locator('.tree .chosen', { hasText: 'Number 137' }).waitFor()
  await inView(page, '.tree .chosen')
  assert.equal(await drawn.count(), 50)
  await summary.click()
  await drawn.first().waitFor({ state: 'detached' })
})

test('what a message changed is told before and after; what stayed the same is folded away, and shown when its field is chosen', async (t) => {
  const opened = await openMonitor(t)
  if (opened === undefined) return
  const { page, product } = opened
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'Old name', ORT01: 'Ulm' } }))
  await product.settled()
  await product.post(debmas({ docnum: 2, customer: 4711, fields: { NAME1: 'New name', ORT01: 'Ulm' } }))
  await product.settled()
  await signIn(page, product, '/messages/2')
  await page.getByRole('row', { name: /^name Old name Message 1 changed: New name E1KNA1M\/NAME1/ }).waitFor()
  const city = page.getByRole('row', { name: /^address1_city/ })
  assert.equal(await city.count(), 0)
  await page.getByRole('button', { name: 'ORT01, show what it becomes' }).click()
  await city.waitFor()
  await page.getByRole('button', { name: /Show what stays the same/ }).click()
  await page.getByRole('button', { name: 'Hide what stays the same' }).waitFor()
  await page.getByRole('link', { name: 'Message 1', exact: true }).first().click()
  await page.getByText('a new row').waitFor()
  await page.getByText('changed since by').waitFor()
})

test('its life tells what came, what each try did or why it failed, and what people did', async (t) => {
  const opened = await openHeld(t, '/messages/1')
  if (opened === undefined) return
  const { page, product } = opened
  await page.getByRole('button', { name: 'Restart' }).click()
  await page.getByRole('textbox', { name: 'Reason, for the audit log' }).fill('the unit is there')
  await page.keyboard.press('Enter')
  const life = page.getByRole('region', { name: 'Its life' }).getByRole('listitem')
  await life.filter({ hasText: 'attempt 2 for material/20001' }).waitFor()
  assert.match((await life.first().textContent()) ?? '', /received from S4HCLNT100 by idoc-http, \d+ bytes/)
  await life.filter({ hasText: /admin restarted it.*the unit is there/ }).waitFor()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('textbox', { name: 'Reason, for the audit log' }).fill('no such unit')
  await page.locator('ui5-dialog').getByRole('button', { name: 'Cancel' }).click()
  await life.filter({ hasText: /admin cancelled what was left of it.*no such unit/ }).waitFor()
  await product.post(debmas({ docnum: 2, customer: 4711, fields: { NAME1: 'One' } }))
  await product.settled()
  await go(page, '/messages/2')
  await life.filter({ hasText: /attempt 1 for business-partner\/4711.*account 0000004711 created/ }).waitFor()
})

test('its life leads to its trace where the settings say who shows it', async (t) => {
  const nobody = { url: 'http://127.0.0.1:1/v1/traces', format: 'http/protobuf', headers: {}, tls: {}, share: 0 } as const
  const opened = await openMonitor(t, (settings) => ({
    ...settings,
    traces: { ...nobody, service: 'landbridge', attributes: {} },
    traceUrl: 'https://jaeger.example/trace/{traceId}',
  }))
  if (opened === undefined) return
  const { page, product } = opened
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One' } }))
  const { id } = await product.get<{ id: string }>('/api/messages/1')
  await signIn(page, product, '/messages/1')
  const link = page.getByRole('region', { name: 'Its life' }).getByRole('link', { name: 'Trace' })
  assert.equal(await link.getAttribute('href'), `https://jaeger.example/trace/${id.replaceAll('-', '')}`)
})

test('a refused attempt tells what it asked and what Dynamics 365 answered', async (t) => {
  const opened = await openMonitor(t)
  if (opened === undefined) return
  const { page, product } = opened
  await product.dynamics.control('POST', 'faults', pluginSaysNo)
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One' } }))
  await product.settled()
  await signIn(page, product, '/messages/1')
  await page.getByText('Dynamics 365 refused it. Put right there or in SAP what the reason says').waitFor()
  const attempt = page.getByRole('region', { name: 'Its life' }).getByRole('listitem').filter({ hasText: 'attempt 1' })
  const told = (await attempt.first().textContent()) ?? ''
  assert.match(
    told,
    /asked: account 0000004711 create or change · .*name.*answered: .*A plug-in says no\. .*0x80040265.*For Microsoft support: request [0-9a-f]{8}-/,
  )
  await page.getByRole('button', { name: 'Restart' }).click()
  // A restart needs no reason.
  await page.getByRole('textbox', { name: 'Reason, for the audit log' }).press('Enter')
  const second = page.getByRole('region', { name: 'Its life' }).getByRole('listitem').filter({ hasText: 'attempt 2' })
  await second.filter({ hasText: /account 0000004711 created/ }).waitFor()
})

test('a missing code is added where it is missed, and the other message that is held for it goes out too', async (t) => {
  const opened = await openMonitor(t)
  if (opened === undefined) return
  const { page, product } = opened
  await product.post(unknownUnit(1, '20001'))
  await product.post(unknownUnit(2, '20002'))
  await product.settled()
  await signIn(page, product, '/messages/1')
  for (const [list, value] of [
    ['unit-of-measure', 'Piece'],
    ['unit-group', 'Default Unit'],
  ] as const) {
    await page.getByText('Other messages that are held for this code and go out with it: 1.').waitFor()
    await page.getByRole('textbox', { name: `What 'XZQ' is in ${list}` }).fill(value)
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: `What 'XZQ' is in ${list}` }).waitFor({ state: 'detached' })
    await product.settled()
  }
  await until('both are there', async () => (await product.rows('products')).length === 2)
})

test('the payload is read, searched, copied and downloaded as it came', async (t) => {
  const opened = await openMonitor(t)
  if (opened === undefined) return
  const { page, product } = opened
  const xml = debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One' } })
  await product.post(xml)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await signIn(page, product, '/messages/1')
  await page.getByRole('option', { name: 'As it came' }).click()
  await page.getByRole('textbox', { name: 'As it came' }).waitFor()
  await page.getByRole('button', { name: 'Find in the document' }).click()
  await page.getByRole('textbox', { name: 'Find' }).pressSequentially('NAME1')
  await page.locator('.cm-searchMatch').first().waitFor()
  await page.getByRole('button', { name: 'Copy' }).click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  assert.equal(await page.evaluate('navigator.clipboard.readText()'), xml)
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download' }).click()])
  assert.equal(readFileSync(await download.path(), 'utf8'), xml)
  assert.equal(download.suggestedFilename(), '0000000000000001.xml')
})

test('who may not see personal data sees which fields there are and no value; who may only look changes nothing', async (t) => {
  const opened = await openMonitor(t, (settings) => ({
    ...settings,
    users: [...settings.users, { name: 'viewer', password: 'sandbox', roles: ['viewer'] }],
  }))
  if (opened === undefined) return
  const { page, product } = opened
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'Old name' } }))
  await product.settled()
  await product.post(debmas({ docnum: 2, customer: 4711, fields: { NAME1: 'Secret name' } }))
  await product.settled()
  await signIn(page, product, '/messages/2', 'viewer')
  await page.getByRole('row', { name: /^name hidden: personal data Message 1 changed: hidden: personal data/ }).waitFor()
  await page.getByText('Values are hidden: to see them takes the role personal-data').waitFor()
  assert.doesNotMatch((await page.locator('main').textContent()) ?? '', /Secret name|Old name/)
  for (const name of ['Restart', 'Edit and resend', 'Cancel']) {
    assert.equal(await page.getByRole('button', { name }).isDisabled(), true, name)
  }
  await go(page, '/objects/business-partner/4711')
  await page.getByRole('row', { name: /name hidden: personal data/ }).waitFor()
  assert.doesNotMatch((await page.locator('main').textContent()) ?? '', /Secret name/)
})

test('what the fields of a document are is told in the language of the monitor, and in the other one when that is changed', async (t) => {
  const opened = await openMonitor(t)
  if (opened === undefined) return
  const { page, product } = opened
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One', ORT01: 'Ulm' } }))
  await product.settled()
  await signIn(page, product, '/messages/1')
  const field = page.locator('.tree dt', { hasText: 'KUNNR' })
  await field.getByText('customer number', { exact: true }).waitFor()
  await page.getByRole('combobox', { name: 'Language' }).selectOption('de')
  await field.getByText('Kundennummer', { exact: true }).waitFor()
  assert.equal(await page.locator('.tree dt', { hasText: 'ORT01' }).getAttribute('title'), 'Ort')
  assert.equal(await page.locator('.tree dt', { hasText: 'DOCNUM' }).getAttribute('title'), 'Nummer des IDocs')
})

/** What has just this text is given the focus, after it is shown. */
async function isFocused(page: Page, text: string): Promise<void> {
  await until(`${text} is focused`, async () => (await page.evaluate('document.activeElement?.textContent')) === text)
}

/** It can be seen within what scrolls around it; scrolling takes its time. Asked from here each time: the page may evaluate no text. */
async function inView(page: Page, selector: string): Promise<void> {
  await until(`${selector} is in view`, () =>
    page.evaluate<boolean>(`(() => {
      const inner = document.querySelector('${selector}').getBoundingClientRect()
      const outer = document.querySelector('${selector}').closest('.pane-body').getBoundingClientRect()
      return inner.top >= outer.top && inner.bottom <= outer.bottom
    })()`),
  )
}

/** The page of a customer's message with so many contacts, whose first names are `Number 0` and so on. */
async function openContacts(t: TestContext, count: number): Promise<Page | undefined> {
  const opened = await openMonitor(t)
  if (opened === undefined) return undefined
  const { page, product } = opened
  const contacts = Array.from({ length: count }, (_, index) => ({
    PARNR: String(index + 1),
    NAME1: 'Muster',
    NAMEV: `Number ${index}`,
  }))
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One', ORT01: 'Ulm' }, contacts }))
  await product.settled()
  await signIn(page, product, '/messages/1')
  return page
}
