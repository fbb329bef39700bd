import assert from 'node:assert/strict'
import { beforeEach, type TestContext, test } from 'node:test'
import { apiServer } from '../../../test/support/api-server.ts'
import { asAdmin, basic } from '../../../test/support/credentials.ts'
import { ownDatabase } from '../../../test/support/database.ts'
import { hashPassword } from '../../access/password.ts'
import { insertAccount, updateAccount } from '../../store/accounts.ts'
import { connect } from '../../store/connect.ts'
import type { Admitted } from './admitted.ts'

const database = await ownDatabase()
beforeEach(() => database.sql`truncate session, account_user, audit`)

const own = { 'sec-fetch-site': 'same-origin' }

test('who signs in gets a cookie that no script reads, and is who they said until they sign out', async (t) => {
  const { ask, signIn } = await open(t)
  const { answer, cookie } = await signIn('admin', 'sandbox')
  assert.equal(answer.statusCode, 200)
  assert.match(String(answer.headers['set-cookie']), /^landbridge_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  assert.equal((await ask('GET', '/api/messages', { cookie })).statusCode, 200)
  const { user, ways } = (await ask('GET', '/api/session', { cookie })).json()
  assert.deepEqual([user.name, user.way, ways[0].kind], ['admin', 'settings', 'password'])
  assert.ok(user.rights.includes('administer'))
  assert.equal((await ask('DELETE', '/api/session', { cookie, ...own })).statusCode, 204)
  assert.equal((await ask('GET', '/api/messages', { cookie })).statusCode, 401)
  assert.equal((await ask('GET', '/api/session', { cookie })).json().user, null)
  const log = await database.sql`select who, action, subject from audit order by id`
  assert.deepEqual(
    log.map(({ who, action, subject }) => [who, action, subject]),
    [
      ['admin', 'sign in', 'user/admin'],
      ['admin', 'sign out', 'user/admin'],
    ],
  )
})

test('where the public address is https, the cookie is sent by https only', async (t) => {
  const { signIn } = await open(t, { publicUrl: 'https://landbridge.example' })
  assert.match(String((await signIn('admin', 'sandbox')).answer.headers['set-cookie']), /; Secure;/)
})

test('a change that a page of another site asks for with our cookie is refused', async (t) => {
  const { ask, signIn } = await open(t, { publicUrl: 'https://landbridge.example' })
  const { cookie } = await signIn('admin', 'sandbox')
  for (const [headers, status] of [
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: 'https://elsewhere.example' }, 403],
    [{ origin: 'null' }, 403],
    [{}, 403],
    [{ origin: 'https://landbridge.example' }, 404],
    [{ origin: 'http://localhost:80' }, 404],
    [own, 404],
  ] as const) {
    const answer = await ask('POST', '/api/messages/1/restart', { cookie, host: 'localhost:80', ...headers })
    assert.equal(answer.statusCode, status, JSON.stringify(headers))
  }
  // Nor does another site sign a browser in as somebody of its choice.
  assert.equal((await ask('POST', '/api/session', { origin: 'https://elsewhere.example' }, credentials)).statusCode, 403)
})

test('after ten wrong passwords nobody of that name gets in from there for a while, and the log says so once', async (t) => {
  const { ask, signIn } = await open(t)
  for (let count = 0; count < 10; count++) assert.equal((await signIn('admin', `wrong ${count}`)).answer.statusCode, 401)
  const { answer } = await signIn('admin', 'sandbox')
  assert.equal(answer.statusCode, 429)
  assert.match(answer.json().detail, /Try again in 5 minutes/)
  assert.ok(Number(answer.headers['retry-after']) > 200)
  assert.equal((await ask('GET', '/api/messages', asAdmin)).statusCode, 429)
  const log = await database.sql`select action from audit`
  assert.deepEqual(
    log.map(({ action }) => action),
    ['shut out'],
  )
})

test('of passwords that are guessed at the same moment no more than ten are looked at, the others are refused before', async (t) => {
  const { ask } = await open(t)
  await account('erika', ['viewer'])
  const guesses = [...Array.from({ length: 24 }, (_, guess) => `guess ${guess}`), 'long enough']
  const inTurn: number[] = []
  await Promise.all(
    guesses.map(async (guess) => inTurn.push((await ask('GET', '/api/messages', basic('erika', guess))).statusCode)),
  )
  assert.deepEqual(inTurn, [...Array.from({ length: 15 }, () => 429), ...Array.from({ length: 10 }, () => 401)])
  const log = await database.sql`select action from audit`
  assert.deepEqual(
    log.map(({ action }) => action),
    ['shut out'],
  )
})

test('a program that sends many requests at once with the right password is let in with all of them, though it slipped before', async (t) => {
  const { ask } = await open(t)
  await account('program', ['viewer'])
  for (let slip = 0; slip < 9; slip++) await ask('GET', '/api/messages', basic('program', `slip ${slip}`))
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => ask('GET', '/api/messages', basic('program', 'long enough'))),
  )
  assert.deepEqual([...new Set(answers.map(({ statusCode }) => statusCode))], [200])
})

test('a password that could not be looked at, as the database is away, is no guess', async (t) => {
  const sql = connect('postgres://127.0.0.1:9/landbridge', { max: 1 })
  await sql.end()
  const { ask } = await open(t, {}, sql)
  for (let count = 0; count < 12; count++)
    assert.equal((await ask('GET', '/api/messages', basic('erika', 'long enough'))).statusCode, 503)
})

test('a user of ours may do what the roles of this moment allow', async (t) => {
  const { ask, signIn } = await open(t)
  await account('erika', ['viewer'])
  const { cookie } = await signIn('erika', 'long enough')
  assert.equal((await ask('GET', '/api/messages', { cookie })).statusCode, 200)
  const refused = await ask('POST', '/api/messages/1/restart', { cookie, ...own })
  assert.equal(refused.statusCode, 403)
  assert.equal(refused.json().title, 'erika may not operate')
  assert.match(refused.json().detail, /They have viewer; it takes operator or administrator/)
  await updateAccount(database.sql, 'erika', { roles: ['operator'] })
  assert.equal((await ask('POST', '/api/messages/1/restart', { cookie, ...own })).statusCode, 404)
  await updateAccount(database.sql, 'erika', { isDisabled: true })
  assert.equal((await ask('GET', '/api/messages', { cookie })).statusCode, 401)
  assert.equal((await signIn('erika', 'long enough')).answer.statusCode, 401)
})

test('a program may go on sending user and password', async (t) => {
  const { ask } = await open(t)
  await account('program', ['operator'])
  for (const [password, status] of [
    ['long enough', 404],
    ['long enough', 404],
    ['wrong', 401],
  ] as const) {
    assert.equal((await ask('POST', '/api/messages/1/restart', basic('program', password))).statusCode, status)
  }
})

test('a session that has expired, or whose cookie is made up, is nobody', async (t) => {
  const { ask, signIn } = await open(t)
  const { cookie } = await signIn('admin', 'sandbox')
  await database.sql`update session set expires_at = now()`
  assert.equal((await ask('GET', '/api/messages', { cookie })).statusCode, 401)
  assert.equal((await ask('GET', '/api/messages', { cookie: 'landbridge_session=made-up' })).statusCode, 401)
  assert.equal((await signIn('nobody', 'sandbox')).answer.statusCode, 401)
  assert.equal((await signIn('nobody\0', 'sandbox')).answer.statusCode, 400)
})

const credentials = { name: 'admin', password: 'sandbox' }

async function account(name: string, roles: string[]): Promise<void> {
  await insertAccount(database.sql, { name, password: await hashPassword('long enough'), roles, createdBy: 'admin' })
}

async function open(t: TestContext, access: Partial<Admitted> = {}, sql = database.sql) {
  const { server } = await apiServer(sql, access)
  t.after(() => server.close())
  const ask = (method: 'GET' | 'POST' | 'DELETE', url: string, headers: Record<string, string>, payload?: object) =>
    server.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) })
  return {
    ask,
    async signIn(name: string, password: string) {
      const answer = await ask('POST', '/api/session', {}, { name, password })
      return { answer, cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '' }
    },
  }
}
