import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiServer } from '../../test/support/api-server.ts'
import { type FreshDatabase, freshDatabase } from '../../test/support/database.ts'

interface Operation {
  readonly operationId: string
  readonly parameters?: readonly { name: string; in: string }[]
  readonly requestBody?: { content: Record<string, unknown> }
  readonly responses: Record<string, { description: string; content?: Record<string, unknown> }>
}

let database: FreshDatabase
const operations = new Map<string, Operation & { readonly path: string }>()

before(async () => {
  database = await freshDatabase()
  const { server } = await apiServer(database.sql)
  const authorization = `Basic ${Buffer.from('admin:sandbox').toString('base64')}`
  const { paths } = (await server.inject({ url: '/api/openapi.json', headers: { authorization } })).json()
  for (const [path, methods] of Object.entries(paths as Record<string, Record<string, Operation>>)) {
    for (const operation of Object.values(methods)) operations.set(operation.operationId, { ...operation, path })
  }
  await server.close()
})
after(() => database.drop())

test('every error is described as the problem details it is served as, and in words', () => {
  for (const { operationId, responses } of operations.values()) {
    for (const [status, { description, content }] of Object.entries(responses)) {
      assert.doesNotMatch(description, /Default Response/, operationId)
      if (Number(status) >= 400) assert.deepEqual(Object.keys(content ?? {}), ['application/problem+json'], operationId)
    }
  }
})

test('operations that take a document say so, and that it may be too large', () => {
  for (const name of ['editMessage', 'checkMessage', 'tryDocument', 'importValueMapping']) {
    const { requestBody, responses } = operations.get(name) as Operation
    assert.ok(
      Object.keys(requestBody?.content ?? {}).some((type) => type.startsWith('text/')),
      name,
    )
    assert.ok(responses['413'], name)
    assert.ok(!('415' in responses), name)
  }
  assert.ok(operations.get('editMessage')?.responses['422'])
  assert.ok(operations.get('setValue')?.responses['415'])
})

test('operations that answer with a file say of which kind', () => {
  const typesOf = (name: string) => Object.keys(operations.get(name)?.responses['200']?.content ?? {})
  assert.deepEqual(typesOf('getPayload'), ['*/*'])
  assert.deepEqual(typesOf('exportValueMapping'), ['text/csv'])
  assert.deepEqual(typesOf('exportMessages'), ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'])
})

test('what stands in a path is a parameter of that name', () => {
  for (const { operationId, path, parameters = [] } of operations.values()) {
    const named = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name)
    const given = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)
    assert.deepEqual(given.toSorted(), named.toSorted(), operationId)
  }
  assert.equal(operations.get('showObject')?.path, '/api/objects/{interface}/{key}')
  assert.equal(operations.get('setValue')?.path, '/api/value-mappings/{interface}/{list}/{code}')
})

test('every part that the description refers to is in it', async () => {
  const { server } = await apiServer(database.sql)
  const authorization = `Basic ${Buffer.from('admin:sandbox').toString('base64')}`
  const { body } = await server.inject({ url: '/api/openapi.json', headers: { authorization } })
  await server.close()
  const { components } = JSON.parse(body)
  const named = new Set([...body.matchAll(/"#\/components\/schemas\/([^"/]+)"/g)].map(([, name = '']) => name))
  assert.ok(named.size > 0)
  assert.deepEqual(
    [...named].filter((name) => components.schemas[name] === undefined),
    [],
  )
})
