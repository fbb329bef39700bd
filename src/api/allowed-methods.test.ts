import assert from 'node:assert/strict'
import { test } from 'node:test'
import { landbridge } from '../../test/support/landbridge.ts'

test('a method that an address does not have is answered 405 with those it has, and an address that is none 404', async (t) => {
  const { url } = await landbridge(t)
  const authorization = `Basic ${Buffer.from('admin:sandbox').toString('base64')}`
  for (const [method, path, status, allow] of [
    ['DELETE', '/api/messages', 405, 'GET, HEAD'],
    ['PUT', '/api/messages/1/restart', 405, 'POST'],
    ['PATCH', '/api/messages/restart', 405, 'GET, HEAD, POST'],
    ['POST', '/api/objects/material/A/1', 405, 'GET, HEAD'],
    ['PUT', '/api/crm/v1/products(c0ffee00-0000-4000-8000-000000000001)', 405, 'PATCH'],
    ['DELETE', '/idoc', 405, 'GET, HEAD, POST'],
    ['PUT', '/xi/S4HCLNT100', 405, 'GET, HEAD, POST'],
    ['POST', '/metrics', 405, 'GET, HEAD'],
    ['GET', '/api/messages/1/nothing', 404, null],
    ['POST', '/nothing', 404, null],
  ] as const) {
    const answer = await fetch(`${url}${path}`, { method, headers: { authorization } })
    assert.deepEqual([answer.status, answer.headers.get('allow')], [status, allow], `${method} ${path}: ${await answer.text()}`)
  }
})
