import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { buildMonitor } from '../../src/cli/build-monitor.ts'
import { matmas } from '../support/idocs.ts'
import { openMonitor, signIn } from '../support/monitor-page.ts'

before(() => buildMonitor(() => {}))

test('what is loaded for the first page is at most 500 kB, compressed', async (t) => {
  const opened = await openMonitor(t)
  if (opened === undefined) return
  const { page, product } = opened
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const sizes = new Map<string, number>()
  const urls = new Map<string, string>()
  session.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, response.url))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength))
  await signIn(page, product, '/')
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

test('everything is done by keyboard: skip the menu, choose, ask, go back with Escape, confirm with Enter', async (t) => {
  const opened = await openMonitor(t)
  if (opened === undefined) return
  const { page, product } = opened
  await product.post(matmas(1, [{ material: '20001', text: 'x', fields: { MEINS: 'XZQ' } }]))
  await product.settled()
  await signIn(page, product, '/messages?status=held')
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
  await cancel.focus()
  await page.keyboard.press('Enter')
  await reason.and(page.locator(':focus')).waitFor()
  await page.keyboard.type('no such unit')
  await page.keyboard.press('Enter')
  await page.getByText('No message is like that.').waitFor()
})

test('a time tells how long ago, and the exact moment to whoever comes to it', async (t) => {
  const opened = await openMonitor(t)
  if (opened === undefined) return
  const { page, product } = opened
  await product.post(matmas(1, [{ material: '20001', text: 'x', fields: { MEINS: 'XZQ' } }]))
  await product.settled()
  await signIn(page, product, '/messages')
  const time = page.locator('tr.line time')
  await time.getByText(/ago|now/).waitFor()
  const exactly = (await time.getAttribute('title')) ?? ''
  assert.match(exactly, /\d{1,2}:\d\d:\d\d/)
  await time.focus()
  await time.getByText(exactly, { exact: true }).waitFor()
})
