import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, test } from 'node:test'
import { buildMonitor } from '../../src/cli/build-monitor.ts'
import { forget } from '../support/browser.ts'
import { debmas, matmas, unknownUnit, unknownUnits } from '../support/idocs.ts'
import { go, openMonitor as open, openHeld } from '../support/monitor-page.ts'
import { signIn } from '../support/sign-in.ts'
import { until } from '../support/until.ts'
import { sheetOf } from '../support/workbook.ts'

before(() => buildMonitor(() => {}))

test('messages are found by the filters in the address, chosen, restarted and cancelled with a reason', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  for (const number of [1, 2, 3]) await product.post(unknownUnit(number, `2000${number}`))
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

test('messages are found by the name of a customer, who is opened in Dynamics 365', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'Muster & Söhne' } }))
  await product.post(debmas({ docnum: 2, customer: 4712, fields: { NAME1: 'Beispiel GmbH' } }))
  await product.settled()
  await signIn(page, product, '/channels')
  await page.getByRole('searchbox', { name: 'Find by number, name or place' }).fill('söhne')
  await page.keyboard.press('Enter')
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
  await product.post(unknownUnits(120, 40_000))
  await product.settled()
  await signIn(page, product, '/messages?status=held')
  await page.getByRole('link', { name: 'material/40120' }).waitFor()
  await page.getByRole('checkbox', { name: 'Choose all' }).click()
  await page.getByText('100 chosen').waitFor()
  // What arrives now stands above them, unchosen.
  await product.post(unknownUnit(121, '40121'))
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

test('a view of filters and columns is kept by its name, also on another computer, and deleted', async (t) => {
  const opened = await openHeld(t, '/messages?reason=xzq', 'viewer')
  if (opened === undefined) return
  const { page, product } = opened
  await page.getByRole('link', { name: 'material/20001' }).waitFor()
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'System' }).click()
  await page.getByRole('checkbox', { name: 'Type' }).click()
  await page.getByRole('button', { name: 'System: further to the front' }).click()
  await page.getByRole('button', { name: 'Show these' }).click()
  await page.getByRole('columnheader', { name: 'System' }).waitFor()
  assert.equal(await page.getByRole('columnheader', { name: 'Type' }).count(), 0)
  await page.getByRole('button', { name: 'Save the view' }).click()
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('Odd units')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Delete the view' }).waitFor()
  const saved = new URL(page.url()).search

  // As another computer, it keeps nothing of what this one did.
  await forget(page)
  await signIn(page, product, '/messages', 'viewer')
  await page.getByRole('button', { name: 'Save the view' }).waitFor()
  assert.equal(await page.getByRole('columnheader', { name: 'Type' }).count(), 1)
  await page.getByRole('combobox', { name: 'View' }).selectOption({ label: 'Odd units' })
  await page.getByRole('columnheader', { name: 'System' }).waitFor()
  assert.equal(new URL(page.url()).search, saved)
  await page.getByRole('button', { name: 'Delete the view' }).click()
  await page.getByRole('button', { name: 'Save the view' }).waitFor()
})

test('a column is as wide as one draws its edge, by keyboard too, and a saved view keeps that', async (t) => {
  const opened = await openHeld(t, '/messages')
  if (opened === undefined) return
  const { page } = opened
  const head = page.getByRole('columnheader', { name: 'Object' })
  const edge = page.getByRole('separator', { name: 'Width of the column Object' })
  const isWide = (pixels: number) =>
    until(`the column is ${pixels} pixels wide`, async () => Math.round((await head.boundingBox())?.width ?? 0) === pixels)
  await isWide(256)
  const { x = 0, y = 0 } = (await edge.boundingBox()) ?? {}
  await page.mouse.move(x + 3, y + 10)
  await page.mouse.down()
  await page.mouse.move(x + 40, y + 10)
  await page.mouse.move(x + 67, y + 10)
  await page.mouse.up()
  await page.waitForURL(/columns=number%2Ctype%2Cobject%3A20%2C/)
  await isWide(320)
  await edge.press('ArrowLeft')
  await page.waitForURL(/object%3A19/)
  await isWide(304)
  await page.getByRole('button', { name: 'Save the view' }).click()
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('Wide objects')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Delete the view' }).waitFor()
  await edge.press('Delete')
  await page.waitForURL((url) => !url.search.includes('object'))
  await isWide(256)
  await page.getByRole('combobox', { name: 'View' }).selectOption({ label: 'Wide objects' })
  await page.waitForURL(/object%3A19/)
  await isWide(304)
  // What is chosen as columns keeps its widths.
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'System' }).click()
  await page.getByRole('button', { name: 'Show these' }).click()
  await page.getByRole('columnheader', { name: 'System' }).waitFor()
  await isWide(304)
})

test('views that come with the product show what is parked for long, with the oldest first, and what failed today', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  for (const number of [1, 2]) await product.post(unknownUnit(number, `2000${number}`))
  await product.settled()
  await signIn(page, product, '/messages')
  for (const [name, query, first] of [
    ["Today's failures", 'status=held&from=today', 'material/20002'],
    ["Yesterday's failures", 'status=held&from=yesterday&to=today', undefined],
    ['Parked for more than an hour', 'status=parked&to=-1h&order=oldest', undefined],
  ] as const) {
    await page.getByRole('combobox', { name: 'View' }).selectOption({ label: name })
    await page.waitForURL(`**/messages?${query}`)
    if (first === undefined) await page.getByText('No message is like that.').waitFor()
    else await page.getByRole('row', { name: new RegExp(first) }).waitFor()
  }
  await go(page, '/messages?status=held')
  await page.getByRole('button', { name: 'Received' }).click()
  await page.waitForURL('**/messages?status=held&order=oldest')
  await page.locator('tr.line').first().getByRole('link', { name: 'material/20001' }).waitFor()
})

test('messages are found by the words of a reason and by when they came, to the minute', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  await product.post(unknownUnit(1, '20001'))
  await product.post(matmas(2, [{ material: '20002', text: 'x', fields: { MEINS: 'QZX' } }]))
  await product.settled()
  await signIn(page, product, '/messages')
  await page.getByRole('textbox', { name: 'Reason' }).waitFor()
  const wide = `[...document.querySelectorAll('.filters .field')]
    .filter((field) => field.lastElementChild.getBoundingClientRect().right > field.getBoundingClientRect().right + 1)
    .map((field) => field.textContent)`
  assert.deepEqual(await page.evaluate(wide), [], 'no field of the filters lies over the next')
  await page.getByRole('textbox', { name: 'Reason' }).fill('xzq mapping')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'material/20002' }).waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'material/20001' }).waitFor()
  await page.getByRole('combobox', { name: 'Received' }).selectOption({ label: 'between …' })
  await page.getByLabel('From', { exact: true }).fill('2020-01-01T08:30')
  await page.keyboard.press('Enter')
  await page.waitForURL(/from=2020-01-01T/)
  await page.getByRole('link', { name: 'material/20001' }).waitFor()
  await page.getByLabel('To', { exact: true }).fill('2020-01-01T08:31')
  await page.keyboard.press('Enter')
  await page.getByText('No message is like that.').waitFor()
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.getByRole('link', { name: 'material/20002' }).waitFor()
})

test('what is found goes out as CSV and as a workbook that says it again, and whoever may only look is told why they cannot restart', async (t) => {
  const opened = await openHeld(t, '/messages?status=held', 'viewer')
  if (opened === undefined) return
  const { page } = opened
  await page.getByRole('checkbox', { name: 'Choose 1', exact: true }).click()
  await page.getByText('1 chosen').waitFor()
  for (const name of ['Restart', 'Cancel']) {
    const button = page.locator('ui5-button', { hasText: name })
    assert.equal(await button.getAttribute('tooltip'), 'It takes the role operator')
    assert.equal(await page.getByRole('button', { name, exact: true }).isDisabled(), true)
  }
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Export as CSV' }).click()])
  assert.equal(download.suggestedFilename(), 'messages.csv')
  const [workbook] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export as XLSX' }).click(),
  ])
  assert.equal(workbook.suggestedFilename(), 'messages.xlsx')
  const [heads = [], ...lines] = sheetOf(readFileSync(await workbook.path()))
  const cell = (name: string) => lines[0]?.[heads.indexOf(name)]
  assert.equal(lines.length, 1)
  assert.deepEqual(
    [cell('number'), cell('type'), cell('objects'), cell('status')],
    ['0000000000000001', 'MATMAS05', 'material/20001', 'held'],
  )
  assert.match(cell('reason') ?? '', /^'XZQ' \(.*\) is not in the value mapping unit-of-measure/)
})
