import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Allowance } from './allowance.ts'

const header = (left: number) => ({ 'x-ms-ratelimit-burst-remaining-xrm-requests': String(left) })

/** Milliseconds to wait right after a request whose answer said that so many are left. */
function waitWith(left: number): number {
  const allowance = new Allowance()
  allowance.sent(1000)
  allowance.heed(header(left))
  return allowance.wait(1000)
}

test('nothing waits while more than half of the requests are left, or nobody says how many', () => {
  assert.deepEqual([waitWith(5999), waitWith(3000), new Allowance().wait(0)], [0, 0, 0])
})

test('the fewer are left the longer a small request waits, and time that passed counts', () => {
  const [some, few, none] = [waitWith(2000), waitWith(500), waitWith(0)] as const
  assert.ok(0 < some && some < few && few < none, `${some} ${few} ${none}`)
  const allowance = new Allowance()
  allowance.sent(1000)
  allowance.heed(header(0))
  assert.equal(allowance.wait(1050), none - 50)
  assert.equal(allowance.wait(9000), 0)
})

test('small requests without end stay within 6,000 in five minutes', () => {
  const allowance = new Allowance()
  const sent: number[] = []
  for (let now = 0; now < 900_000; now += 10) {
    if (allowance.wait(now) > 0) continue
    allowance.sent(now)
    sent.push(now)
    while ((sent[0] ?? now) <= now - 300_000) sent.shift()
    allowance.heed(header(6000 - sent.length))
    assert.ok(sent.length < 6000, `${sent.length} within five minutes at ${now} ms`)
  }
  assert.ok(sent.length > 3000, `${sent.length} in the last five minutes`)
})

test('where the service allows more, half of that is half', () => {
  const allowance = new Allowance()
  allowance.heed(header(8000))
  allowance.sent(0)
  allowance.heed(header(3500))
  assert.ok(allowance.wait(0) > 0)
})
