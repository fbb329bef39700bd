import type { TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import type { Settings } from '../../src/settings/settings.ts'
import { browserPage } from './browser.ts'
import { unknownUnit } from './idocs.ts'
import { landbridge, type TestLandbridge } from './landbridge.ts'
import { ownPort } from './own-port.ts'
import { signIn } from './sign-in.ts'

interface Opened {
  readonly page: Page
  readonly product: TestLandbridge
}

/** The whole product, with a browser before it; nothing, and the test is skipped, where there is no browser. */
export async function openMonitor(
  t: TestContext,
  change: (settings: Settings) => Settings = (settings) => settings,
): Promise<Opened | undefined> {
  const page = await browserPage(t)
  if (page === undefined) return undefined
  const port = await ownPort()
  const product = await landbridge(t, (settings) => ({ ...change(settings), port }))
  return { page, product }
}

/** The same at this place, where message 1 is held: nobody knows the unit of material 20001. The viewer may only look. */
export async function openHeld(t: TestContext, place: string, user: 'admin' | 'viewer' = 'admin'): Promise<Opened | undefined> {
  const opened = await openMonitor(t, withViewer)
  if (opened === undefined) return undefined
  await opened.product.post(unknownUnit(1, '20001'))
  await opened.product.settled()
  await signIn(opened.page, opened.product, place, user)
  return opened
}

/** Besides the administrator: somebody who may only look. */
export function withViewer(settings: Settings): Settings {
  return { ...settings, users: [...settings.users, { name: 'viewer', password: 'sandbox', roles: ['viewer', 'personal-data'] }] }
}

/** As a link of the page would; a reload would ask for the password again. */
export async function go(page: Page, place: string): Promise<void> {
  const path = JSON.stringify(place)
  await page.evaluate(`history.pushState(null, '', ${path}); dispatchEvent(new PopStateEvent('popstate'))`)
}

/** Runs this first on every page that is loaded until the test ends. */
export async function beginWith(t: TestContext, page: Page, script: string): Promise<void> {
  const added = await page.addInitScript(script)
  t.after(() => added.dispose())
}

/** By how many pixels a page is wider than its window. */
export async function tooWide(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
}
