import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { browserPage } from '../support/browser.ts'
import { sandboxDataverse } from '../support/sandbox-dataverse.ts'

interface Faults {
  items: { kind: string; next?: number; table?: string }[]
}

test('a person starts and ends faults on the page of the sandbox Dynamics 365', async (t) => {
  const page = await browserPage(t)
  if (page === undefined) return
  const sandbox = await sandboxDataverse(t)
  await page.goto(sandbox.url)
  await page.getByLabel('Let go wrong').selectOption('drop-after-commit')
  await page.getByLabel('Next requests').fill('2')
  await page.getByLabel('Only table').fill('account')
  await page.getByRole('button', { name: 'Start' }).click()
  await page.getByText('the next 2').waitFor()
  const { items } = await sandbox.control<Faults>('GET', 'faults')
  assert.deepEqual(
    items.map(({ kind, next, table }) => ({ kind, next, table })),
    [{ kind: 'drop-after-commit', next: 2, table: 'account' }],
  )
  await page.getByRole('button', { name: 'End all' }).click()
  await page.getByText('Nothing goes wrong on purpose now.').waitFor()
  assert.deepEqual((await sandbox.control<Faults>('GET', 'faults')).items, [])
})

test('a person lets the sandbox throttle, and ends it', async (t) => {
  const page = await browserPage(t)
  if (page === undefined) return
  const sandbox = await sandboxDataverse(t)
  const limits = async () => (await sandbox.control<{ limits: { servers: number } | null }>('GET', 'limits')).limits
  await page.goto(sandbox.url)
  await page.getByLabel('Servers').fill('3')
  await page.getByRole('button', { name: 'Throttle' }).click()
  await page.getByText('52 at a time, on each of 3 servers').waitFor()
  assert.equal((await limits())?.servers, 3)
  await page.getByRole('button', { name: 'End', exact: true }).click()
  await page.getByText('It never throttles by itself now.').waitFor()
  assert.equal(await limits(), null)
})

test('a person follows a lookup from row to row, and nothing on the page is wider than a laptop', async (t) => {
  const page = await browserPage(t)
  if (page === undefined) return
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(message.text()))
  const sandbox = await sandboxDataverse(t)
  await page.goto(sandbox.url)
  await fits(page)
  await page.getByRole('link', { name: /^systemuser\b/ }).click()
  await page.waitForURL(/table=systemuser$/)
  await fits(page)
  await page.getByRole('link', { name: 'Landbridge', exact: true }).click()
  await page.waitForURL(/table=systemuser&id=/)
  await fits(page)
  await page.getByRole('link', { name: 'Sandbox', exact: true }).click()
  await page.getByRole('heading', { name: 'Sandbox', exact: true }).waitFor()
  assert.equal(new URL(page.url()).searchParams.get('table'), 'businessunit')
  assert.deepEqual(complaints, [])
})

async function fits(page: Page): Promise<void> {
  const wide = await page
    .locator('.scroll, body')
    .evaluateAll((boxes) => boxes.filter((box) => box.scrollWidth > box.clientWidth).length)
  assert.equal(wide, 0, page.url())
}
