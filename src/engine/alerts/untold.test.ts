import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { About, AlertLimits, AlertRule, AlertTarget } from '../../message/alert.ts'
import { isToldOf } from './told-of.ts'
import { noRules } from './troubles.ts'
import { untold } from './untold.ts'

const cases: [claim: string, limits: AlertLimits, rule: AlertRule, about: About, isTold: boolean][] = [
  ['without limits one is told of all', {}, 'database', {}, true],
  ['of other rules one is not told', { rules: ['held'] }, 'errors', { interface: 'invoice' }, false],
  ['of the rules one names, about anything', { rules: ['paused'] }, 'paused', { channel: 'dataverse' }, true],
  ['of an interface one names', { interfaces: ['invoice'] }, 'held', { interface: 'invoice' }, true],
  ['not of another interface', { interfaces: ['invoice'] }, 'held', { interface: 'material' }, false],
  ['with interfaces of no channel', { interfaces: ['invoice'] }, 'paused', { channel: 'dataverse' }, false],
  ['with interfaces not of the database', { interfaces: ['invoice'] }, 'database', {}, false],
  ['but of the database when one names that rule', { rules: ['database'], channels: 'all' }, 'database', {}, true],
  ['of all channels, whatever they are called', { channels: 'all' }, 'answers', { channel: 'sap-idoc' }, true],
  ['with all channels of no interface', { channels: 'all' }, 'held', { interface: 'invoice' }, false],
  ['of either, when one names both', { interfaces: 'all', channels: ['dataverse'] }, 'held', { interface: 'invoice' }, true],
]
for (const [claim, limits, rule, about, isTold] of cases) {
  test(claim, () => assert.equal(isToldOf(limits, { rule, about }), isTold))
}

const interfaces = ['invoice', 'material']
const channels = { waysIn: ['idoc-http'], receivers: ['dataverse'], answers: ['sap-idoc'] }
const rules = { ...noRules, held: true, paused: true, credentialDays: 30, database: true }
const untoldBy = (all: Record<string, AlertLimits>) =>
  untold({ targets: Object.entries(all).map(target), rules, interfaces, channels })

function target([name, limits]: [string, AlertLimits]): AlertTarget {
  return { name, to: name, limits, send: async () => {} }
}

test('what nobody would be told of is said by rule, with what it is about where somebody is told of the rest', () => {
  const next = 'add it to a target in alerts, or have a target without limits'
  assert.deepEqual(untoldBy({ finance: { rules: ['held'], interfaces: ['invoice'] }, basis: { channels: ['dataverse'] } }), [
    `Nobody is told of trouble by the rule held about material: ${next}`,
    `Nobody is told of trouble by the rule paused about invoice, material, idoc-http, sap-idoc: ${next}`,
    `Nobody is told of trouble by the rule credential about tokens, senders, sign-in and HTTPS: ${next}`,
    `Nobody is told of trouble by the rule database: ${next}`,
  ])
})

test('where somebody has no limits, or all have theirs covered between them, nothing is said', () => {
  assert.deepEqual(untoldBy({ finance: { rules: ['held'] }, all: {} }), [])
  const basis: AlertLimits = { rules: ['paused', 'credential', 'database'], channels: 'all' }
  assert.deepEqual(untoldBy({ business: { interfaces: 'all' }, basis }), [])
})

test('who would be told of nothing is said, and that there is nobody at all', () => {
  assert.deepEqual(untoldBy({ all: {}, finance: { rules: ['errors'] } }), [
    'finance is told of nothing: none of its rules that is on finds trouble of its interfaces and channels; see alerts',
  ])
  assert.deepEqual(untoldBy({}), ['Nobody is told of trouble: name an e-mail address, a Teams channel or a webhook in alerts'])
})
