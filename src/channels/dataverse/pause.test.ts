import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Unavailable } from '../../message/errors.ts'
import { Pause } from './pause.ts'

const away = () => new Unavailable('host cannot be reached', { code: 'ECONNREFUSED' })

test('while a Retry-After lasts nothing is sent, and what was not sent is no try', () => {
  const pause = new Pause()
  pause.heed(new Unavailable('busy', { retryAfter: 30_000 }), 0)
  const error = standing(pause, 10_000)
  assert.deepEqual([error.message, error.retryAfter, error.isUntried], ['busy', 20_000, true])
  assert.equal(pause.standing(30_000), undefined)
})

test('a host that stays away is left alone longer each time, up to a minute, until somebody answers', () => {
  const pause = new Pause()
  const pauses: (number | undefined)[] = []
  let now = 1
  for (let miss = 0; miss < 8; miss++) {
    pause.heed(away(), now)
    // Those under way at the same time do not make it longer.
    pause.heed(away(), now)
    const { retryAfter = 0 } = standing(pause, now)
    pauses.push(retryAfter)
    now += retryAfter
  }
  assert.deepEqual(pauses, [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000])
  pause.reached()
  pause.heed(away(), now)
  assert.equal(standing(pause, now).retryAfter, 1000)
})

test('a connection that was dropped under way pauses nobody', () => {
  const pause = new Pause()
  pause.heed(new Unavailable('other side closed', { code: 'UND_ERR_SOCKET' }), 0)
  assert.equal(pause.standing(0), undefined)
})

test('a service that fails again and again is left alone longer each time, until it succeeds', () => {
  const pause = new Pause()
  const failing = new Unavailable('Service unavailable', { code: 'HTTP 503' })
  for (let n = 0; n < 4; n++) pause.failed(failing, 0)
  assert.equal(pause.standing(0), undefined)
  pause.failed(failing, 0)
  assert.equal(standing(pause, 0).retryAfter, 1000)
  pause.reached()
  pause.failed(failing, 1000)
  assert.equal(standing(pause, 1000).retryAfter, 2000)
  pause.succeeded()
  pause.failed(failing, 3000)
  assert.equal(pause.standing(3000), undefined)
})

function standing(pause: Pause, now: number): Unavailable {
  return pause.standing(now) ?? assert.fail('it is not paused')
}

test('a clock that is set back makes no pause longer', (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 10_000_000 })
  const pause = new Pause()
  pause.heed(new Unavailable('too much', { retryAfter: 5000 }))
  t.mock.timers.setTime(0)
  assert.ok((pause.standing()?.retryAfter ?? 0) <= 5000)
})
