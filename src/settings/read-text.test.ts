import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setting } from './environment.ts'
import { address, filled, oneOf, port } from './read-text.ts'

test('of a setting in the environment that cannot be used its name, its text and what it must be are said', (t) => {
  const name = 'LANDBRIDGE_OF_A_TEST'
  t.after(() => delete process.env[name])
  const read = <T>(text: string, reader: (text: string) => T) => {
    process.env[name] = text
    return setting(name, reader, 'none')
  }
  assert.deepEqual([read('8080', port), read('0', port), read('65535', port)], [8080, 0, 65_535])
  for (const text of ['x', '-1', '65536', '80.5']) {
    assert.throws(() => read(text, port), {
      name: 'SettingsError',
      message: `${name} is '${text}': must be a port, 0 to 65535; 0 takes a free one`,
    })
  }
  assert.equal(read('https://landbridge.contoso.com/', address), 'https://landbridge.contoso.com/')
  for (const text of ['landbridge', 'ftp://contoso.com']) assert.throws(() => read(text, address), /must be an address such as/)
  assert.equal(read('no', oneOf('yes', 'no')), 'no')
  assert.throws(() => read('maybe', oneOf('yes', 'no')), /: must be one of 'yes', 'no'$/)
  assert.equal(read('', filled), 'none', 'an empty variable is none')
  for (const reader of [filled, port, address]) assert.throws(() => reader(''))
})
