import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type TestContext, test } from 'node:test'
import type { Page } from 'playwright-core'
import { browserPage, strangePage } from './browser.ts'
import { ownPort } from './own-port.ts'
import { signIn } from './sign-in.ts'

const heard: string[] = []

test('a test has the tab of its file for itself, and a strange page sees nothing of it', async (t) => {
  const page = await browserPage(t)
  if (page === undefined) return
  page.on('console', (message) => heard.push(message.text()))
  await page.goto(await site(t))
  await page.evaluate("localStorage.setItem('mark', '1'); document.cookie = 'mark=1'; console.log('first')")
  await page.context().grantPermissions(['clipboard-read'])
  await page.setViewportSize({ width: 360, height: 740 })
  assert.deepEqual(await seen(page), { cookie: 'mark=1', storage: 1, clipboard: 'granted', width: 360 })
  const stranger = await strangePage(t)
  await stranger?.goto(page.url())
  assert.deepEqual(stranger && (await seen(stranger)), nothing)
})

test('the next test finds no cookie, storage, permission, size or listener of it in the tab', async (t) => {
  const page = await browserPage(t)
  if (page === undefined) return
  await page.goto(await site(t))
  assert.deepEqual(await seen(page), nothing)
  await page.evaluate("console.log('second')")
  assert.deepEqual(heard, ['first'])
})

test('who is not let in is named', async (t) => {
  const page = await browserPage(t)
  if (page === undefined) return
  const url = await site(t)
  await assert.rejects(signIn(page, { url }, '/', 'nobody'), /does not let nobody in: Nobody is/)
})

const nothing = { cookie: '', storage: 0, clipboard: 'prompt', width: 1280 }

function seen(page: Page): Promise<typeof nothing> {
  return page.evaluate(`navigator.permissions.query({ name: 'clipboard-read' }).then(({ state }) => (
    { cookie: document.cookie, storage: localStorage.length, clipboard: state, width: innerWidth }
  ))`)
}

/** A site of one page, always at the same address, where nobody may sign in. */
async function site(t: TestContext): Promise<string> {
  const port = await ownPort()
  const server = createServer(({ method }, response) => {
    response.writeHead(method === 'POST' ? 401 : 200, { 'content-type': 'text/html' }).end('Nobody is')
  }).listen(port, '127.0.0.1')
  t.after(() => server.close().closeAllConnections())
  await once(server, 'listening')
  return `http://127.0.0.1:${port}`
}
