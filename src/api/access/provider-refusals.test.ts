import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changed, providerApi, refusedWith } from '../../../test/support/provider-api.ts'
import { Visitor } from '../../../test/support/visitor.ts'
import { connect } from '../../store/connect.ts'

const { databaseUrl, open } = await providerApi()

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
  const away = connect(databaseUrl, { max: 1 })
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
