import { after, type TestContext } from 'node:test'
import { type Browser, chromium, type Page } from 'playwright-core'
import { browserArguments, findChromium } from './chromium.ts'
import { patience } from './until.ts'

/**
 * The tab of the test file, handed from test to test without cookies and storage: what it has loaded and compiled for one of them it need not load
 * and compile again for the next, which took most of a processor's time. The test is skipped, with the reason, where there is no Chromium.
 */
export async function browserPage(t: TestContext): Promise<Page | undefined> {
  const executablePath = chromiumFor(t)
  if (executablePath === undefined) return undefined
  tab ??= newTab(executablePath)
  const page = await tab
  await page.setViewportSize(window)
  t.after(() => leave(page))
  return page
}

/** A page of another computer's browser, which has loaded nothing yet; nothing where `browserPage` gives nothing. */
export async function strangePage(t: TestContext): Promise<Page | undefined> {
  const executablePath = chromiumFor(t)
  if (executablePath === undefined) return undefined
  const page = await newTab(executablePath)
  t.after(() => page.context().close())
  return page
}

function chromiumFor(t: TestContext): string | undefined {
  const found = findChromium()
  if (found === undefined) t.skip('there is no Chromium on this machine; install it, e.g. with apt-get install chromium')
  return found
}

async function newTab(executablePath: string): Promise<Page> {
  browser ??= chromium.launch({ executablePath, args: browserArguments, timeout: patience })
  const context = await (await browser).newContext({ viewport: window, ignoreHTTPSErrors: true })
  context.setDefaultTimeout(patience)
  return context.newPage()
}

const window = { width: 1280, height: 800 }

/** What tests listen to; Playwright itself listens to the others. */
const heard = ['console', 'dialog', 'pageerror', 'request', 'requestfailed', 'requestfinished', 'response']

/** That of the test file: a start takes long. */
let browser: Promise<Browser> | undefined
let tab: Promise<Page> | undefined

async function leave(page: Page): Promise<void> {
  for (const event of heard) page.removeAllListeners(event)
  await page.context().clearPermissions()
  await forget(page)
}

/** Leaves the page, with cookies and storage empty, as those of another computer's browser. */
export async function forget(page: Page): Promise<void> {
  await page.goto('about:blank')
  const session = await page.context().newCDPSession(page)
  await session.send('Storage.clearDataForOrigin', { origin: '*', storageTypes: 'all' })
  await session.detach()
}

after(async () => {
  await (await browser)?.close()
})
