import { after, type TestContext } from 'node:test'
import { type Browser, chromium, type Page } from 'playwright-core'
import { browserArguments, findChromium } from './chromium.ts'
import { patience } from './until.ts'

/** A page of this machine's Chromium, which remembers nothing of earlier ones; the test is skipped, with the reason, where there is none. */
export async function browserPage(t: TestContext): Promise<Page | undefined> {
  const executablePath = findChromium()
  if (executablePath === undefined) {
    t.skip('there is no Chromium on this machine; install it, e.g. with apt-get install chromium')
    return undefined
  }
  browser ??= chromium.launch({ executablePath, args: browserArguments, timeout: patience })
  const context = await (await browser).newContext({ viewport: { width: 1280, height: 800 }, ignoreHTTPSErrors: true })
  t.after(() => context.close())
  context.setDefaultTimeout(patience)
  return await context.newPage()
}

/** That of the test file: a start takes long. */
let browser: Promise<Browser> | undefined

after(async () => {
  await (await browser)?.close()
})
