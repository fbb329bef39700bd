import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { apiServer } from '../../test/support/api-server.ts'
import { asAdmin } from '../../test/support/credentials.ts'
import { freshDatabase } from '../../test/support/database.ts'

const { sql, drop } = await freshDatabase()
const { server } = await apiServer(sql)
after(async () => {
  await server.close()
  await drop()
})

test('every GET refuses a parameter it does not have, and says which it has', async () => {
  const { paths } = (await server.inject({ url: '/api/openapi.json', headers: asAdmin })).json()
  const reads = Object.keys(paths).filter((path) => paths[path].get !== undefined)
  assert.ok(reads.length > 20, reads.join())
  for (const path of reads) {
    const url = `${path.replace(/\{\w+\}/g, 'c0ffee00-0000-4000-8000-000000000001')}?stauts=held`
    for (const method of ['GET', 'HEAD'] as const) {
      const answer = await server.inject({ method, url, headers: asAdmin })
      assert.equal(answer.statusCode, 400, `${method} ${url}: ${answer.body}`)
      if (method === 'GET') assert.match(answer.json().detail, /^the query: (has no|must be empty, without) 'stauts'/, url)
    }
  }
})

test('without a parameter that it does not have, a GET without parameters is answered as ever', async () => {
  assert.equal((await server.inject({ url: '/api/channels', headers: asAdmin })).statusCode, 200)
  assert.equal((await server.inject({ url: '/api/channels?', headers: asAdmin })).statusCode, 200)
})

test('probes, metrics, and the description with its page take any parameter', async () => {
  for (const url of ['/health/live?at=1', '/health/ready?at=1', '/metrics?at=1', '/api/openapi.json?at=1', '/api/docs/?at=1'])
    assert.equal((await server.inject({ url, headers: asAdmin })).statusCode, 200, url)
})
