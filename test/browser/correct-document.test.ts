import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { buildMonitor } from '../../src/cli/build-monitor.ts'
import { debmas } from '../support/idocs.ts'
import { go, openHeld, openMonitor } from '../support/monitor-page.ts'
import { signIn } from '../support/sign-in.ts'

before(() => buildMonitor(() => {}))

test('a document is corrected, checked, and sent in the place of the old one; both show each other and the audit log says why', async (t) => {
  const opened = await openHeld(t, '/messages/1')
  if (opened === undefined) return
  const { page, product } = opened
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
  const opened = await openHeld(t, '/messages')
  if (opened === undefined) return
  const { page } = opened
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
  const opened = await openMonitor(t)
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

test('an XI message is shown by its fields, and its main document alone is corrected', async (t) => {
  const opened = await openMonitor(t)
  if (opened === undefined) return
  const { page, product } = opened
  const file = join(import.meta.dirname, '..', '..', 'src', 'interfaces', 'credit-limit', 'examples', 'limits.xi.xml')
  const body = readFileSync(file, 'utf8')
  const boundary = /^--(\S+)/m.exec(body)?.[1]
  const answer = await product.postXi({ body, contentType: `multipart/related; boundary="${boundary}"; type="text/xml"` })
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
