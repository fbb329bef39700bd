import assert from 'node:assert/strict'
import { test } from 'node:test'
import { customer } from '../../../test/support/customers.ts'
import { readingOf, segment } from '../../../test/support/segments.ts'
import { parentAccount } from './parent-account.ts'

const parents: [claim: string, partners: [role: string, customer: string][], parent: string | undefined][] = [
  [
    'the node of the customer hierarchy',
    [
      ['AG', '0000004711'],
      ['1A', '0000004700'],
    ],
    '0000004700',
  ],
  ['a node without its zeros', [['1A', '4700']], '0000004700'],
  ['a node with letters', [['1A', 'HQ']], 'HQ'],
  [
    'type A before type D',
    [
      ['1D', '0000004800'],
      ['1A', '0000004700'],
    ],
    '0000004700',
  ],
  [
    'not the customer itself, but the next',
    [
      ['1A', '0000004711'],
      ['1B', '0000004700'],
    ],
    '0000004700',
  ],
  ['only the customer itself: none', [['1A', '4711']], undefined],
  [
    'no partner of the hierarchy: none',
    [
      ['WE', '0000004712'],
      ['RE', '0000004713'],
    ],
    undefined,
  ],
  ['NODATA: none', [['1A', '/']], undefined],
]

for (const [claim, partners, parent] of parents) {
  test(`the parent of an account is ${claim}`, () => {
    const roles = partners.map(([PARVW, KUNN2]) => segment('E1KNVPM', { PARVW, KUNN2 }))
    const read = parentAccount().read(readingOf([customer({}, segment('E1KNVVM', { VKORG: '1000' }, ...roles))]))
    assert.deepEqual(read?.value?.key, parent === undefined ? undefined : { accountnumber: parent })
    assert.equal(read?.value?.optional, parent === undefined ? undefined : true)
  })
}
