import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Response } from 'playwright-core'
import { buildMonitor } from '../../src/cli/build-monitor.ts'
import { complaints } from '../support/accessibility.ts'
import { strangePage } from '../support/browser.ts'
import { debmas, unknownUnit } from '../support/idocs.ts'
import { landbridge } from '../support/landbridge.ts'
import { beginWith, go, openHeld, openMonitor, tooWide } from '../support/monitor-page.ts'
import { pluginSaysNo } from '../support/sandbox-dataverse.ts'
import { signIn, signInByHand } from '../support/sign-in.ts'

before(() => buildMonitor(() => {}))

test('what is loaded for the first page is at most 500 kB, compressed', async (t) => {
  const page = await strangePage(t)
  if (page === undefined) return
  const product = await landbridge(t)
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const sizes = new Map<string, number>()
  const urls = new Map<string, string>()
  session.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, response.url))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength))
  await signInByHand(page, product, '/')
  await page.getByText('Nothing within the last hour.').first().waitFor()
  await page.waitForLoadState('networkidle')
  const kilobytes = [...sizes.values()].reduce((sum, size) => sum + size, 0) / 1000
  const largest = [...sizes]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 5)
    .map(([id, size]) => `${urls.get(id)} ${size}`)
  assert.ok(sizes.size > 10 && kilobytes > 50, `only ${kilobytes} kB were seen`)
  assert.ok(kilobytes <= 500, `${Math.round(kilobytes)} kB: ${largest.join(', ')}`)
  t.diagnostic(`${Math.round(kilobytes)} kB in ${sizes.size} answers`)
})

test('what is shown first is not pushed away by what comes later', async (t) => {
  const opened = await openHeld(t, '/')
  if (opened === undefined) return
  const { page, product } = opened
  await beginWith(
    t,
    page,
    `globalThis.moved = 0
    new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => { moved += value }))
      .observe({ type: 'layout-shift', buffered: true })`,
  )
  for (const [place, seen] of [
    ['/', 'From the receipt to the end, within the last hour'],
    ['/interfaces', 'Try a document'],
    ['/value-mappings/material/unit-of-measure', 'Who changed what'],
  ] as const) {
    await page.goto(`${product.url}${place}`)
    await page.getByRole('heading', { name: seen }).waitFor()
    await page.waitForLoadState('networkidle')
    const moved = await page.evaluate<number>('moved')
    assert.ok(moved < 0.05, `${place} moved by ${moved}`)
  }
})

test('everything is done by keyboard: skip the menu, choose, ask, go back with Escape, confirm with Enter', async (t) => {
  const opened = await openHeld(t, '/messages?status=held')
  if (opened === undefined) return
  const { page } = opened
  await page.getByRole('link', { name: 'material/20001' }).waitFor()
  await page.evaluate('document.activeElement?.blur?.()')
  await page.keyboard.press('Tab')
  await page.getByRole('link', { name: 'Skip to the page' }).and(page.locator(':focus-visible')).waitFor()
  await page.keyboard.press('Enter')
  await page.locator('main:focus').waitFor()
  await page.getByRole('checkbox', { name: 'Choose 1', exact: true }).focus()
  await page.keyboard.press('Space')
  await page.getByText('1 chosen').waitFor()
  // It can be pressed a moment after the choice is shown.
  const cancel = page.getByRole('button', { name: 'Cancel', exact: true, disabled: false })
  await cancel.focus()
  await page.keyboard.press('Enter')
  const reason = page.getByRole('textbox', { name: 'Reason, for the audit log' })
  await reason.and(page.locator(':focus')).waitFor()
  await page.keyboard.press('Escape')
  await reason.waitFor({ state: 'detached' })
  await cancel.and(page.locator(':focus')).waitFor()
  await page.keyboard.press('Enter')
  await reason.and(page.locator(':focus')).waitFor()
  await page.getByRole('button', { name: 'Back', exact: true }).click()
  await cancel.and(page.locator(':focus')).waitFor()
  await page.keyboard.press('Enter')
  await reason.and(page.locator(':focus')).waitFor()
  await page.keyboard.type('no such unit')
  await page.keyboard.press('Enter')
  await page.getByText('No message is like that.').waitFor()
})

test('a time tells how long ago, and the exact moment to whoever comes to it', async (t) => {
  const opened = await openHeld(t, '/messages')
  if (opened === undefined) return
  const { page } = opened
  const time = page.locator('tr.line time')
  await time.getByText(/ago|now/).waitFor()
  const exactly = (await time.getAttribute('title')) ?? ''
  assert.match(exactly, /\d{1,2}:\d\d:\d\d/)
  await time.focus()
  await time.getByText(exactly, { exact: true }).waitFor()
})

test('no state of the page of a message has anything serious against it, or is wider than a phone', async (t) => {
  const opened = await openMonitor(t)
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
  const opened = await openMonitor(t)
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

test('in a German monitor what the server says is German too, and what Dynamics 365 said stays as it said it', async (t) => {
  const opened = await openMonitor(t)
  if (opened === undefined) return
  const { page, product } = opened
  await beginWith(t, page, "localStorage.setItem('landbridge.language', 'de')")
  await product.dynamics.control('POST', 'faults', pluginSaysNo)
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
