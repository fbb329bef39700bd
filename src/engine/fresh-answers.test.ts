import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FreshAnswers } from './fresh-answers.ts'
import type { Outcome } from './outcome.ts'

const channels = [{ system: 'S4HCLNT100', kind: 'idoc' as const }]
const row = {
  table: 'account',
  key: { accountnumber: '0000004711' },
  id: '7d2c1a4e-0000-4000-8000-000000000001',
  operation: 'create' as const,
}

test('what SAP is told of an IDoc that has just ended need not be read again', () => {
  const answers = new FreshAnswers(channels)
  answers.keep([outcome({ warnings: ['cut', 'left out'] })])
  const answer = answers.take('m1')
  assert.deepEqual(
    { ...answer, objects: answer?.objects.map(({ at, ...object }) => object) },
    {
      messageId: 'm1',
      idoc: '0000000000000001',
      messageType: 'DEBMAS',
      objects: [{ objectKey: 'business-partner/4711', isPosted: true, operation: 'create', row, text: 'cut; left out' }],
    },
  )
  assert.equal(answers.take('m1'), undefined)
})

const others: [claim: string, more: Partial<Outcome> & { message?: object }][] = [
  ['of a delivery that goes on', { status: 'waiting' }],
  ['of a try that does not count', { pause: 'wrong password' }],
  ['of an attempt that wrote nothing', { rows: [] }],
  ['of a message of several objects', { message: { isAlone: false } }],
  ['of a message that is no IDoc', { message: { document: { header: { MessageId: 'x' } } } }],
  ['of a system that wants no answers', { message: { system: 'ERP' } }],
]

for (const [claim, { message, ...more }] of others) {
  test(`nothing is kept ${claim}`, () => {
    const answers = new FreshAnswers(channels)
    answers.keep([outcome(more, message)])
    assert.equal(answers.take('m1'), undefined)
  })
}

test('only so many answers are kept, the oldest go first', () => {
  const answers = new FreshAnswers(channels, 2)
  answers.keep(['m1', 'm2', 'm3'].map((id) => outcome({}, {}, id)))
  assert.deepEqual(
    ['m1', 'm2', 'm3'].map((id) => answers.take(id)?.messageId),
    [undefined, 'm2', 'm3'],
  )
})

function outcome(more: Partial<Outcome>, message: object = {}, messageId = 'm1'): Outcome {
  const document = { header: { DOCNUM: '0000000000000001', MESTYP: 'DEBMAS' } }
  const plan = {
    claim: { objectKey: 'business-partner/4711', messageId },
    message: { system: 'S4HCLNT100', isAlone: true, document, ...message },
  }
  return { plan: plan as never, status: 'delivered', rows: [row], operation: 'create', warnings: [], ...more }
}
