import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Page, Response } from 'playwright-core'
import { buildMonitor } from '../../src/cli/build-monitor.ts'
import { complaints } from '../support/accessibility.ts'
import { debmas, matmas } from '../support/idocs.ts'
import { go, openMonitor as open, signIn, tooWide } from '../support/monitor-page.ts'
import { until } from '../support/until.ts'

before(() => buildMonitor(() => {}))

const unknownUnit = (number: number, material: string) => matmas(number, [{ material, text: 'Pump', fields: { MEINS: 'XZQ' } }])

test('a column shows the field it comes from, and a field the column it becomes, with the keyboard alone', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  const contacts = Array.from({ length: 25 }, (_, index) => ({
    PARNR: String(index + 1),
    NAME1: 'Muster',
    NAMEV: `Number ${index}`,
  }))
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One', ORT01: 'Ulm' }, contacts }))
  await product.settled()
  await signIn(page, product, '/messages/1')
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

test('what a message changed is told before and after; what stayed the same is folded away, and shown when its field is chosen', async (t) => {
  const opened = await open(t)
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
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  await product.post(unknownUnit(1, '20001'))
  await product.settled()
  await signIn(page, product, '/messages/1')
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

test('a refused attempt tells what it asked and what Dynamics 365 answered', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  const fault = { kind: 'error', status: 400, code: '0x80040265', message: 'A plug-in says no.', next: 1, table: 'account' }
  await product.dynamics.control('POST', 'faults', fault)
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One' } }))
  await product.settled()
  await signIn(page, product, '/messages/1')
  await page.getByText('Dynamics 365 refused it. Put right there or in SAP what the reason says').waitFor()
  const attempt = page.getByRole('region', { name: 'Its life' }).getByRole('listitem').filter({ hasText: 'attempt 1' })
  const told = (await attempt.first().textContent()) ?? ''
  assert.match(told, /asked: account 0000004711 create or change · .*name.*answered: .*A plug-in says no\. .*0x80040265/)
  await page.getByRole('button', { name: 'Restart' }).click()
  // A restart needs no reason.
  await page.getByRole('textbox', { name: 'Reason, for the audit log' }).press('Enter')
  const second = page.getByRole('region', { name: 'Its life' }).getByRole('listitem').filter({ hasText: 'attempt 2' })
  await second.filter({ hasText: /account 0000004711 created/ }).waitFor()
})

test('a missing code is added where it is missed, and the other message that is held for it goes out too', async (t) => {
  const opened = await open(t)
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

test('a document is corrected, checked, and sent in the place of the old one; both show each other and the audit log says why', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  await product.post(unknownUnit(1, '20001'))
  await product.settled()
  await signIn(page, product, '/messages/1')
  await page.getByRole('button', { name: 'Edit and resend' }).click()
  await page.getByRole('textbox', { name: 'The document' }).click()
  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.press('Escape')
  await page.locator('.cm-search').waitFor({ state: 'detached' })
  await replaceInEditor(page, 'XZQ</MEINS>', 'PCE</MEINZ>')
  await page.getByRole('button', { name: 'Check' }).click()
  await page
    .getByText(/line 2, column \d+/)
    .first()
    .waitFor()
  await page.locator('.cm-lintRange-error').waitFor()
  await replaceInEditor(page, '</MEINZ>', '</MEINS>')
  assert.equal(await page.getByRole('button', { name: 'Send', exact: true }).isDisabled(), true)
  await page.getByRole('button', { name: 'Check' }).click()
  await page.getByRole('row', { name: /defaultuomid.*Piece/ }).waitFor()
  await page.getByRole('textbox', { name: 'Reason, for the audit log' }).fill('a unit nobody has')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('a corrected copy of').waitFor()
  await page.getByText('delivered').first().waitFor()
  await product.settled()
  assert.equal((await product.rows('products')).length, 1)
  await page.getByRole('link', { name: 'MATMAS05 1' }).click()
  await page.getByText(/admin sent a corrected copy.*a unit nobody has/).waitFor()
  await page.getByRole('link', { name: 'its corrected copy 1' }).waitFor()
  await go(page, '/audit')
  await page.getByRole('row', { name: /admin edit .*a unit nobody has/ }).waitFor()
})

test('what was changed in the editor is not lost by going back, by Escape or by a reload, unless one says so', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  await product.post(unknownUnit(1, '20001'))
  await product.settled()
  await signIn(page, product, '/messages')
  await page.getByRole('link', { name: '1', exact: true }).click()
  await page.getByRole('button', { name: 'Edit and resend' }).click()
  // Without a change there is nothing to lose.
  await page.getByRole('textbox', { name: 'The document' }).waitFor()
  await page.getByRole('button', { name: 'Back', exact: true }).click()
  await page.getByRole('textbox', { name: 'The document' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Edit and resend' }).click()
  await replaceInEditor(page, 'XZQ</MEINS>', 'PCE</MEINS>')
  const question = page.getByText('What was changed in the document was not sent and would be lost.')
  const goOn = async () => {
    await question.waitFor()
    await page.getByRole('button', { name: 'Go on editing' }).click()
    await question.waitFor({ state: 'detached' })
    await page.getByText('PCE').first().waitFor()
  }
  await page.evaluate('history.back()')
  await goOn()
  await page.getByRole('textbox', { name: 'Reason, for the audit log' }).press('Escape')
  await goOn()
  const [asked] = await Promise.all([page.waitForEvent('dialog'), page.evaluate('void setTimeout(() => location.reload())')])
  assert.equal(asked.type(), 'beforeunload')
  await asked.dismiss()
  await page.evaluate('history.back()')
  await question.waitFor()
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('heading', { name: 'Messages' }).waitFor()
})

test('a document that is not UTF-8 is corrected without harm to its umlauts', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  const xml = debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'Größe & Söhne', ORT01: 'Köln' } }).replace(
    'UTF-8',
    'iso-8859-1',
  )
  await product.post(new Uint8Array(Buffer.from(xml, 'latin1')))
  await product.settled()
  await signIn(page, product, '/messages/1')
  await page.getByRole('button', { name: 'Edit and resend' }).click()
  await replaceInEditor(page, 'Köln', 'Düren')
  await page.getByRole('button', { name: 'Check' }).click()
  await page.getByRole('row', { name: /address1_city Köln.* Düren/ }).waitFor()
  await page.getByRole('textbox', { name: 'Reason, for the audit log' }).fill('moved')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('a corrected copy of').waitFor()
  await product.settled()
  const [row] = await product.rows<{ name: string; address1_city: string }>('accounts?$select=name,address1_city')
  assert.deepEqual([row?.name, row?.address1_city], ['Größe & Söhne', 'Düren'])
})

test('the payload is read, searched, copied and downloaded as it came', async (t) => {
  const opened = await open(t)
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
  const opened = await open(t, (settings) => ({
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

test('an XI message is shown by its fields, and its main document alone is corrected', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  const file = join(import.meta.dirname, '..', '..', 'src', 'interfaces', 'credit-limit', 'examples', 'limits.xi.xml')
  const headers = {
    authorization: `Basic ${Buffer.from('S4HCLNT100:sandbox').toString('base64')}`,
    'content-type': 'multipart/related',
  }
  const body = readFileSync(file, 'utf8')
  const boundary = /^--(\S+)/m.exec(body)?.[1]
  const answer = await fetch(`${product.url}/xi`, {
    method: 'POST',
    headers: { ...headers, 'content-type': `multipart/related; boundary="${boundary}"; type="text/xml"` },
    body,
  })
  assert.equal(answer.status, 200, await answer.text())
  const { items } = await product.get<{ items: { id: string }[] }>('/api/messages')
  await signIn(page, product, `/messages/${items[0]?.id}`)
  await page
    .getByRole('button', { name: /, show what it becomes/ })
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Edit and resend' }).click()
  const editor = page.getByRole('textbox', { name: 'The document' })
  await editor.getByText('CreditLimit').first().waitFor()
  assert.doesNotMatch((await editor.textContent()) ?? '', /Envelope/)
  await page.getByRole('button', { name: 'Check' }).click()
  await page
    .locator('ui5-dialog')
    .getByRole('row', { name: /creditlimit/ })
    .first()
    .waitFor()
})

test('no state of the page has anything serious against it, or is wider than a phone', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One' } }))
  await product.settled()
  await product.post(debmas({ docnum: 2, customer: 4711, fields: { NAME1: 'Two' } }))
  await product.post(unknownUnit(3, '20001'))
  await product.settled()
  await signIn(page, product, '/messages/2')
  for (const width of [1280, 360, 2560]) {
    await page.setViewportSize({ width, height: 800 })
    await go(page, '/messages/2')
    await page.getByRole('button', { name: /E1KNA1M\/NAME1/ }).click()
    assert.deepEqual(await complaints(page), [], `${width}: a chosen column`)
    assert.ok((await tooWide(page)) <= 0, `${width}: a chosen column`)
    await page.getByRole('option', { name: 'As it came' }).click()
    await page.getByRole('textbox', { name: 'As it came' }).waitFor()
    assert.deepEqual(await complaints(page), [], `${width}: as it came`)
    assert.ok((await tooWide(page)) <= 0, `${width}: as it came`)
    await go(page, '/messages/3')
    // The page of the other message has such a button too, and stays until this one has come.
    await page.getByRole('heading', { name: 'MATMAS05 3' }).waitFor()
    await page.getByRole('button', { name: 'Edit and resend' }).click()
    await page.getByRole('textbox', { name: 'The document' }).waitFor()
    await page.getByRole('button', { name: 'Check' }).click()
    await page.locator('ui5-dialog').getByText(/'XZQ'/).first().waitFor()
    assert.deepEqual(await complaints(page), [], `${width}: the editor`)
    await page.getByRole('button', { name: 'Back' }).click()
  }
})

test('the first load of any page is light, and nothing on it is inline script', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One' } }))
  await product.settled()
  await signIn(page, product, '/')
  await page.waitForLoadState('networkidle')
  const faults: string[] = []
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  for (const place of ['/', '/messages', '/messages/1', '/objects/business-partner/4711']) {
    const urls = new Set<string>()
    const note = (response: Response) => urls.add(response.url())
    page.on('response', note)
    await page.goto(`${product.url}${place}`)
    await page.waitForLoadState('networkidle')
    page.off('response', note)
    const files = [...urls].filter((url) => url.startsWith(`${product.url}/assets/`))
    const sizes = await Promise.all(files.map(async (url) => gzipSync(await (await fetch(url)).arrayBuffer()).length))
    const bytes = sizes.reduce((sum, size) => sum + size, 0)
    t.diagnostic(`${place}: ${Math.round(bytes / 1024)} kB`)
    assert.ok(bytes > 0 && bytes < 500 * 1024, `${place} loads ${bytes} bytes`)
  }
  assert.deepEqual(faults, [])
})

/** Types as a person does: finds the text, and writes another in its place. */
async function replaceInEditor(page: Page, before: string, after: string): Promise<void> {
  const editor = page.getByRole('textbox', { name: 'The document' })
  await editor.click()
  await page.keyboard.press('ControlOrMeta+f')
  await page.getByRole('textbox', { name: 'Find' }).fill(before)
  await page.getByRole('textbox', { name: 'Replace' }).fill(after)
  await page.getByRole('button', { name: 'replace all' }).click()
  await page.getByRole('button', { name: 'close' }).click()
}

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

test('in a German monitor what the server says is German too, and what Dynamics 365 said stays as it said it', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  await page.addInitScript("localStorage.setItem('landbridge.language', 'de')")
  const fault = { kind: 'error', status: 400, code: '0x80040265', message: 'A plug-in says no.', next: 1, table: 'account' }
  await product.dynamics.control('POST', 'faults', fault)
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One' } }))
  await product.settled()
  await product.post(unknownUnit(2, '20001'))
  await product.settled()
  await signIn(page, product, '/messages?status=held')
  const held = page.getByRole('row', { name: /material\/20001/ })
  await held.getByText('Der Wertzuordnung unit-of-measure fehlt „XZQ“').waitFor()
  await page.getByText(/Dynamics 365 hat account .*4711 abgelehnt: A plug-in says no\. Korrigieren Sie den Wert in SAP/).waitFor()
  await go(page, '/messages/2')
  await page.getByRole('heading', { name: 'MATMAS05 2' }).waitFor()
  // By its own words it is searched.
  const reason = page.getByTitle(/^'XZQ' .* is not in the value mapping unit-of-measure/).first()
  assert.match((await reason.textContent()) ?? '', /fehlt „XZQ“ .*tragen Sie es dort ein/)
  await page.getByRole('button', { name: 'Stornieren' }).click()
  await page.getByRole('textbox', { name: 'Grund, für das Änderungsprotokoll' }).fill('falsche Einheit')
  await page.keyboard.press('Enter')
  await page.getByText('Storniert von admin: falsche Einheit').first().waitFor()
  await go(page, '/audit')
  await page.getByRole('row', { name: /admin storniert .* falsche Einheit/ }).waitFor()
})

test('what the fields of a document are is told in the language of the monitor, and in the other one when that is changed', async (t) => {
  const opened = await open(t)
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
