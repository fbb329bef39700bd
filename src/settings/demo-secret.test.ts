import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoSecretIn, secret } from './secret.ts'

test('secrets of the demo are found wherever they stand in settings', () => {
  assert.equal(demoSecretIn({ users: [{ name: 'admin', password: secret('DEMO_PASSWORD') }] }), 'DEMO_PASSWORD')
  assert.equal(demoSecretIn({ users: [{ name: 'DEMO_PASSWORD', password: secret('OWN') }] }), undefined)
})
