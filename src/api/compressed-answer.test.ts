import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import Fastify from 'fastify'
import { compressedAnswer } from './compressed-answer.ts'

const long = { items: Array.from({ length: 500 }, (_, number) => ({ number })) }
const server = Fastify()
server.addHook('onSend', compressedAnswer)
server.get('/long', async () => long)
server.get('/short', async () => ({ items: [] }))

for (const [accepts, path, encoding] of [
  ['gzip, deflate, br', '/long', 'gzip'],
  ['br;q=1.0, gzip;q=0.8', '/long', 'gzip'],
  ['gzip;q=0', '/long', undefined],
  ['gzip;q=0, br', '/long', undefined],
  ['identity', '/long', undefined],
  [undefined, '/long', undefined],
  ['gzip', '/short', undefined],
] as const) {
  test(`to ${accepts ?? 'nothing said'}, ${path} is sent ${encoding ?? 'as it is'}, and says the same`, async () => {
    const answer = await server.inject({ url: path, headers: accepts === undefined ? {} : { 'accept-encoding': accepts } })
    assert.equal(answer.headers['content-encoding'], encoding)
    const text = encoding === undefined ? answer.body : gunzipSync(answer.rawPayload).toString()
    assert.equal(Number(answer.headers['content-length']), answer.rawPayload.length)
    assert.deepEqual(JSON.parse(text), path === '/long' ? long : { items: [] })
  })
}
