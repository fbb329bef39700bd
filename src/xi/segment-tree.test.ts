import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Segment } from '../message/document.ts'
import { Rejected } from '../message/errors.ts'
import { readSegments } from './segment-tree.ts'

const trees: [claim: string, xml: string, tree: unknown][] = [
  ['an element with only text is a field', '<a><b>1</b><c> x\n</c></a>', ['a', { b: '1', c: 'x' }]],
  ['an element with elements is a segment', '<a><b><c>1</c></b></a>', ['a', {}, ['b', { c: '1' }]]],
  ['names lose their prefix', '<n:a xmlns:n="urn:x"><n:b>1</n:b></n:a>', ['a', { b: '1' }]],
  ['an empty element says nothing', '<a><b/><c></c><d> </d></a>', ['a', {}]],
  [
    'an element that is nil says nothing',
    '<a xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><b xsi:nil="true"/></a>',
    ['a', {}],
  ],
  [
    'attributes are fields',
    '<a actionCode="01"><Amount currencyCode="EUR">1.5</Amount></a>',
    [
      'a',
      { '@actionCode': '01', Amount: '1.5', 'Amount@currencyCode': 'EUR' },
      ['Amount', { text: '1.5', '@currencyCode': 'EUR' }],
    ],
  ],
  [
    'of several elements with only text the first is the field, and each is a segment',
    '<a><b>1</b><c><d>x</d></c><b>2</b><b>3</b></a>',
    ['a', { b: '1' }, ['c', { d: 'x' }], ['b', { text: '1' }], ['b', { text: '2' }], ['b', { text: '3' }]],
  ],
  [
    'texts of several languages are segments',
    '<a><n l="EN">x</n><n l="DE">y</n></a>',
    ['a', { n: 'x', 'n@l': 'EN' }, ['n', { text: 'x', '@l': 'EN' }], ['n', { text: 'y', '@l': 'DE' }]],
  ],
  [
    'repeated segments stay in their order',
    '<a><b><c>1</c></b><b><c>2</c></b></a>',
    ['a', {}, ['b', { c: '1' }], ['b', { c: '2' }]],
  ],
  ['the document’s own element may hold only text', '<a v="2">1</a>', ['a', { '@v': '2', text: '1' }]],
  ['entities and CDATA are text', '<a><b>&lt;&#228;<![CDATA[<&>]]></b></a>', ['a', { b: '<ä<&>' }]],
  ['a no-break space is a character', '<a><b>\u00a0</b></a>', ['a', { b: '\u00a0' }]],
]

for (const [claim, xml, tree] of trees) {
  test(claim, () => assert.deepEqual(readSegments(xml, 'the main document').map(shown), [tree]))
}

test('a segment knows its line and what it stands in', () => {
  const [root] = readSegments('<a>\n<b>\n<c>1</c></b>\n</a>', 'it')
  assert.deepEqual([root?.line, root?.segments[0]?.line], [1, 2])
  assert.equal(root?.segments[0]?.parent, root)
  assert.equal(root?.parent, undefined)
})

const wrong: [claim: string, xml: string, says: RegExp][] = [
  [
    'text between elements',
    '<a>\n<b>1</b>x</a>',
    /Text stands between the elements of a at line 2, column \d+ of the main document/,
  ],
  ['an unclosed element', '<a>\n<b></a>', /no well-formed XML at line 2, column \d+ of the main document: unexpected close tag/],
  ['a prefix nobody declared', '<x:a/>', /line 1, column \d+ of the main document: unbound namespace prefix/],
  ['nothing', '', /line 1, column 1 of the main document/],
  ['elements without end', '<a>'.repeat(300), /Elements are nested deeper than 256 levels at line 1/],
  ['attributes without end', `<a ${Array.from({ length: 70 }, (_, at) => `a${at}="1"`).join(' ')}/>`, /more than 64 attributes/],
  ['a document type', '<!DOCTYPE a []>\n<a/>', /A document type declaration, which is refused for safety, ends at line 1/],
  ['an entity of its own', '<a>&x;</a>', /line 1, column \d+ of the main document/],
]

for (const [claim, xml, says] of wrong) {
  test(`${claim} is refused with its place`, () => {
    assert.throws(() => readSegments(xml, 'the main document'), { name: Rejected.name, message: says })
  })
}

function shown({ name, fields, segments }: Segment): unknown {
  return [name, { ...fields }, ...segments.map(shown)]
}
