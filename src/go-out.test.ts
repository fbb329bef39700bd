import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { getGlobalDispatcher, setGlobalDispatcher } from 'undici'
import { connectProxy } from '../test/support/connect-proxy.ts'
import { postAlert } from './channels/alert/post-alert.ts'
import { goOutThrough } from './go-out.ts'

test('an identity provider and who is told of trouble are asked through the proxy by https, but for what NO_PROXY names', async (t) => {
  const proxy = await throughProxy(t)
  await assert.rejects(fetch('https://login.contoso.test/.well-known/openid-configuration'))
  await assert.rejects(
    postAlert('Teams', { url: 'https://teams.contoso.test/hook', text: '{}' }),
    /Teams cannot be reached: Proxy response \(403\)/,
  )
  assert.deepEqual(proxy.asked, ['login.contoso.test:443', 'teams.contoso.test:443'])
  await assert.rejects(fetch('https://inside.test:9/'))
  assert.equal(proxy.asked.length, 2)
})

test('what is asked by http:// is asked directly', async (t) => {
  const proxy = await throughProxy(t)
  const server = createServer((_, response) => response.end('here'))
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  t.after(() => server.close())
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { headers: { connection: 'close' } })
  assert.equal(await answer.text(), 'here')
  assert.deepEqual(proxy.asked, [])
})

async function throughProxy(t: TestContext) {
  const before = getGlobalDispatcher()
  const proxy = await connectProxy(t, { status: 403 })
  goOutThrough({ url: proxy.url, except: 'inside.test' })
  t.after(async () => {
    await getGlobalDispatcher().close()
    setGlobalDispatcher(before)
  })
  return proxy
}
