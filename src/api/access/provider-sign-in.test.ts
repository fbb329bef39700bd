import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiServer } from '../../../test/support/api-server.ts'
import { identityProvider } from '../../../test/support/identity-provider.ts'
import { providerApi } from '../../../test/support/provider-api.ts'

const { sql, open, log } = await providerApi()

test('who signs in at the provider is signed in with their app roles, on the page they wanted', async (t) => {
  const { visitor, url, signInAs, session, ask } = await open(t)
  const { ways } = await session()
  assert.deepEqual(ways[1], { kind: 'oidc', title: 'Contoso', url: `${url}/api/sign-in` })
  const end = await signInAs('operator', '/messages?status=held&text=a%20b')
  assert.equal(end.url.href, `${url}/messages?status=held&text=a%20b`)
  const { user, refusal } = await session()
  assert.deepEqual([user.name, user.way, user.roles, refusal], ['oidc/operator@example.test', 'oidc', ['operator', 'crm'], null])
  assert.equal((await ask('POST', '/api/messages/1/restart')).status, 404)
  assert.equal((await ask('GET', '/api/users')).status, 403)
  assert.doesNotMatch(
    visitor.cookiesFor(new URL('/api/sign-in/callback', url)),
    /landbridge_sign_in/,
    'what was begun is forgotten',
  )
  assert.deepEqual(await log(), [['oidc/operator@example.test', 'sign in', 'by Contoso as Operator (oid oid-1), from 127.0.0.1']])
})

test('a provider that tells everything but the id at its userinfo endpoint only is asked there', async (t) => {
  const { signInAs, session } = await open(t, { provider: { conformIdTokenClaims: true } })
  await signInAs('viewer')
  const { user } = await session()
  assert.deepEqual([user.name, user.roles], ['oidc/viewer@example.test', ['viewer']])
})

test('roles stand in another claim and are called otherwise, where the settings say so', async (t) => {
  const { signInAs, session } = await open(t, {
    settings: { rolesClaim: 'realm.groups', appRoles: { 'sap-team': ['viewer', 'personal-data'] } },
  })
  await signInAs('guest')
  assert.deepEqual((await session()).user.roles, ['viewer', 'personal-data'])
})

test('who has no role is told so by name, is not signed in, and may choose another account', async (t) => {
  const { url, signInAs, session, visitor, settings } = await open(t)
  assert.equal((await signInAs('guest', '/audit')).url.href, `${url}/audit`)
  const { user, refusal } = await session()
  assert.equal(user, null)
  assert.deepEqual(refusal, {
    kind: 'no-role',
    provider: 'Contoso',
    name: 'guest@example.test',
    roles: ['Landbridge.Read', 'Landbridge.Operate', 'Landbridge.Administer'],
  })
  assert.equal((await session()).refusal, null, 'it is told once')
  assert.deepEqual(await log(), [
    ['oidc/guest@example.test', 'turn away', 'no role; by Contoso as Guest (oid oid-3), from 127.0.0.1'],
  ])
  const other = await visitor.open(`${url}/api/sign-in?account=other`, { stopAt: settings.issuer })
  assert.equal(other.url.searchParams.get('prompt'), 'login')
})

test('signing out ends our session and says where that of the provider is ended', async (t) => {
  const { url, signInAs, session, ask, visitor } = await open(t)
  await signInAs('operator')
  const answer = await ask('DELETE', '/api/session')
  assert.equal(answer.status, 200)
  assert.equal((await session()).user, null)
  const { goesOn } = (await answer.json()) as { goesOn: { title: string; url: string } }
  const end = new URL(goesOn.url)
  assert.deepEqual([goesOn.title, end.searchParams.get('post_logout_redirect_uri')], ['Contoso', `${url}/`])
  assert.match((await visitor.open(goesOn.url)).text, /Do you want to sign-out/)
})

test('where the provider cannot end its session, signing out ends ours', async (t) => {
  const { signInAs, session, ask } = await open(t, { provider: { features: { rpInitiatedLogout: { enabled: false } } } })
  await signInAs('operator')
  assert.equal((await ask('DELETE', '/api/session')).status, 204)
  assert.equal((await session()).user, null)
})

test('sessions of a provider that the settings no longer name are over', async (t) => {
  const { url, signInAs, visitor } = await open(t)
  await signInAs('operator')
  const { server } = await apiServer(sql)
  t.after(() => server.close())
  const cookie = visitor.cookiesFor(new URL('/', url))
  assert.equal((await server.inject({ url: '/api/session', headers: { cookie } })).json().user, null)
  assert.equal((await server.inject({ url: '/api/sign-in' })).statusCode, 401)
})

for (const [wanted, shown] of [
  ['//elsewhere.example/x', '/'],
  ['https://elsewhere.example/x', '/'],
  ['/\\elsewhere.example', '/'],
  ['/.//elsewhere.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/api/docs', '/'],
  [`/${'x'.repeat(1001)}`, '/'],
  ['/objects/material/A%2F1', '/objects/material/A%2F1'],
] as const) {
  test(`asked to come back to ${wanted.slice(0, 40)}, the browser comes to ${shown} of ours`, async (t) => {
    const { url, signInAs } = await open(t)
    assert.equal((await signInAs('operator', wanted)).url.href, url + shown)
  })
}

test('the cookies of a sign-in are read by no script, and sent by https only where the public address is https', async (t) => {
  const { settings } = await identityProvider(t, 'https://landbridge.example')
  const { server } = await apiServer(sql, { signIn: settings, publicUrl: 'https://landbridge.example' })
  t.after(() => server.close())
  const { headers } = await server.inject('/api/sign-in?to=/audit')
  assert.match(
    String(headers['set-cookie']),
    /^landbridge_sign_in=[\w.-]+; Max-Age=600; Path=\/api\/sign-in; HttpOnly; Secure; SameSite=Lax$/,
  )
  assert.doesNotMatch(String(headers['set-cookie']), /audit/, 'it is sealed')
  assert.equal(headers['cache-control'], 'no-store')
  const asked = new URL(String(headers.location)).searchParams
  assert.deepEqual(
    ['response_type', 'redirect_uri', 'code_challenge_method'].map((name) => asked.get(name)),
    ['code', 'https://landbridge.example/api/sign-in/callback', 'S256'],
  )
})
