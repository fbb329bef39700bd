import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { InTime } from './in-time.ts'

const tooLong = /^The database gave no answer within 0\.05 seconds; whether this was stored is not known, send it again$/
const refused = /^The database has given no answer since \d{4}-.*Z; nothing was stored, try again$/

test('what takes too long is given up on, and who comes then is refused at once', async () => {
  const inTime = new InTime(50)
  inTime.enter()
  await assert.rejects(
    inTime.do(() => new Promise(() => {})),
    { name: 'Unavailable', message: tooLong },
  )
  assert.throws(() => inTime.enter(), { name: 'Unavailable', message: refused })
})

test('one tries now and then whether the store takes something again, the others are refused meanwhile; then all are let in', async () => {
  const inTime = new InTime(50, 20)
  await assert.rejects(inTime.do(() => new Promise(() => {})))
  await pause(30)
  inTime.enter()
  assert.throws(() => inTime.enter(), { message: refused })
  assert.equal(await inTime.do(async () => 'stored'), 'stored')
  inTime.enter()
  inTime.enter()
})

test('a try that fails at once is no sign that the store goes on, and does not put off the next one', async () => {
  const inTime = new InTime(50, 20)
  await assert.rejects(inTime.do(() => new Promise(() => {})))
  await pause(30)
  inTime.enter()
  await assert.rejects(
    inTime.do(async () => {
      throw new Error('no connection')
    }),
    { message: 'no connection' },
  )
  assert.throws(() => inTime.enter(), { message: refused })
  await pause(30)
  inTime.enter()
})

for (const how of ['stored late', 'lost'] as const) {
  test(`when what was given up on comes back (${how}), all are let in again`, async () => {
    const inTime = new InTime(50)
    const late = Promise.withResolvers<void>()
    await assert.rejects(inTime.do(() => late.promise))
    assert.throws(() => inTime.enter(), { message: refused })
    if (how === 'lost') late.reject(new Error('the connection was closed'))
    else late.resolve()
    await pause(0)
    inTime.enter()
  })
}

test('while another is waited for the time does not run', async () => {
  const inTime = new InTime(50)
  const done = inTime.do(async (clock) => {
    clock.stop()
    await pause(120)
    clock.goOn()
    return 'done'
  })
  assert.equal(await done, 'done')
})

test('what was given up on takes nothing more', async () => {
  const inTime = new InTime(50)
  const late = Promise.withResolvers<void>()
  const after = Promise.withResolvers<unknown>()
  await assert.rejects(
    inTime.do(async (clock) => {
      await late.promise
      try {
        clock.stop()
      } catch (error) {
        after.resolve(error)
        throw error
      }
    }),
  )
  late.resolve()
  assert.match(String(await after.promise), /no answer within 0.05 seconds/)
})
