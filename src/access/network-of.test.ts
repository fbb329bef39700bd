import assert from 'node:assert/strict'
import { test } from 'node:test'
import { networkOf } from './network-of.ts'

test('addresses of one IPv6 network count as one, however they are written', () => {
  for (const address of ['2001:db8::1', '2001:DB8:0:0:ffff::', '2001:db8:0:0:1:2:3:4', '2001:0db8::1:2:3:4'])
    assert.equal(networkOf(address), '2001:db8:0:0', address)
  assert.equal(networkOf('::1'), '0:0:0:0')
  assert.equal(networkOf('fe80::1%eth0'), 'fe80:0:0:0')
})

test('addresses of two IPv6 networks count as two', () => {
  assert.equal(networkOf('2001:db8:0:1::1'), '2001:db8:0:1')
  assert.equal(networkOf('2001:db8::1:0:0:0:0'), '2001:db8:0:1')
  assert.equal(networkOf('1::2:3:4:5:6:7'), '1:0:2:3')
  assert.equal(networkOf('1:2:3:4:5:6:7:8'), '1:2:3:4')
})

test('an IPv4 address is itself, also where it is written as IPv6', () => {
  for (const address of ['192.0.2.1', '::ffff:192.0.2.1', '::FFFF:c000:201', '0:0:0:0:0:ffff:192.0.2.1'])
    assert.equal(networkOf(address), '192.0.2.1', address)
})

test('what a proxy says that is no address stays as it is', () => {
  for (const text of ['unknown', '', '[2001:db8::1]:443']) assert.equal(networkOf(text), text)
})
