import type { TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import type { Settings } from '../../src/settings/settings.ts'
import { browserPage } from './browser.ts'
import { landbridge, type TestLandbridge } from './landbridge.ts'

/** The whole product, with a browser before it; nothing, and the test is skipped, where there is no browser. */
export async function openMonitor(
  t: TestContext,
  change?: (settings: Settings) => Settings,
): Promise<{ page: Page; product: TestLandbridge } | undefined> {
  const page = await browserPage(t)
  return page === undefined ? undefined : { page, product: await landbridge(t, change) }
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

/** By how many pixels a page is wider than its window. */
export async function tooWide(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
}
