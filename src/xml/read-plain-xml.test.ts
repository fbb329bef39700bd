import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { seeded } from '../../test/support/seeded.ts'
import { readPlainXml } from './read-plain-xml.ts'
import { readWholeXml } from './read-whole-xml.ts'
import type { OpenedElement, XmlListener } from './xml-listener.ts'

const invoice = `<?xml version="1.0" encoding="utf-8"?>
<n0:Invoice xmlns:n0="urn:a" xmlns="urn:b" xmlns:xml2="urn:c">
  <Number>1&amp;2</Number><Amount currency="EUR" n0:sign='-'>1.50</Amount>
  <n0:Line><inner xmlns="" xml:lang="de">Pumpe &#228;</inner><Empty/><n0:Empty xmlns:n0="urn:d" n0:a="1" /></n0:Line>
  <After/>\u00a0
</n0:Invoice>
`

const plain: [claim: string, xml: string][] = [
  ['namespaces, attributes, references, empty elements', invoice],
  ['no declaration', '<a/>'],
  ['single quotes', '<?xml version="1.0"?><a b=\'"\' c="\'"/>'],
  ['line ends of CR LF', invoice.replaceAll('\n', '\r\n')],
  ['blanks around the elements', '\n <a>\n</a>\n '],
]

for (const [claim, xml] of plain) {
  test(`plain, and read as the parser of all XML reads it: ${claim}`, () => {
    assert.deepEqual(plainly(xml), wholly(xml))
  })
}

const others: [claim: string, xml: string][] = [
  ['a comment', '<a><!-- x --></a>'],
  ['CDATA', '<a><![CDATA[x]]></a>'],
  ['a processing instruction', '<a><?b c?></a>'],
  ['a document type', '<!DOCTYPE a><a/>'],
  ['an entity of its own', '<a>&b;</a>'],
  ['a reference in an attribute', '<a b="&amp;"/>'],
  ['XML 1.1', '<?xml version="1.1"?><a/>'],
  ['a prefix that is not declared', '<a:b/>'],
  ['an attribute whose prefix is not declared', '<a b:c="1"/>'],
  ['a prefix declared to be nothing', '<a xmlns:b=""/>'],
  ['the prefix xml declared', '<a xmlns:xml="http://www.w3.org/XML/1998/namespace"/>'],
  ['an attribute twice', '<a b="1" b="2"/>'],
  ['an attribute twice by two prefixes', '<a xmlns:b="urn:x" xmlns:c="urn:x" b:d="1" c:d="2"/>'],
  ['an end of something else', '<a><b></a></b>'],
  ['an end that is missing', '<a><b></b>'],
  ['an end tag with blanks', '<a></a >'],
  ['two elements beside each other', '<a/><b/>'],
  ['text around the elements', '<a/>x'],
  ['a control character', '<a>\u0001</a>'],
  ['nothing', ''],
  ['elements nested deeper than anybody does', `${'<a>'.repeat(300)}${'</a>'.repeat(300)}`],
]

for (const [claim, xml] of others) {
  test(`left to the parser of all XML: ${claim}`, () => assert.equal(plainly(xml), undefined))
}

test('what the listener refuses is left to the parser of all XML, which knows the column', () => {
  const refusing = (refuse: (reason: string) => never) => ({ open: () => refuse('No'), text() {}, close() {} })
  assert.equal(readPlainXml('<a/>', refusing), undefined)
})

test('whatever is changed in a document, it is read as the parser of all XML reads it, or not at all', () => {
  const random = seeded(11)
  const pieces = [
    '<',
    '>',
    '/',
    '&',
    '"',
    "'",
    ' ',
    '\n',
    '\r',
    ':',
    '=',
    '&#10;',
    ']]>',
    '<!--',
    '<b>',
    '</a>',
    '<x/>',
    'xmlns:',
  ]
  pieces.push('\u00a0', ' a="1"', ' xmlns="urn:b"', ' n0:sign="+"', '\u0000', '\t')
  let read = 0
  for (let round = 0; round < 8000; round++) {
    const at = random.below(invoice.length)
    const changed =
      invoice.slice(0, at) +
      (random.below(4) === 0 ? '' : pieces[random.below(pieces.length)]) +
      invoice.slice(at + random.below(3))
    const plain = plainly(changed)
    if (plain === undefined) continue
    assert.deepEqual(plain, wholly(changed), changed)
    read++
  }
  assert.ok(read > 1000, `only ${read} were plain`)
})

const samples = join(import.meta.dirname, '..', '..', '..', 'shared', 'samples', 'sap')
test('documents of others are read as the parser of all XML reads them, or not at all', {
  skip: !existsSync(samples) && 'there are none beside the project',
}, () => {
  for (const file of readdirSync(samples, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.xml'))) {
    const xml = readFileSync(join(samples, file), 'utf8')
    const plain = plainly(xml)
    if (plain !== undefined) assert.deepEqual(plain, wholly(xml), file)
  }
})

class Recorder implements XmlListener {
  readonly told: unknown[] = []

  open({ name, namespace, attributes, line }: OpenedElement) {
    this.told.push({ name, namespace, attributes, line })
  }

  /** Texts that come in pieces are one. */
  text(piece: string) {
    const last = this.told.at(-1)
    if (typeof last === 'string') this.told[this.told.length - 1] = last + piece
    else this.told.push(piece)
  }

  close() {
    this.told.push(undefined)
  }
}

function plainly(xml: string): unknown[] | undefined {
  return readPlainXml(xml, () => new Recorder())?.told
}

function wholly(xml: string): unknown[] {
  return readWholeXml(xml, 'the document', () => new Recorder()).told
}
