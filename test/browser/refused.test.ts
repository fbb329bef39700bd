import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { buildMonitor } from '../../src/cli/build-monitor.ts'
import { basic } from '../support/credentials.ts'
import { debmas } from '../support/idocs.ts'
import { go, openMonitor, tooWide } from '../support/monitor-page.ts'
import { signIn } from '../support/sign-in.ts'

before(() => buildMonitor(() => {}))

test('who finds no message is led to what was refused, with the reason, also on a phone and in German', async (t) => {
  const opened = await openMonitor(t)
  if (opened === undefined) return
  const { page, product } = opened
  await product.post(debmas({ docnum: 710002, customer: 4711 }).replaceAll('DEBMAS', 'ORDERS'))
  for (const password of ['old', 'old'])
    await fetch(`${product.url}/idoc`, { method: 'POST', headers: basic('S4HCLNT100', password), body: 'never read' })
  await signIn(page, product, '/')
  await page.getByRole('link', { name: '3 packets were refused within the last 24 hours' }).waitFor()
  await go(page, '/messages?idoc=710002')
  await page.getByRole('link', { name: 'See what was refused' }).click()
  await page.getByRole('row', { name: /1 S4HCLNT100 127\.0\.0\.1 idoc-http 400 710002 No interface takes ORDERS07/ }).waitFor()
  await page.getByRole('row', { name: /2 S4HCLNT100 127\.0\.0\.1 idoc-http 401 User or password is wrong or missing/ }).waitFor()
  await page.evaluate(`localStorage.setItem('landbridge.language', 'de')`)
  await page.setViewportSize({ width: 360, height: 800 })
  await page.reload()
  await page.getByText('Benutzer oder Kennwort ist falsch oder fehlt; siehe die Anmeldedaten der RFC-Destination').waitFor()
  assert.equal(await tooWide(page), 0)
})
