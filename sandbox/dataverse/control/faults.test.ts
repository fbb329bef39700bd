import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { batch, changeSet, part, statuses } from '../../../test/support/batches.ts'
import { accountNames, get, post, postBatch, type Requests, signIn } from '../../../test/support/dataverse-calls.ts'
import { sandboxDataverse } from '../../../test/support/sandbox-dataverse.ts'

test('an error is answered as it was asked for', async (t) => {
  const sandbox = await sandboxDataverse(t)
  await sandbox.control('POST', 'faults', { kind: 'error', status: 503, code: '0x8004a001', message: 'Busy', retryAfter: 2 })
  const failed = await get(sandbox, 'WhoAmI', await signIn(sandbox))
  assert.deepEqual([failed.status, failed.headers.get('retry-after')], [503, '2'])
  assert.deepEqual(await failed.json(), { error: { code: '0x8004a001', message: 'Busy' } })
})

test('a drop before the commit leaves no row, a drop after it leaves one', async (t) => {
  const sandbox = await sandboxDataverse(t)
  const token = await signIn(sandbox)
  for (const kind of ['drop-before-commit', 'drop-after-commit']) {
    await sandbox.control('POST', 'faults', { kind, next: 1, method: 'POST' })
    await assert.rejects(post(sandbox, 'accounts', { name: kind }, token))
  }
  assert.deepEqual(await accountNames(sandbox, token), ['drop-after-commit'])
  assert.deepEqual((await sandbox.control<Requests>('GET', 'requests')).items[1]?.status, 0)
})

test('a request that hangs is answered by nobody, and is done or not', async (t) => {
  const sandbox = await sandboxDataverse(t)
  const token = await signIn(sandbox)
  for (const kind of ['hang-before-commit', 'hang-after-commit']) {
    await sandbox.control('POST', 'faults', { kind, milliseconds: 100, next: 1, method: 'POST' })
    await assert.rejects(post(sandbox, 'accounts', { name: kind }, token))
  }
  assert.deepEqual(await accountNames(sandbox, token), ['hang-after-commit'])
})

test('a fault hits single requests within batches, a change set with all of its own, and no other request', async (t) => {
  const sandbox = await sandboxDataverse(t)
  const token = await signIn(sandbox)
  await sandbox.control('POST', 'faults', { kind: 'error', part: true, table: 'account', method: 'POST', next: 1 })
  await sandbox.control('POST', 'faults', { kind: 'throttle', part: true, table: 'contact', retryAfter: 7, next: 1 })
  assert.equal((await post(sandbox, 'accounts', { name: 'alone' }, token)).status, 204)
  const set = ['first', 'second'].map((name, n) => ({ line: 'POST accounts', body: { name }, contentId: `${n + 1}` }))
  const contact = part({ line: 'POST contacts', body: { lastname: 'x' } })
  const account = part({ line: 'POST accounts', body: { name: 'third' } })
  const goOn = { prefer: 'odata.continue-on-error' }
  const answer = await postBatch(sandbox, batch(changeSet(...set), contact, account), token, goOn)
  const text = await answer.text()
  assert.deepEqual([answer.status, statuses(text)], [200, [500, 429, 204]])
  assert.match(text, /Retry-After: 7/)
  assert.deepEqual(await accountNames(sandbox, token), ['alone', 'third'])
})

test('an answer that comes late keeps no process from ending that is done with its sandbox', () => {
  const faults = JSON.stringify(join(import.meta.dirname, 'faults.ts'))
  const script = `import { Faults } from ${faults}\nnew Faults().delay(600_000)`
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    timeout: 120_000,
  })
  assert.equal(status, 0, stderr)
})
