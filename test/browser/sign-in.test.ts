import assert from 'node:assert/strict'
import { before, type TestContext, test } from 'node:test'
import type { Page } from 'playwright-core'
import { buildMonitor } from '../../src/cli/build-monitor.ts'
import { complaints } from '../support/accessibility.ts'
import { browserPage } from '../support/browser.ts'
import { identityProvider } from '../support/identity-provider.ts'
import { landbridge } from '../support/landbridge.ts'
import { ownPort } from '../support/own-port.ts'

before(() => buildMonitor(() => {}))

test('one signs in at the provider, comes to the page one wanted, stays signed in, and signs out of both', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, url } = opened
  await page.goto(`${url}/messages?status=held`)
  await page.getByRole('button', { name: 'Sign in with Contoso' }).waitFor()
  assert.deepEqual(await complaints(page), [])
  await page.getByRole('button', { name: 'Sign in with Contoso' }).click()
  await atProvider(page, 'operator')
  const signOut = page.getByRole('button', { name: 'Sign out oidc/operator@example.test' })
  await signOut.waitFor()
  assert.equal(page.url(), `${url}/messages?status=held`)
  await page.reload()
  await signOut.click()
  await page.getByText('You are signed out of Landbridge, but not of Contoso.').waitFor()
  await page.getByRole('button', { name: 'Sign out of Contoso too' }).click()
  await page.getByRole('button', { name: 'Yes, sign me out' }).click()
  await page.getByRole('button', { name: 'Sign in with Contoso' }).click()
  // It asks again who one is.
  await page.getByRole('textbox', { name: 'Account' }).waitFor()
})

test('who has no role is told in their language which to ask for, and comes in with another account', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, url } = opened
  await page.goto(url)
  await page.evaluate("localStorage.setItem('landbridge.language', 'de')")
  await page.goto(`${url}/audit`)
  await page.getByRole('button', { name: 'Mit Contoso anmelden' }).click()
  await atProvider(page, 'guest')
  await page
    .getByText(
      /guest@example\.test hat keine Rolle in Landbridge\. .*: Landbridge\.Read, Landbridge\.Operate, Landbridge\.Administer\./,
    )
    .waitFor()
  assert.deepEqual(await complaints(page), [])
  await page.getByRole('button', { name: 'Anderes Konto verwenden' }).click()
  await atProvider(page, 'viewer')
  await page.getByRole('row', { name: /oidc\/viewer@example\.test angemeldet.*über Contoso als Viewer \(oid oid-2\)/ }).waitFor()
  await page.getByRole('row', { name: /oidc\/guest@example\.test abgewiesen/ }).waitFor()
})

async function open(t: TestContext): Promise<{ page: Page; url: string } | undefined> {
  const page = await browserPage(t)
  if (page === undefined) return undefined
  const port = await ownPort()
  const publicUrl = `http://127.0.0.1:${port}`
  const { settings: signIn } = await identityProvider(t, publicUrl)
  const { url } = await landbridge(t, (settings) => ({ ...settings, port, publicUrl, signIn }))
  return { page, url }
}

async function atProvider(page: Page, account: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Account' }).fill(account)
  await page.getByRole('button', { name: 'Continue' }).click()
}
