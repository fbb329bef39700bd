import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { buildMonitor } from '../../src/cli/build-monitor.ts'
import { go, openMonitor as open, withViewer } from '../support/monitor-page.ts'
import { signIn } from '../support/sign-in.ts'

const provider = {
  name: 'Microsoft',
  issuer: 'https://login.example/v2.0',
  clientId: 'c',
  clientSecret: 'a secret',
  clientAuthentication: 'client_secret_post' as const,
  scope: 'openid',
  rolesClaim: 'roles',
  credentialExpires: new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10),
}

before(() => buildMonitor(() => {}))

test('a channel and an interface are paused with a reason and resumed, and the connection is tested', async (t) => {
  const opened = await open(t)
  if (opened === undefined) return
  const { page, product } = opened
  await signIn(page, product, '/channels')
  await page.getByRole('button', { name: 'Test the connection: dataverse' }).click()
  await page.getByText('Everything is there.').click()
  await page.getByText(/✓ .*knows us as user/).waitFor()
  for (const [place, name, cure] of [
    ['/channels', 'dataverse', 'Test and resume it'],
    ['/interfaces', 'material', 'Resume it'],
  ] as const) {
    await go(page, place)
    await page.getByRole('button', { name: `Pause: ${name}` }).click()
    await page.getByRole('textbox', { name: 'Reason, for the audit log' }).fill('units are wrong')
    await page.getByRole('button', { name: `Pause ${name}` }).click()
    await page.getByText(/units are wrong/).waitFor()
    await go(page, '/')
    await page
      .getByText(/ is paused by admin: units are wrong\. /)
      .getByRole('link', { name: cure, exact: true })
      .click()
    await page.getByRole('button', { name: `Resume: ${name}` }).click()
    await page.getByRole('textbox', { name: 'Reason, for the audit log' }).fill('units are right')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: `Pause: ${name}` }).waitFor()
  }
  await go(page, '/audit')
  await page.getByRole('row', { name: /admin pause channel\/dataverse units are wrong/ }).waitFor()
  await page.getByRole('row', { name: /admin resume interface\/material units are right/ }).waitFor()
})

test('whoever may only look sees state and limits, and why there is nothing to press', async (t) => {
  const opened = await open(t, (settings) =>
    withViewer({ ...settings, signIn: provider, dataverse: { ...settings.dataverse, dailyRequests: 40_000 } }),
  )
  if (opened === undefined) return
  const { page, product } = opened
  await signIn(page, product, '/channels', 'viewer')
  await page
    .getByRole('row', { name: /dataverse to Dynamics 365 .*up to \d+ requests at once, \d+ of 40,000 requests/ })
    .waitFor()
  await page.getByRole('row', { name: /idoc-http from SAP .*always open/ }).waitFor()
  await page.getByText(/The secret by which people sign in at the identity provider ends in /).waitFor()
  for (const name of ['Pause: dataverse', 'Test the connection: dataverse'])
    assert.equal(await page.getByRole('button', { name }).isDisabled(), true)
  await go(page, '/users')
  await page.getByText(/viewer may not administer/).waitFor()
  assert.equal(await page.getByRole('textbox', { name: 'Name' }).count(), 0)
})
