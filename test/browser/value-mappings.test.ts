import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { buildMonitor } from '../../src/cli/build-monitor.ts'
import { matmas, unknownUnits } from '../support/idocs.ts'
import { go, openMonitor as open, openHeld, withViewer } from '../support/monitor-page.ts'
import { signIn } from '../support/sign-in.ts'

before(() => buildMonitor(() => {}))

test('two hundred documents held for a missing code go out when it is added, found by the list that lacks it', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  await product.post(unknownUnits(200, 30_000))
  await product.settled()
  await signIn(page, product, '/value-mappings/material/unit-of-measure')
  // A unit belongs to a group of units, which is asked for next.
  for (const [list, column, value] of [
    ['unit-of-measure', 'defaultuomid', 'Piece'],
    ['unit-group', 'defaultuomscheduleid', 'Default Unit'],
  ] as const) {
    await page.getByText(new RegExp(`Used by .*${column}`)).waitFor()
    await page.getByRole('link', { name: '200 messages' }).waitFor()
    await page.getByRole('button', { name: 'Add XZQ' }).click()
    await page.getByRole('textbox', { name: 'Value' }).fill(value)
    await page.keyboard.press('Enter')
    await page.getByText('Saved; 200 messages go out.').waitFor()
    await product.settled()
    // What holds them next is told where they were let go.
    if (list === 'unit-of-measure') await page.getByRole('link', { name: 'add it to unit-group of material' }).click()
  }
  assert.equal((await product.rows('products?$select=productnumber')).length, 200)
})

test('codes are taken from a CSV file, on the one page of a list, to which the address of whoever else reads it leads', async (t) => {
  const opened = await openHeld(t, '/value-mappings/invoice/unit-of-measure')
  if (opened === undefined) return
  const { page } = opened
  await page.waitForURL('**/value-mappings/material/unit-of-measure')
  const buffer = Buffer.from('code,value\nXZQ,Primary Unit\n')
  await page.locator('input[type=file]').setInputFiles({ name: 'units.csv', mimeType: 'text/csv', buffer })
  await page.getByRole('textbox', { name: 'Reason, for the audit log' }).fill('from the list of units')
  await page.getByRole('button', { name: 'Import units.csv' }).click()
  await page.getByText('Saved; 1 message goes out.').waitFor()
  await go(page, '/audit')
  await page.getByRole('row', { name: /change values value-mapping\/material\/unit-of-measure from the list of units/ }).waitFor()
  await page
    .getByRole('row', { name: /admin restart .* its code was added to unit-of-measure: from the list of units/ })
    .waitFor()
})

test('the messages that one missing code holds are a link away, and those of another code are not among them', async (t) => {
  const opened = await open(t, withViewer)
  if (opened === undefined) return
  const { page, product } = opened
  for (const [number, unit] of ['XZQ', 'XZQ', 'XZ'].entries())
    await product.post(matmas(number + 1, [{ material: `2000${number}`, text: 'x', fields: { MEINS: unit } }]))
  await product.settled()
  await signIn(page, product, '/value-mappings', 'viewer')
  const row = page.getByRole('row', { name: /unit-of-measure material, also read by invoice \d+ 0 3/ })
  await row.getByRole('link', { name: 'unit-of-measure' }).click()
  await page.getByRole('row', { name: 'XZQ 2 messages Add XZQ' }).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Add XZQ' }).isDisabled(), true)
  await page
    .getByRole('row', { name: /XZ 1 message/ })
    .getByRole('link')
    .click()
  await page.getByRole('link', { name: 'material/20002' }).waitFor()
  assert.equal(await page.locator('tr.line').count(), 1)
  await page.getByText('Only what is held for the missing code unit-of-measure:XZ').waitFor()
})
