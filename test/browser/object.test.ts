import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { buildMonitor } from '../../src/cli/build-monitor.ts'
import { complaints } from '../support/accessibility.ts'
import { changeRow } from '../support/dynamics-rows.ts'
import { debmas, matmas, unknownUnit } from '../support/idocs.ts'
import { go, openMonitor as open, tooWide } from '../support/monitor-page.ts'
import { signIn } from '../support/sign-in.ts'

before(() => buildMonitor(() => {}))

const invoice = readFileSync(
  join(import.meta.dirname, '..', '..', 'src', 'interfaces', 'invoice', 'examples', 'billing-document.idoc.xml'),
)

test("from customer 4711's address is old in CRM to the cause and the cure it takes five clicks at most", async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'Muster', STRAS: 'Old Street 1' } }))
  await product.settled()
  await product.post(debmas({ docnum: 2, customer: 4711, fields: { STRAS: 'New Street 2', UMSA1: 'many' } }))
  await product.settled()
  await product.post(debmas({ docnum: 3, customer: 4711, fields: { STRAS: 'New Street 2', UMSA1: '12.50' } }))
  await product.settled()
  await signIn(page, product, '/')
  let clicks = 0
  const click = async (role: 'link' | 'button', name: string | RegExp) => {
    clicks++
    await page
      .getByRole(role, { name, exact: role === 'button' })
      .first()
      .click()
  }
  await click('link', '1 held')
  await click('link', 'business-partner/4711')
  await page.getByRole('row', { name: /address1_line1 Old Street 1/ }).waitFor()
  await page
    .getByText(/UMSA1 .*is 'many', which is no number/)
    .first()
    .waitFor()
  await page.getByText(/If one of them puts it right, cancel this one/).waitFor()
  await click('button', 'Cancel')
  await page.getByRole('textbox', { name: 'Reason, for the audit log' }).fill('sent again as 3')
  clicks++
  await page.locator('ui5-dialog').getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('row', { name: /address1_line1 New Street 2/ }).waitFor()
  assert.ok(clicks <= 5, `${clicks} clicks`)
})

test('from a product that is old in CRM to the cause and the cure', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  await product.post(matmas(1, [{ material: '20010', text: 'Old name', fields: { MEINS: 'PCE' } }]))
  await product.post(matmas(2, [{ material: '20010', text: 'New name', fields: { MEINS: 'XZQ' } }]))
  await product.settled()
  await signIn(page, product, '/objects/material/20010')
  await page.getByRole('row', { name: /name Old name E1MAKTM\/MAKTX 1/ }).waitFor()
  await page.getByText("'XZQ' (E1MARAM/MEINS) is not in the value mapping unit-of-measure").first().waitFor()
  await page.getByRole('link', { name: 'MATMAS05 2' }).first().click()
  // The page of the object has the same form, and stays until the other one has come.
  await page.getByRole('heading', { name: /MATMAS05 2/ }).waitFor()
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

test('an object tells what it waits for and what waits for it, and both lead to each other', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  await product.post(invoice)
  await product.settled()
  await signIn(page, product, '/objects/invoice/90000130')
  await page.getByText('SAP has not sent this yet:').waitFor()
  await page.getByText('Send it from SAP with transaction BD12.').waitFor()
  await page.getByRole('link', { name: 'business-partner/4711' }).first().click()
  await page.getByRole('heading', { name: 'What waits for it' }).waitFor()
  await page.getByText('SAP has not sent it yet.').first().waitFor()
  assert.deepEqual(await complaints(page), [])
  await page.getByRole('link', { name: 'invoice/90000130' }).click()
  await page.getByRole('heading', { name: 'invoice/90000130' }).waitFor()
})

test('what is behind a held message is told on the page of its object and on its own', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  for (const number of [1, 2]) {
    await product.post(unknownUnit(number, '20001'))
    await product.settled()
  }
  await signIn(page, product, '/objects/material/20001')
  await page.getByRole('heading', { name: 'What is behind it' }).waitFor()
  await page.getByText('Later messages of material/20001 that wait behind it: 1.').waitFor()
  for (const width of [1280, 360, 2560]) {
    await page.setViewportSize({ width, height: 800 })
    assert.deepEqual(await complaints(page), [], `${width}`)
    assert.ok((await tooWide(page)) <= 0, `${width}`)
  }
  await go(page, '/messages/2')
  await page.getByText('It waits behind an earlier message of the same object:').waitFor()
  await page.getByRole('link', { name: 'MATMAS05 1' }).click()
  await page.getByRole('heading', { name: 'MATMAS05 1' }).waitFor()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('textbox', { name: 'Reason, for the audit log' }).fill('twice')
  await page.locator('ui5-dialog').getByRole('button', { name: 'Cancel' }).click()
  await page.getByText('Cancelled by admin: twice').first().waitFor()
  await go(page, '/objects/material/20001')
  await page.getByRole('heading', { name: 'material/20001' }).waitFor()
  await page.getByRole('heading', { name: 'What is behind it' }).waitFor({ state: 'detached' })
})

test('a person who stopped a channel is named where something waits for that', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  await product.act('/api/channels/dataverse/pause', { reason: 'CRM is upgraded' })
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One' } }))
  await signIn(page, product, '/messages/1')
  await page.getByText('dataverse was paused by admin: CRM is upgraded').waitFor()
  await page.getByRole('link', { name: 'Resume it there; this goes out at once.' }).click()
  await page.getByRole('button', { name: 'Resume: dataverse' }).click()
  await page.getByRole('button', { name: 'Resume dataverse' }).click()
  await product.settled()
  await go(page, '/messages/1')
  await page.getByText('delivered').first().waitFor()
})

test('what somebody changed in Dynamics 365 stands beside what was written, and is written again', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'Muster', ORT01: 'Kiel' } }))
  await product.settled()
  await signIn(page, product, '/objects/business-partner/4711')
  await page.getByRole('button', { name: 'Compare with Dynamics 365' }).click()
  await page.getByText('Dynamics 365 holds all of it as it was written.').waitFor()
  const [account] = await product.rows<{ accountid: string }>('accounts')
  await changeRow(product.dynamics, `accounts(${account?.accountid})`, {
    name: 'By hand',
    statecode: 1,
    statuscode: 2,
  })
  await page.getByRole('button', { name: 'Compare with Dynamics 365' }).click()
  await page.getByRole('row', { name: /name Muster Dynamics 365 has: By hand E1KNA1M\/NAME1/ }).waitFor()
  await page.getByText('in Dynamics 365: inactive').waitFor()
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 })
    assert.deepEqual(await complaints(page), [], `${width}`)
    assert.ok((await tooWide(page)) <= 0, `${width}`)
  }
  await page.getByRole('button', { name: 'Write again' }).click()
  await page.getByRole('textbox', { name: /Reason/ }).fill('changed by mistake')
  await page.locator('ui5-dialog').getByRole('button', { name: 'Write again' }).click()
  await page.getByText('It goes out again, as SAP said last:').waitFor()
  await product.settled()
  const [again] = await product.rows<{ name: string; statecode: number }>('accounts')
  assert.deepEqual([again?.name, again?.statecode], ['Muster', 0])
  // What it goes out as is no document to edit.
  await page
    .getByRole('link', { name: /^Write again/ })
    .first()
    .click()
  await page.getByRole('heading', { name: /Write again/ }).waitFor()
  await page.getByText('It writes once more what SAP said last').waitFor()
  const edit = page.locator('ui5-button', { hasText: 'Edit and resend' })
  assert.equal(await edit.getByRole('button').isDisabled(), true)
  assert.match((await edit.getAttribute('tooltip')) ?? '', /made by Write again and holds no document/)
})
