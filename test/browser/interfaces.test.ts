import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { buildMonitor } from '../../src/cli/build-monitor.ts'
import { matmas } from '../support/idocs.ts'
import { beginWith, openMonitor, withViewer } from '../support/monitor-page.ts'
import { signIn } from '../support/sign-in.ts'

before(() => buildMonitor(() => {}))

test('the mapping of an interface can be read: key, columns, codes as delivered, and what a deletion does', async (t) => {
  const opened = await openMonitor(t, withViewer)
  if (opened === undefined) return
  const { page, product } = opened
  await signIn(page, product, '/interfaces', 'viewer')
  assert.equal(await page.getByRole('button', { name: 'Pause: material' }).isDisabled(), true)
  await page.getByRole('link', { name: 'Material → Product' }).click()
  await page.getByText('found again by productnumber').waitFor()
  await page.getByText('on deletion (MSGFN 003, or LVORM is X): deactivate').waitFor()
  await page.getByRole('row', { name: /defaultuomid lookup to uom .*MEINS by value mapping unit-of-measure/ }).waitFor()
  await page.locator('summary', { hasText: 'unit-of-measure' }).click()
  await page.locator('dt', { hasText: /^PCE$/ }).waitFor()
  await page.getByRole('link', { name: 'Change, import, export, who changed what' }).first().click()
  await page.getByRole('heading', { name: 'unit-of-measure' }).waitFor()
})

test('of a row that another interface creates it is told what it waits for', async (t) => {
  const opened = await openMonitor(t, withViewer)
  if (opened === undefined) return
  const { page, product } = opened
  await signIn(page, product, '/interfaces/address', 'viewer')
  await page
    .getByText('changed, never created: waits for account where accountnumber is OBJ_ID, padded to 10', { exact: true })
    .waitFor()
  await page
    .getByRole('row', { name: /mobilephone text, 50 characters standard mobile phone \(E1BPADTEL\), else empty/ })
    .first()
    .waitFor()
})

test('an interface that the settings switch off or send before others says so', async (t) => {
  const usual = { amounts: 'true', enabled: true, receiver: 'dataverse' } as const
  const opened = await openMonitor(t, (settings) => ({
    ...settings,
    interfaces: { material: { ...usual, enabled: false, priority: 'high' } },
  }))
  if (opened === undefined) return
  const { page, product } = opened
  await signIn(page, product, '/interfaces')
  await page
    .getByRole('row', { name: /^Material → Product .*switched off by the settings: what comes is stored and held/ })
    .waitFor()
  await page.getByRole('row', { name: /^Invoice .* open / }).waitFor()
  await page.getByRole('link', { name: 'Material → Product' }).click()
  await page.getByText('high priority: goes before everything that has not waited for an hour yet').waitFor()
})

test('in a German monitor an interface says in German what it takes, and how its rules fill the columns', async (t) => {
  const opened = await openMonitor(t)
  if (opened === undefined) return
  const { page, product } = opened
  await beginWith(t, page, "localStorage.setItem('landbridge.language', 'de')")
  await signIn(page, product, '/interfaces')
  await page.getByRole('link', { name: 'Material → Produkt' }).click()
  await page.getByText('IDocs des Nachrichtentyps MATMAS').waitFor()
  await page.getByText('beim Löschen (MSGFN 003, oder LVORM = X): deaktivieren').waitFor()
  const unit = /defaultuomid Verweis auf uom uom mit name = MEINS über die Wertzuordnung unit-of-measure/
  await page.getByRole('row', { name: unit }).waitFor()
})

test('a document that is pasted, dropped or chosen as a file shows its writes, and nothing is stored or sent', async (t) => {
  const opened = await openMonitor(t, withViewer)
  if (opened === undefined) return
  const { page, product } = opened
  const document = (material: string) => matmas(1, [{ material, text: `Pump ${material}`, fields: { MEINS: 'PCE' } }])
  await signIn(page, product, '/interfaces', 'viewer')
  const box = page.getByRole('textbox', { name: 'Try a document' })
  await box.fill(document('20001'))
  await page.getByRole('button', { name: 'Try', exact: true }).click()
  await page.getByRole('row', { name: /name Pump 20001/ }).waitFor()

  const dropped = await page.evaluateHandle(`(() => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([${JSON.stringify(document('20002'))}], 'material.xml', { type: 'text/xml' }))
    return transfer
  })()`)
  await box.dispatchEvent('drop', { dataTransfer: dropped })
  await page.getByRole('row', { name: /name Pump 20002/ }).waitFor()

  // In another character set than the page's: the bytes count.
  const buffer = Buffer.from(`\ufeff${document('20003').replace('Pump ', 'Körper ').replace('UTF-8', 'UTF-16')}`, 'utf16le')
  await page.locator('input[type=file]').setInputFiles({ name: 'material.xml', mimeType: 'text/xml', buffer })
  await page.getByRole('row', { name: /name Körper 20003/ }).waitFor()

  await box.fill('no document')
  await page.getByRole('button', { name: 'Try', exact: true }).click()
  await page
    .getByText(/not well-formed|is no|line 1/)
    .first()
    .waitFor()
  assert.deepEqual((await product.get<{ items: unknown[] }>('/api/messages')).items, [])
  assert.deepEqual(await product.rows('products'), [])
})
