import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GuessLimit } from './guess-limit.ts'

const minute = 60_000

test('after ten wrong passwords of a name there is a wait, for that name from that address, until five minutes after the first', () => {
  const { limit, clock } = limited()
  for (let count = 0; count < 10; count++) {
    assert.equal(limit.wait('10.0.0.1', 'erika'), 0)
    limit.failed('10.0.0.1', 'erika')
    clock.now += 1000
  }
  assert.equal(limit.wait('10.0.0.1', 'erika'), 290)
  assert.equal(limit.wait('10.0.0.1', 'max'), 0)
  assert.equal(limit.wait('10.0.0.2', 'erika'), 0)
  clock.now += 290_000
  assert.equal(limit.wait('10.0.0.1', 'erika'), 0)
  limit.failed('10.0.0.1', 'erika')
  assert.equal(limit.wait('10.0.0.1', 'erika'), 0)
})

test('after a hundred wrong passwords of an address there is a wait for every name from it', () => {
  const { limit, clock } = limited()
  for (let count = 0; count < 100; count++) limit.failed('10.0.0.1', `user ${count}`)
  assert.equal(limit.wait('10.0.0.1', 'erika'), 300)
  assert.equal(limit.wait('10.0.0.2', 'erika'), 0)
  clock.now += 5 * minute
  assert.equal(limit.wait('10.0.0.1', 'erika'), 0)
})

test('who changes the address within an IPv6 network gets no more guesses by it', () => {
  const { limit } = limited()
  for (let count = 0; count < 10; count++) limit.failed(`2001:db8::${count}`, 'erika')
  assert.equal(limit.wait('2001:db8::ffff', 'erika'), 300)
  assert.equal(limit.wait('2001:db8:0:1::1', 'erika'), 0)
  for (let count = 0; count < 90; count++) limit.failed(`2001:db8::${count}`, `user ${count}`)
  assert.equal(limit.wait('2001:db8::ffff', 'max'), 300)
})

test('while as many passwords of a name are being looked at as may be wrong, there is a wait of a moment', () => {
  const { limit } = limited()
  for (let count = 0; count < 4; count++) limit.failed('10.0.0.1', 'erika')
  for (let count = 0; count < 6; count++) {
    assert.equal(limit.wait('10.0.0.1', 'erika'), 0)
    limit.begun('10.0.0.1', 'erika')
  }
  assert.equal(limit.wait('10.0.0.1', 'erika'), 1)
  assert.equal(limit.wait('10.0.0.1', 'max'), 0)
  assert.equal(limit.wait('10.0.0.2', 'erika'), 0)
  limit.ended('10.0.0.1', 'erika')
  assert.equal(limit.wait('10.0.0.1', 'erika'), 0)
})

test('of an address a hundred passwords may be looked at at once', () => {
  const { limit } = limited()
  for (let count = 0; count < 100; count++) {
    assert.equal(limit.wait('10.0.0.1', 'erika'), 0)
    limit.begun('10.0.0.1', `user ${count}`)
  }
  assert.equal(limit.wait('10.0.0.1', 'erika'), 1)
  limit.ended('10.0.0.1', 'user 0')
  assert.equal(limit.wait('10.0.0.1', 'erika'), 0)
})

test('the wrong password that is one too many is said to be, those before it are not', () => {
  const { limit } = limited()
  for (let count = 0; count < 9; count++) assert.equal(limit.failed('10.0.0.1', 'erika'), false)
  assert.equal(limit.failed('10.0.0.1', 'erika'), true)
})

test('the right password forgives those of its name, and none of those of its address', () => {
  const { limit } = limited()
  for (let count = 0; count < 100; count++) {
    assert.equal(limit.wait('10.0.0.1', 'erika'), 0)
    limit.failed('10.0.0.1', 'erika')
    limit.succeeded('10.0.0.1', 'erika')
  }
  assert.equal(limit.wait('10.0.0.1', 'erika'), 300)
})

test('a guess that can be told from others counts once in five minutes, however often it comes', () => {
  const { limit, clock } = limited()
  for (let count = 0; count < 1000; count++) limit.failed('10.0.0.1', 'sap', 'the old password')
  for (let count = 0; count < 8; count++) limit.failed('10.0.0.1', 'sap', `guess ${count}`)
  assert.equal(limit.wait('10.0.0.1', 'sap'), 0)
  limit.failed('10.0.0.1', 'sap', 'one more')
  assert.equal(limit.wait('10.0.0.1', 'sap'), 300)
  clock.now += 5 * minute
  limit.failed('10.0.0.1', 'sap', 'the old password')
  assert.equal(limit.wait('10.0.0.1', 'sap'), 0)
})

function limited() {
  const clock = { now: 1_000_000 }
  return { clock, limit: new GuessLimit(() => clock.now) }
}
