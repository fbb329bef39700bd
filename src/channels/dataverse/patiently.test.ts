import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Misconfigured, Unavailable } from '../../message/errors.ts'
import { patiently } from './patiently.ts'

const broken = new Unavailable('contoso was reached, but nothing came. It is tried again', { code: 'UND_ERR_SOCKET' })
const busy = (retryAfter: number) => new Unavailable('Too many requests. It is tried again', { retryAfter })
const away = new Unavailable('contoso cannot be reached. It is tried again', { code: 'ECONNREFUSED' })

test('what the service asks to wait for is told in a sentence, waited for and done again', async () => {
  const { told, work, trying } = failing(busy(2), busy(1), broken)
  assert.equal(await trying(work), 'done')
  assert.deepEqual(told, [
    'Too many requests. It is tried again in 1 s',
    'Too many requests. It is tried again in 1 s',
    'contoso was reached, but nothing came. It is tried again in 1 s',
  ])
})

test('nobody is waited for longer than five minutes in all', async () => {
  for (const errors of [[busy(5 * 60_000 + 1)], [busy(1), busy(5 * 60_000)]]) {
    const { told, work, trying } = failing(...errors)
    await assert.rejects(trying(work), errors.at(-1))
    assert.equal(told.length, errors.length - 1)
  }
})

test('where the service does not say how long, it is tried five times more', async () => {
  const { told, work, trying } = failing(...Array.from({ length: 6 }, () => broken))
  await assert.rejects(trying(work), broken)
  assert.equal(told.length, 5)
})

test('a host that never answered is not waited for, one that did is', async () => {
  const { told, work, trying } = failing(away)
  await assert.rejects(trying(work), away)
  assert.deepEqual(told, [])
  assert.equal(await trying(work), 'done')
  const later = failing(away)
  assert.equal(await trying(later.work), 'done')
  assert.deepEqual(told, ['contoso cannot be reached. It is tried again in 1 s'])
})

test('what waiting does not help is not waited for', async () => {
  const { told, work, trying } = failing(new Misconfigured('no such user'))
  await assert.rejects(trying(work), { name: 'Misconfigured' })
  assert.deepEqual(told, [])
})

/** Work that fails with these, one after the other, and then is done. */
function failing(...errors: Error[]) {
  const told: string[] = []
  const work = async () => {
    const error = errors.shift()
    if (error !== undefined) throw error
    return 'done'
  }
  return { told, work, trying: patiently((sentence) => told.push(sentence), { firstMs: 1 }) }
}
