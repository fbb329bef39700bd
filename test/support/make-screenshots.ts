// Takes the pictures of the monitor that README and docs show, from a product in this process: node test/support/make-screenshots.ts
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { buildMonitor } from '../../src/cli/build-monitor.ts'
import { browserPage } from './browser.ts'
import { landbridge } from './landbridge.ts'
import { signIn } from './sign-in.ts'

const root = join(import.meta.dirname, '..', '..')

test('pictures of the monitor', async (t) => {
  const page = await browserPage(t)
  if (page === undefined) return
  await buildMonitor(console.log)
  const product = await landbridge(t, (settings) => ({
    ...settings,
    alerts: {
      ...settings.alerts,
      lookSeconds: 1,
      webhooks: [
        { name: 'operations', url: 'https://hooks.contoso.example/landbridge', key: 'a key' },
        { name: 'finance', url: 'https://finance.contoso.example/in', key: 'a key', rules: ['held'], interfaces: ['invoice'] },
      ],
    },
  }))
  for (const file of globSync('src/interfaces/*/examples/*.idoc.xml', { cwd: root }).sort()) {
    await product.post(readFileSync(join(root, file)))
  }
  await product.settled()
  await signIn(page, product, '/')
  const picture = async (name: string, place: string, seen?: string) => {
    const path = JSON.stringify(place)
    await page.evaluate(`history.pushState(null, '', ${path}); dispatchEvent(new PopStateEvent('popstate'))`)
    if (seen !== undefined) await page.getByText(seen).first().waitFor()
    await page.waitForLoadState('networkidle')
    await page.waitForTimeout(300)
    await page.screenshot({ path: join(root, 'docs', 'images', `${name}.png`) })
  }
  // Figures are counted together for two seconds.
  await page.waitForTimeout(3000)
  await picture('overview', '/')
  await picture('interfaces', '/interfaces')
  await picture('alerts', '/alerts')
  await picture('message', '/messages/720006', 'Add to the value mapping')
  await picture('message-changes', '/messages/710013', 'Show what stays the same')
  await picture('object', '/objects/business-partner/4711')
})
