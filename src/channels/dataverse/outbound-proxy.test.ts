import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { connectProxy } from '../../../test/support/connect-proxy.ts'
import { provisionedDataverse, type SandboxDataverse } from '../../../test/support/sandbox-dataverse.ts'
import { freePort } from '../../store/embedded/free-port.ts'
import { credentialFor } from './credential.ts'
import { dataverse } from './dataverse.ts'

const hostOf = ({ url }: { url: string }) => new URL(url).host

test('tokens and rows go through the proxy, which is told user and password', async (t) => {
  const dynamics = await provisionedDataverse(t)
  const proxy = await connectProxy(t, { user: 'landbridge', password: 'let-me-out' })
  const [finding] = await through(t, dynamics, proxy.url)
  assert.equal(finding?.ok, true, finding?.text)
  assert.match(finding.text, /knows us as user/)
  assert.ok(proxy.asked.length >= 2, 'once for the token, once for the environment')
  assert.deepEqual(new Set(proxy.asked), new Set([hostOf(dynamics)]))
})

test('what NO_PROXY names is asked directly', async (t) => {
  const dynamics = await provisionedDataverse(t)
  const proxy = await connectProxy(t)
  const [finding] = await through(t, dynamics, proxy.url, 'contoso.com,localhost')
  assert.equal(finding?.ok, true, finding?.text)
  assert.deepEqual(proxy.asked, [])
})

for (const [status, says] of [
  [407, /The proxy of HTTPS_PROXY wants user and password, or others: http:\/\/user:password@host:port \(407\)/],
  [403, /: the proxy of HTTPS_PROXY does not let us through \(403\); have it allowed there, or name it in NO_PROXY/],
  [502, /: the proxy of HTTPS_PROXY does not reach it \(502\)\. It is tried again/],
] as const) {
  for (const what of ['a token', 'the environment'] as const) {
    test(`a proxy that answers ${status} on the way to ${what} is told in a sentence`, async (t) => {
      const dynamics = await provisionedDataverse(t)
      const { url } = await connectProxy(t, { status })
      const credential = what === 'a token' ? undefined : opaque
      const [finding] = await through(t, dynamics, url, '', credential)
      assert.equal(finding?.ok, false)
      assert.match(finding.text, says)
    })
  }
}

test('a proxy that is not there is named by its address', async (t) => {
  const dynamics = await provisionedDataverse(t)
  const gone = `127.0.0.1:${await freePort()}`
  for (const credential of [undefined, opaque]) {
    const [finding] = await through(t, dynamics, `http://${gone}`, '', credential)
    assert.equal(finding?.ok, false)
    assert.match(finding.text, new RegExp(`cannot be reached .*${gone}`))
  }
})

const opaque = { getToken: async () => ({ token: 'opaque', expiresOnTimestamp: Date.now() + 3_600_000 }) }

/** What `check` finds on the way through a proxy. */
async function through(t: TestContext, { url, ca }: SandboxDataverse, proxyUrl: string, except = '', credential?: typeof opaque) {
  const way = { ca, proxy: { url: proxyUrl, except } }
  const secret = { kind: 'secret', tenantId: 'sandbox', clientId: 'landbridge', clientSecret: 'landbridge-secret' } as const
  const channel = dataverse({ url, ...way, credential: credential ?? credentialFor({ ...secret, authorityHost: url }, way) })
  t.after(() => channel.close())
  return channel.check([])
}
