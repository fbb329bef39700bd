import assert from 'node:assert/strict'
import { beforeEach, type TestContext, test } from 'node:test'
import { apiServer } from '../../../test/support/api-server.ts'
import { asAdmin } from '../../../test/support/credentials.ts'
import { ownDatabase } from '../../../test/support/database.ts'

const database = await ownDatabase()
beforeEach(() => database.sql`truncate session, account_user, api_token, audit`)

const erika = { name: 'erika', password: 'correct horse battery', roles: ['viewer'] }

test('an administrator adds, changes, disables and removes a user, and the log says so', async (t) => {
  const ask = await open(t)
  assert.equal((await ask('POST', '/api/users', { ...erika, reason: 'new in the team' })).statusCode, 201)
  const { items } = (await ask('GET', '/api/users')).json()
  assert.deepEqual(
    items.map(({ name, way, roles }: { name: string; way: string; roles: string[] }) => [name, way, roles]),
    [
      ['admin', 'settings', ['administrator', 'personal-data', 'crm']],
      ['erika', 'local', ['viewer']],
    ],
  )
  assert.doesNotMatch(JSON.stringify(items), /scrypt|password/)
  assert.equal(
    (await ask('PATCH', '/api/users/erika', { roles: ['operator'], isDisabled: true, reason: 'on leave' })).statusCode,
    204,
  )
  assert.equal((await ask('PATCH', '/api/users/erika', { password: 'another long one' })).statusCode, 204)
  assert.equal((await ask('DELETE', '/api/users/erika?reason=left')).statusCode, 204)
  const log = await database.sql`select who, action, subject, detail, reason from audit order by id`
  assert.deepEqual(
    log.map(({ who, action, subject, detail, reason }) => [who, action, subject, detail, reason]),
    [
      ['admin', 'add user', 'user/erika', 'roles: viewer', 'new in the team'],
      ['admin', 'change user', 'user/erika', 'roles: operator; disabled', 'on leave'],
      ['admin', 'change user', 'user/erika', 'new password', null],
      ['admin', 'remove user', 'user/erika', null, 'left'],
    ],
  )
})

test('a new password ends the sessions of before, and only the new one signs in', async (t) => {
  const ask = await open(t)
  await ask('POST', '/api/users', erika)
  const signIn = async (password: string) => ask('POST', '/api/session', { name: 'erika', password }, {})
  const cookie = String((await signIn(erika.password)).headers['set-cookie']).split(';')[0] ?? ''
  assert.equal((await ask('GET', '/api/messages', undefined, { cookie })).statusCode, 200)
  await ask('PATCH', '/api/users/erika', { password: 'another long one' })
  assert.equal((await ask('GET', '/api/messages', undefined, { cookie })).statusCode, 401)
  assert.equal((await signIn(erika.password)).statusCode, 401)
  assert.equal((await signIn('another long one')).statusCode, 200)
})

test('what is wrong with a user is told', async (t) => {
  const ask = await open(t)
  await ask('POST', '/api/users', erika)
  for (const [method, path, body, status, says] of [
    ['POST', '/api/users', erika, 409, /There is a user erika already/],
    ['POST', '/api/users', { ...erika, name: 'admin' }, 409, /There is a user admin already/],
    ['POST', '/api/users', { ...erika, name: 'a:b' }, 400, /name: must be letters/],
    ['POST', '/api/users', { ...erika, name: 'max', password: 'short' }, 400, /password: must have at least 12/],
    ['POST', '/api/users', { ...erika, name: 'max', roles: [] }, 400, /at least one role/],
    ['PATCH', '/api/users/nobody', { isDisabled: true }, 404, /There is no user nobody/],
    ['PATCH', '/api/users/admin', { isDisabled: true }, 403, /admin is a user of the settings/],
    ['PATCH', '/api/users/erika', {}, 400, /say what to change/],
    ['DELETE', '/api/users/nobody', undefined, 404, /There is no user nobody/],
  ] as const) {
    const answer = await ask(method, path, body)
    assert.equal(answer.statusCode, status, `${method} ${path}: ${answer.body}`)
    assert.match(answer.body, says)
  }
})

test('an API token does what its roles allow until it expires or is revoked', async (t) => {
  const ask = await open(t)
  const made = (
    await ask('POST', '/api/tokens', { name: 'dashboard', roles: ['viewer'], days: 7, reason: 'for the wall' })
  ).json()
  const bearer = { authorization: `Bearer ${made.token}` }
  assert.equal((await ask('GET', '/api/messages', undefined, bearer)).statusCode, 200)
  assert.equal((await ask('GET', '/api/session', undefined, bearer)).json().user.name, 'token/dashboard')
  assert.equal((await ask('POST', '/api/messages/1/restart', undefined, bearer)).statusCode, 403)
  assert.equal((await ask('GET', '/api/tokens', undefined, bearer)).statusCode, 403)
  const listed = (await ask('GET', '/api/tokens')).json().items[0]
  assert.deepEqual([listed.name, listed.roles, listed.createdBy, listed.token], ['dashboard', ['viewer'], 'admin', undefined])
  assert.ok(listed.usedAt !== null)
  const kept = await database.sql`select * from api_token`
  assert.doesNotMatch(JSON.stringify(kept), new RegExp(made.token.slice(11)))
  await database.sql`update api_token set expires_at = now()`
  const expired = await ask('GET', '/api/messages', undefined, bearer)
  assert.equal(expired.statusCode, 401)
  assert.match(expired.json().title, /revoked or has expired/)
  await database.sql`update api_token set expires_at = now() + interval '1 day'`
  assert.equal((await ask('DELETE', `/api/tokens/${made.id}?reason=lost`)).statusCode, 204)
  assert.equal((await ask('GET', '/api/messages', undefined, bearer)).statusCode, 401)
  const log = await database.sql`select action, subject, reason from audit order by id`
  assert.deepEqual(
    log.map(({ action, subject, reason }) => [action, subject, reason]),
    [
      ['make token', 'token/dashboard', 'for the wall'],
      ['revoke token', 'token/dashboard', 'lost'],
    ],
  )
})

test('what is wrong with a token is told', async (t) => {
  const ask = await open(t)
  const token = { name: 'dashboard', roles: ['viewer'] }
  await ask('POST', '/api/tokens', token)
  for (const [method, path, body, status, says] of [
    ['POST', '/api/tokens', token, 409, /There is a token dashboard already/],
    ['POST', '/api/tokens', { ...token, name: 'b', roles: ['administrator'] }, 400, /roles/],
    ['POST', '/api/tokens', { ...token, name: 'b', days: 1000 }, 400, /days/],
    ['DELETE', '/api/tokens/00000000-0000-4000-8000-000000000000', undefined, 404, /There is no token/],
  ] as const) {
    const answer = await ask(method, path, body)
    assert.equal(answer.statusCode, status, `${method} ${path}: ${answer.body}`)
    assert.match(answer.body, says)
  }
})

async function open(t: TestContext) {
  const { server } = await apiServer(database.sql)
  t.after(() => server.close())
  return (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    url: string,
    payload?: object,
    headers: Record<string, string> = asAdmin,
  ) => server.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) })
}
