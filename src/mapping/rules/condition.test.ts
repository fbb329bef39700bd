import assert from 'node:assert/strict'
import { test } from 'node:test'
import { customer } from '../../../test/support/rule-customer.ts'
import { readingOf, segment } from '../../../test/support/segments.ts'
import { all, any, isOneOf, isSentWhole, isSet, not } from './condition.ts'

const conditions: [condition: ReturnType<typeof isSet>, holds: boolean][] = [
  [isSet('AUFSD'), true],
  [isSet('LIFSD'), false],
  [isSet('NAME3'), false],
  [isOneOf('LOEVM', 'X'), true],
  [isOneOf('AUFSD', '02', '01'), true],
  [isOneOf('AUFSD', '02', '03'), false],
  [isOneOf('LIFSD', '01'), false],
  [not(isSet('LIFSD')), true],
  [not(isSet('AUFSD')), false],
  [any(isSet('LIFSD'), isSet('AUFSD')), true],
  [any(isSet('LIFSD'), isSet('FAKSD')), false],
  [any(), false],
  [all(isSet('AUFSD'), isSet('LOEVM')), true],
  [all(isSet('AUFSD'), isSet('LIFSD')), false],
  [isSentWhole(), false],
]

for (const [condition, holds] of conditions) {
  test(`'${condition.description}' ${holds ? 'holds' : 'does not hold'}`, () => {
    assert.equal(condition.holds(readingOf([customer])), holds)
  })
}

for (const [msgfn, holds] of Object.entries({ '003': false, '004': false, '005': true, '009': true, '018': false, '': false })) {
  test(`an object with MSGFN '${msgfn}' is ${holds ? '' : 'not '}sent whole`, () => {
    assert.equal(isSentWhole().holds(readingOf([segment('E1KNA1M', { MSGFN: msgfn })])), holds)
  })
}
