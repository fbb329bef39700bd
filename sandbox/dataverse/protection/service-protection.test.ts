import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readLimits } from './limits.ts'
import { ServiceProtection, type Turn } from './service-protection.ts'

test('more requests than fit into the window are turned away until the oldest have left it', () => {
  const { protection, clock } = protectionWith({ requests: 3 })
  assert.deepEqual([ask(protection), ask(protection), ask(protection)], [undefined, undefined, undefined])
  assert.deepEqual(ask(protection), {
    status: 429,
    retryAfter: '300',
    code: '0x80072322',
    message: 'Number of requests exceeded the limit of 3 over time window of 300 seconds.',
  })
  clock.now += 300_000
  assert.equal(ask(protection), undefined)
})

test('who goes on asking waits longer, who waits as long as it was told does not', () => {
  const { protection, clock } = protectionWith({ requests: 1 })
  ask(protection)
  assert.equal(ask(protection)?.retryAfter, '300')
  // Sent before the first answer was read.
  clock.now += 10
  assert.equal(ask(protection)?.retryAfter, '300')
  clock.now += 100_000
  assert.equal(ask(protection)?.retryAfter, '201')
  clock.now += 201_000
  assert.equal(ask(protection), undefined)
})

test('the time that requests take is counted, not only how many there are', () => {
  const { protection, clock } = protectionWith({})
  for (let n = 0; n < 4; n++) {
    const turn = enter(protection)
    clock.now += n === 0 ? 1 : 299_999
    turn.end()
    clock.now -= n === 0 ? 0 : 299_999
  }
  assert.equal(enter(protection).headers()['x-ms-ratelimit-time-remaining-xrm-requests'], '300.00')
  const last = enter(protection)
  clock.now += 600_000
  last.end()
  clock.now -= 599_000
  assert.deepEqual(ask(protection), {
    status: 429,
    retryAfter: '299',
    code: '0x80072321',
    message:
      'Combined execution time of incoming requests exceeded limit of 1,200,000 milliseconds over time window of 300 seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.',
  })
})

test('too many requests at a time are turned away, and as soon as one ends there is room again', () => {
  const { protection } = protectionWith({})
  const turns = Array.from({ length: 52 }, () => enter(protection))
  assert.deepEqual(
    turns.map(({ refused }) => refused),
    turns.map(() => undefined),
  )
  const { code, message, retryAfter } = ask(protection) ?? {}
  assert.deepEqual([code, message, retryAfter], ['0x80072326', 'Number of concurrent requests exceeded the limit of 52.', '1'])
  turns[0]?.end()
  assert.equal(ask(protection), undefined)
})

test('each user has limits of its own', () => {
  const { protection } = protectionWith({ requests: 1 })
  assert.equal(ask(protection, 'one'), undefined)
  assert.equal(ask(protection, 'other'), undefined)
  assert.equal(ask(protection, 'one')?.status, 429)
})

test('a client that keeps the affinity cookie has one server, one that does not has all of them', () => {
  const { protection } = protectionWith({ requests: 2, servers: 3 })
  const first = enter(protection)
  const cookie = first.headers()['set-cookie']?.split(';')[0] ?? ''
  assert.match(cookie, /^ARRAffinity=[\da-f]{64}$/)
  first.end()
  const pinned = () => protection.enter({ user: 'one', cookie: `a=b; ${cookie}; c=d`, isBatch: false })
  assert.deepEqual([pinned().server, pinned().refused?.status], [1, 429])
  assert.deepEqual([enter(protection).server, enter(protection).server, enter(protection).server], [2, 3, 1])
  assert.deepEqual(
    protection.left().map(({ server, requests }) => [server, requests]),
    [
      [1, 0],
      [2, 1],
      [3, 1],
    ],
  )
})

test('answers tell what is left and how many requests at a time are good', () => {
  const { protection } = protectionWith({ dopHint: 12 })
  assert.deepEqual(
    { ...enter(protection).headers(), 'set-cookie': '' },
    {
      'x-ms-dop-hint': '12',
      'x-ms-ratelimit-time-remaining-xrm-requests': '1,200.00',
      'x-ms-ratelimit-burst-remaining-xrm-requests': '5999',
      'set-cookie': '',
    },
  )
})

test('a batch is one request, unless each of its operations is to count', () => {
  const one = protectionWith({ requests: 2 }).protection.enter({ user: 'one', cookie: undefined, isBatch: true })
  assert.equal(one.spend, undefined)
  const { protection } = protectionWith({ requests: 2, batch: 'each' })
  const each = protection.enter({ user: 'one', cookie: undefined, isBatch: true })
  assert.deepEqual([each.spend?.(), each.spend?.(), each.spend?.()?.status], [undefined, undefined, 429])
})

test('without limits nothing is turned away', () => {
  const protection = new ServiceProtection()
  for (let n = 0; n < 10_000; n++) assert.equal(enter(protection).refused, undefined)
  assert.deepEqual(protection.left(), [])
})

test('limits that make no sense are refused with a sentence', () => {
  assert.throws(() => readLimits({ servers: 0 }), /^Error: servers: /)
  assert.throws(() => readLimits({ request: 5 }), /request/)
})

function protectionWith(limits: object) {
  const clock = { now: 0 }
  return { protection: new ServiceProtection(readLimits(limits), () => clock.now), clock }
}

function enter(protection: ServiceProtection, user = 'one'): Turn {
  return protection.enter({ user, cookie: undefined, isBatch: false })
}

/** A request that takes no time; what it is turned away with, if it is. */
function ask(protection: ServiceProtection, user = 'one') {
  const turn = enter(protection, user)
  turn.end()
  if (turn.refused === undefined) return undefined
  const { status, headers, body } = turn.refused
  return { status, retryAfter: headers['retry-after'], ...(JSON.parse(body).error as { code: string; message: string }) }
}
