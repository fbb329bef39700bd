import { before, test } from 'node:test'
import { buildMonitor } from '../../src/cli/build-monitor.ts'
import { debmas, unknownUnit } from '../support/idocs.ts'
import { go, openMonitor } from '../support/monitor-page.ts'
import { signIn } from '../support/sign-in.ts'

before(() => buildMonitor(() => {}))

test('the overview shows what flows and what is stuck without a reload, and the interfaces what they did that day', async (t) => {
  const opened = await openMonitor(t, (settings) => ({
    ...settings,
    dataverse: { ...settings.dataverse, dailyRequests: 40_000 },
  }))
  if (opened === undefined) return
  const { page, product } = opened
  await signIn(page, product, '/')
  await page.getByText('Nothing within the last hour.').first().waitFor()
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One' } }))
  await product.post(unknownUnit(2, '20001'))
  await page
    .getByRole('row', { name: /Business partner → Account 0\.2 a minute 1/ })
    .first()
    .waitFor()
  await page.getByRole('img', { name: 'Messages a minute of the last hour, by interface' }).waitFor()
  await page.getByText(/The only delivery took /).waitFor()
  await page.getByRole('link', { name: /of 40,000 requests to dataverse within 24 hours/ }).waitFor()
  await product.post(unknownUnit(3, '20002'))
  await page.getByText('and 1 more for the same reason').waitFor()
  await page.getByText('2 messages lack a code: add it to unit-of-measure of material').waitFor()
  await page.getByRole('link', { name: '2 held' }).click()
  await page.getByRole('link', { name: 'material/20001' }).waitFor()
  await go(page, '/interfaces')
  await page.getByRole('row', { name: /Material → Product 2 0 0 2 of 2 2/ }).waitFor()
})
