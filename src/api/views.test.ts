import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { apiServer } from '../../test/support/api-server.ts'
import { basic } from '../../test/support/credentials.ts'
import { type FreshDatabase, freshDatabase } from '../../test/support/database.ts'

let database: FreshDatabase
let server: FastifyInstance

before(async () => {
  database = await freshDatabase()
  const users = ['first', 'second'].map((name) => ({ name, password: 'sandbox', roles: ['viewer' as const] }))
  ;({ server } = await apiServer(database.sql, { users }))
})
after(async () => {
  await server.close()
  await database.drop()
})

test('a viewer keeps views, changes and deletes them, and nobody else sees them', async () => {
  assert.equal((await ask('first', 'PUT', '/Late%20ones', { query: 'status=parked' })).statusCode, 204)
  assert.equal((await ask('first', 'PUT', '/Late%20ones', { query: 'status=parked&order=oldest' })).statusCode, 204)
  assert.equal((await ask('first', 'PUT', '/A', { query: 'status=held' })).statusCode, 204)
  const seen = [
    { name: 'A', query: 'status=held' },
    { name: 'Late ones', query: 'status=parked&order=oldest' },
  ]
  assert.deepEqual((await ask('first', 'GET', '')).json(), { items: seen })
  assert.deepEqual((await ask('second', 'GET', '')).json(), { items: [] })
  const refused = await ask('second', 'DELETE', '/A')
  assert.deepEqual([refused.statusCode, refused.json().detail], [404, 'GET /api/views lists yours.'])
  assert.equal((await ask('first', 'DELETE', '/A')).statusCode, 204)
  assert.deepEqual((await ask('first', 'GET', '')).json(), { items: seen.slice(1) })
})

test('of more than a hundred views the next step is told', async () => {
  for (let number = 1; number <= 100; number++) await ask('second', 'PUT', `/${number}`, { query: '' })
  const answer = await ask('second', 'PUT', '/one%20more', { query: '' })
  assert.deepEqual([answer.statusCode, answer.json().title], [400, 'You have 100 views already'])
  assert.equal((await ask('second', 'PUT', '/100', { query: 'text=x' })).statusCode, 204)
})

function ask(user: string, method: 'GET' | 'PUT' | 'DELETE', path: string, payload?: object) {
  const headers = basic(user, 'sandbox')
  return server.inject({ method, url: `/api/views${path}`, headers, ...(payload && { payload }) })
}
