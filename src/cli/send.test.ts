import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { command } from '../../test/support/command.ts'
import { debmas } from '../../test/support/idocs.ts'
import { landbridge } from '../../test/support/landbridge.ts'

const folder = mkdtempSync(join(tmpdir(), 'landbridge-send-'))
after(() => rmSync(folder, { recursive: true, force: true }))

test('a folder of documents is sent, then shown, restarted and cancelled; a broken one is named', async (t) => {
  const product = await landbridge(t)
  const environment = { LANDBRIDGE_URL: product.url }
  mkdirSync(join(folder, 'in'))
  for (const number of [1, 2, 3])
    writeFileSync(
      join(folder, 'in', `${number}.xml`),
      debmas({ docnum: number, customer: number, fields: { NAME1: `C${number}` } }),
    )
  const sent = await command(['send', join(folder, 'in')], environment)
  assert.equal(sent.code, 0)
  assert.match(
    sent.output,
    /^✓ .*1\.xml: IDoc 1 accepted\n✓ .*2\.xml: IDoc 2 .*\n✓ .*3\.xml: IDoc 3 .*\n3 IDocs of 3 files accepted\n$/,
  )
  await product.settled()

  writeFileSync(join(folder, 'in', '4.xml'), '<DEBMAS07>')
  writeFileSync(join(folder, 'in', '5.xml'), debmas({ docnum: 5, customer: '' }))
  const again = await command(['send', join(folder, 'in')], environment)
  assert.equal(again.code, 1)
  assert.match(again.output, /^4 IDocs of 5 files accepted, 3 of them not for the first time$/m)
  assert.match(again.errors, /✗ .*4\.xml: .*line 1, column \d+.* \(HTTP 400\)\n1 file not taken/)

  const list = await command(['messages', '--object', '3'], environment)
  assert.match(
    list.output,
    /^received +IDoc +type +status +object +did +reason\n.* 3 +DEBMAS07 +delivered +business-partner\/3 +create\n$/,
  )
  assert.equal((await command(['messages', '--status', 'parked'], environment)).output, 'There is no such message.\n')
  const shown = await command(['show', '3'], environment)
  assert.match(
    shown.output,
    /^IDoc 3 \(DEBMAS07\) from S4HCLNT100: delivered[\s\S]*came again 1 time[\s\S]*row +account [0-9a-f-]{36}[\s\S]*try 1/,
  )
  const restarted = await command(['restart', '3'], environment)
  assert.deepEqual([restarted.code, restarted.output], [0, '1 delivery restarted\n'])
  await product.settled()
  const cancelled = await command(['cancel', '3', '--reason', 'late'], environment)
  assert.deepEqual([cancelled.code, cancelled.errors], [1, 'business-partner/3 is unchanged already\n'])
  assert.equal((await command(['cancel', '5', '--reason', 'test data'], environment)).code, 0)
  const unknown = await command(['show', '77'], environment)
  assert.deepEqual([unknown.code, unknown.errors], [1, 'There is no message 77. GET /api/messages lists what there is.\n'])
  const stranger = await command(['messages'], { ...environment, LANDBRIDGE_PASSWORD: 'wrong' })
  assert.equal(stranger.code, 1)
  assert.match(stranger.errors, /User or password is wrong.*LANDBRIDGE_PASSWORD/)
})
