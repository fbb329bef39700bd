import assert from 'node:assert/strict'
import { after, before, beforeEach, type TestContext, test } from 'node:test'
import type { Configuration } from 'oidc-provider'
import { apiServer } from '../../../test/support/api-server.ts'
import { type FreshDatabase, freshDatabase } from '../../../test/support/database.ts'
import { identityProvider } from '../../../test/support/identity-provider.ts'
import { Visitor } from '../../../test/support/visitor.ts'
import type { ProviderSettings } from '../../access/oidc/provider-settings.ts'
import { connect, type Sql } from '../../store/connect.ts'
import { freePort } from '../../store/embedded/free-port.ts'

let database: FreshDatabase
before(async () => {
  database = await freshDatabase()
})
after(() => database.drop())
beforeEach(() => database.sql`truncate session, account_user, audit`)

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
  const { server } = await apiServer(database.sql)
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

test('a provider that is away when a sign-in begins, or ends, is said to be', async (t) => {
  const { url, session, visitor, atProvider, close } = await open(t)
  const back = await atProvider('operator')
  close()
  await visitor.open(back)
  assert.deepEqual((await session()).refusal, { kind: 'away', provider: 'Contoso' })
  const { url: away, session: itsSession, visitor: another } = await open(t, { settings: { issuer: 'http://localhost:9' } })
  assert.equal((await another.open(`${away}/api/sign-in?to=/audit`)).url.href, `${away}/audit`)
  assert.deepEqual((await itsSession()).refusal, { kind: 'away', provider: 'Contoso' })
  assert.notEqual(url, away)
})

test('who goes away at the provider comes back to the sign-in page with its word for it', async (t) => {
  const { session, cancel } = await open(t)
  await cancel()
  assert.deepEqual((await session()).refusal, { kind: 'denied', provider: 'Contoso', code: 'access_denied' })
})

test('an answer to another sign-in, or of another browser, is not taken', async (t) => {
  const { url, session, visitor, atProvider, asked } = await open(t)
  const back = await atProvider('operator')
  const stranger = new Visitor()
  await stranger.open(back)
  assert.doesNotMatch(stranger.cookiesFor(new URL('/', url)), /landbridge_session/)
  const { user, refusal } = await refusedWith(session, visitor, changed(back, { state: 'another' }))
  assert.deepEqual([user, refusal], [null, { kind: 'stale', provider: 'Contoso' }])
  assert.ok(!asked.includes('POST /token'), 'the provider is not even asked')
})

test('an answer is taken once', async (t) => {
  const { session, visitor, atProvider } = await open(t)
  const back = await atProvider('operator')
  await visitor.open(back)
  assert.equal((await session()).user.way, 'oidc')
  const { refusal } = await refusedWith(session, visitor, back)
  assert.equal(refusal.kind, 'stale')
})

test('a sign-in that took longer than ten minutes is begun anew', async (t) => {
  const { session, visitor, atProvider, asked } = await open(t)
  const back = await atProvider('operator')
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 601_000 })
  const { refusal } = await refusedWith(session, visitor, back)
  assert.equal(refusal.kind, 'stale')
  assert.ok(!asked.includes('POST /token'))
})

test('an ID token whose time is over when it arrives says that a clock is wrong', async (t) => {
  const { session, visitor, atProvider, server } = await open(t, { provider: { ttl: { IdToken: 1 } } })
  server.use(async ({ path }, next) => {
    await next()
    if (path === '/token') t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 62_000 })
  })
  const { refusal } = await refusedWith(session, visitor, await atProvider('operator'))
  assert.deepEqual(refusal, { kind: 'clock', provider: 'Contoso', code: 'exp' })
})

test('a provider that calls itself otherwise than the settings is not taken', async (t) => {
  const { url, session, visitor } = await open(t, {
    settings: (issuer) => ({ issuer: issuer.replace('localhost', '127.0.0.1') }),
  })
  const { refusal } = await refusedWith(session, visitor, `${url}/api/sign-in`)
  assert.deepEqual(refusal, { kind: 'misconfigured', provider: 'Contoso', code: 'issuer' })
})

test('an answer that another provider claims to have given is not taken', async (t) => {
  const { session, visitor, atProvider } = await open(t)
  const { refusal } = await refusedWith(
    session,
    visitor,
    changed(await atProvider('operator'), { iss: 'http://elsewhere.example' }),
  )
  assert.deepEqual(refusal, { kind: 'not-ours', provider: 'Contoso', code: 'iss' })
})

test('an ID token for another sign-in (nonce) is not taken', async (t) => {
  const { session, visitor, atProvider } = await open(t)
  const { refusal } = await refusedWith(session, visitor, await atProvider('operator', { nonce: 'another' }))
  assert.deepEqual(refusal, { kind: 'not-ours', provider: 'Contoso', code: 'nonce' })
})

test('a code that was given to somebody else (PKCE) signs nobody in', async (t) => {
  const { session, visitor, atProvider } = await open(t)
  const { refusal } = await refusedWith(session, visitor, await atProvider('operator', { code_challenge: 'a'.repeat(43) }))
  assert.deepEqual(refusal, { kind: 'stale', provider: 'Contoso', code: 'invalid_grant' })
})

test('a client secret that the provider does not take is for an administrator, and nothing secret is logged', async (t) => {
  const { session, visitor, atProvider, lines } = await open(t, { settings: { clientSecret: 'a-wrong-secret' } })
  const back = await atProvider('operator')
  const { refusal } = await refusedWith(session, visitor, back)
  assert.deepEqual(refusal, { kind: 'misconfigured', provider: 'Contoso', code: 'invalid_client' })
  const logged = lines.join('\n')
  assert.match(logged, /Nobody was signed in by Contoso: it answered invalid_client/)
  for (const secret of ['a-wrong-secret', new URL(back).searchParams.get('code'), new URL(back).searchParams.get('state')]) {
    assert.ok(!logged.includes(secret as string))
  }
})

test('a sign-in that fails here, as when the database is away, says so and logs no code', async (t) => {
  const away = connect(database.url, { max: 1 })
  const { session, visitor, atProvider, lines } = await open(t, { sql: away })
  const back = await atProvider('operator')
  await away.end()
  const { refusal } = await refusedWith(session, visitor, back)
  assert.deepEqual(refusal, { kind: 'trouble', provider: 'Contoso' })
  assert.match(lines.join(''), /Nobody was signed in by Contoso: .*CONNECTION_ENDED/)
  assert.ok(!lines.join('').includes(new URL(back).searchParams.get('code') as string))
})

test('after ten made-up answers to one sign-in the provider is left alone for a while', async (t) => {
  const { url, session, visitor, atProvider, asked, settings } = await open(t)
  const state = new URL(await atProvider('operator')).searchParams.get('state')
  const cookie = visitor.cookiesFor(new URL('/api/sign-in', url))
  const callback = changed(`${url}/api/sign-in/callback`, { state: state as string, iss: settings.issuer, code: 'made-up' })
  for (let count = 0; count < 11; count++) await fetch(callback, { headers: { cookie }, redirect: 'manual' })
  assert.equal(asked.filter((path) => path === 'POST /token').length, 10)
  const { refusal } = await refusedWith(session, visitor, callback)
  assert.equal(refusal.kind, 'too-many')
})

test('the cookies of a sign-in are read by no script, and sent by https only where the public address is https', async (t) => {
  const { settings } = await identityProvider(t, 'https://landbridge.example')
  const { server } = await apiServer(database.sql, { signIn: settings, publicUrl: 'https://landbridge.example' })
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

async function open(
  t: TestContext,
  given: {
    sql?: Sql
    provider?: Partial<Configuration>
    settings?: Partial<ProviderSettings> | ((issuer: string) => Partial<ProviderSettings>)
  } = {},
) {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const { settings: usual, asked, close, server } = await identityProvider(t, url, given.provider)
  const changes = typeof given.settings === 'function' ? given.settings(usual.issuer) : given.settings
  const settings = { ...usual, ...changes }
  const lines: string[] = []
  const { server: ours } = await apiServer(
    given.sql ?? database.sql,
    { signIn: settings, publicUrl: url },
    { write: (line) => lines.push(line) },
  )
  t.after(() => ours.close())
  await ours.listen({ port, host: '127.0.0.1' })
  const visitor = new Visitor()
  const ask = (method: string, path: string) =>
    fetch(url + path, { method, headers: { cookie: visitor.cookiesFor(new URL(path, url)), 'sec-fetch-site': 'same-origin' } })
  /** Begins, with changes to what the provider is asked, and comes to its page. */
  const begin = async (to: string, change: Record<string, string> = {}) => {
    const { url: there } = await visitor.open(`${url}/api/sign-in?to=${encodeURIComponent(to)}`, { stopAt: settings.issuer })
    return (await visitor.open(changed(there.href, change))).url.href
  }
  return {
    ...{ url, settings, asked, close, visitor, ask, lines, server },
    session: async () => JSON.parse((await visitor.open(`${url}/api/session`)).text),
    async signInAs(account: string, to = '/') {
      return visitor.open(await begin(to), { form: { account } })
    },
    /** The address the provider sends the browser back to, which has not gone there yet. */
    async atProvider(account: string, change: Record<string, string> = {}) {
      const form = { account }
      return (await visitor.open(await begin('/', change), { form, stopAt: url })).url.href
    },
    async cancel() {
      return visitor.open(await begin('/'), { form: {} })
    },
  }
}

async function refusedWith(
  session: () => Promise<{ user: unknown; refusal: { kind: string } }>,
  visitor: Visitor,
  address: string,
) {
  await visitor.open(address)
  return session()
}

function changed(address: string, change: Record<string, string>): string {
  const url = new URL(address)
  for (const [name, value] of Object.entries(change)) url.searchParams.set(name, value)
  return url.href
}

async function log() {
  const rows = await database.sql`select who, action, detail from audit order by id`
  return rows.map(({ who, action, detail }) => [who, action, detail])
}
