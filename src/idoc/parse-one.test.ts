import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Segment } from '../message/document.ts'
import { Rejected } from '../message/errors.ts'
import { parseIdoc } from './parse-one.ts'

const control = '<EDI_DC40><DOCNUM>0000000000000001</DOCNUM><MESTYP>DEBMAS</MESTYP><SNDPRN>S4HCLNT100</SNDPRN></EDI_DC40>'
const header = { DOCNUM: '0000000000000001', MESTYP: 'DEBMAS', SNDPRN: 'S4HCLNT100' }

/** What stands in the segments of an IDoc, as the shortest text that tells: `E1KNA1M{NAME1=x;E1KNVVM{}}`. */
const contents: [claim: string, xml: string, segments: string][] = [
  [
    'segments nest and keep their order',
    '<E1A SEGMENT="1"><F>1</F><E1B SEGMENT="1"><G>2</G></E1B><E1C SEGMENT="1"/></E1A>',
    'E1A{F=1;E1B{G=2}E1C{}}',
  ],
  ['files exported by hand have no SEGMENT attributes', '<E1A><F>1</F><E1B><G>2</G></E1B></E1A>', 'E1A{F=1;E1B{G=2}}'],
  ['an element with children is a segment whatever its name', '<LOYALTY><F>1</F></LOYALTY>', 'LOYALTY{F=1}'],
  ['an empty element with SEGMENT is a segment', '<E1A SEGMENT="1"><ZE1EDK01 SEGMENT="1"/></E1A>', 'E1A{ZE1EDK01{}}'],
  [
    'an empty element named like a segment is a segment',
    '<E1A><E1KNVVM/><Z1LOYALTY></Z1LOYALTY></E1A>',
    'E1A{E1KNVVM{}Z1LOYALTY{}}',
  ],
  ['an empty field is a missing field', '<E1A><NAME1/><NAME2></NAME2><NAME3>  \n </NAME3></E1A>', 'E1A{}'],
  ['a field named like a segment is a field when it has text', '<E1A SEGMENT="1"><Z1FIELD>x</Z1FIELD></E1A>', 'E1A{Z1FIELD=x}'],
  [
    'outer blanks go, inner blanks and no-break spaces stay',
    '<E1A><F>\n  a  b \t</F><G>\u00a0c</G></E1A>',
    'E1A{F=a  b;G=\u00a0c}',
  ],
  ['an amount keeps its sign behind', '<E1A><F>        12.50-</F></E1A>', 'E1A{F=12.50-}'],
  [
    'references are resolved',
    '<E1A><F>&lt;H&gt; &amp;amp; &quot;&apos;</F><G>&#xDC;&#252;&#x1F600;</G></E1A>',
    'E1A{F=<H> &amp; "\';G=Üü😀}',
  ],
  ['CDATA is text', '<E1A><F>a <![CDATA[<b> & ]]>c</F></E1A>', 'E1A{F=a <b> & c}'],
  ['comments and processing instructions say nothing', '<!-- x --><E1A><?y z?><F>a<!-- b -->c</F></E1A>', 'E1A{F=ac}'],
  [
    'namespace slashes are turned back',
    '<_-CWM_-E1MARAM SEGMENT="1"><_-CWM_-TOLGR>X</_-CWM_-TOLGR></_-CWM_-E1MARAM>',
    '/CWM/E1MARAM{/CWM/TOLGR=X}',
  ],
  [
    'segment definitions become segment types',
    '<E2MARAM009><F>1</F><E2MEANM SEGMENT="1"/></E2MARAM009>',
    'E1MARAM{F=1;E1MEANM{}}',
  ],
  [
    'segment types that end in digits keep them',
    '<E2EDK01005 SEGMENT="1"/><E2EDK14 SEGMENT="1"/><E1KNA11 SEGMENT="1"/>',
    'E1EDK01{}E1EDK14{}E1KNA11{}',
  ],
  ["a customer's definition becomes its type", '<Z2LOYALTY000 SEGMENT="1"/><Z2OTHER SEGMENT="1"/>', 'Z1LOYALTY{}Z2OTHER{}'],
  ['the same segment several times stays several', '<E1A SEGMENT="1"/><E1A SEGMENT="1"><F>2</F></E1A>', 'E1A{}E1A{F=2}'],
]

for (const [claim, xml, segments] of contents) {
  test(claim, () => {
    const document = parse(`<DEBMAS07><IDOC BEGIN="1">${control}${xml}</IDOC></DEBMAS07>`)
    assert.deepEqual(document.header, header)
    assert.equal(document.segments.map(shown).join(''), segments)
  })
}

const forms: [claim: string, xml: string | Buffer, contentType?: string][] = [
  ['no declaration', body()],
  ['any root element', body().replaceAll('DEBMAS07', 'ZANYTHING')],
  ['a root element named IDOC', body().replaceAll('DEBMAS07', 'IDOC')],
  ['no root element but the IDoc itself', body().replaceAll(/<.?DEBMAS07>/g, '')],
  ['lines that end in CR LF', `<?xml version="1.0"?>\n${body()}\n`.replaceAll(/\n|(?=<E)/g, '\r\n')],
  ['XML 1.1', `<?xml version="1.1"?>${body()}`],
  ['a default namespace', body().replace('<DEBMAS07', '<DEBMAS07 xmlns="urn:sap-com:document:sap:idoc:soap:messages"')],
  [
    'a prefix on every element',
    body()
      .replace(/<(\/?)(\w)/g, '<$1n:$2')
      .replace('<n:DEBMAS07', '<n:DEBMAS07 xmlns:n="urn:x"'),
  ],
  ['elements around it', `<Envelope><Body>${body()}</Body></Envelope>`],
  ['the control record of a Unicode file port', body().replaceAll('EDI_DC40', 'EDI_DC40_U')],
  ['the control record of release 3', body().replaceAll('EDI_DC40', 'EDI_DC')],
  ['a UTF-8 byte order mark', `\ufeff<?xml version="1.0" encoding="utf-8"?>${body()}`],
  ['ISO-8859-1 by declaration', Buffer.from(`<?xml version='1.0' encoding='ISO-8859-1'?>${body()}`, 'latin1')],
  ['ISO-8859-1 by charset', Buffer.from(body(), 'latin1'), 'text/xml; charset="iso-8859-1"'],
  [
    'a charset before the declaration',
    Buffer.from(`<?xml version="1.0" encoding="utf-8"?>${body()}`, 'latin1'),
    'text/xml;charset=ISO-8859-1',
  ],
  ['a byte order mark before the charset', `\ufeff${body()}`, 'text/xml; charset=iso-8859-1'],
  ['ISO-8859-15 by declaration', Buffer.from(`<?xml version="1.0" encoding="iso-8859-15"?>${body()}`, 'latin1')],
  ['UTF-16, little end first', Buffer.from(`\ufeff<?xml version="1.0" encoding="utf-16"?>${body()}`, 'utf16le')],
  ['UTF-16, big end first', Buffer.from(`\ufeff${body()}`, 'utf16le').swap16()],
  ['UTF-16 without byte order mark', Buffer.from(`<?xml version="1.0" encoding="utf-16"?>${body()}`, 'utf16le')],
]

for (const [claim, xml, contentType] of forms) {
  test(`an IDoc with ${claim} is read as any other`, () => {
    const document = parse(xml, contentType)
    assert.deepEqual(document.header, header)
    assert.equal(document.segments.map(shown).join(''), 'E1KNA1M{NAME1=Müller}')
  })
}

test('ISO-8859-1 is not windows-1252', () => {
  const xml = Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${body('a\u0085b')}`, 'latin1')
  assert.equal(parse(xml).segments[0]?.fields.NAME1, 'a\u0085b')
  assert.equal(
    parse(Buffer.from(xml.toString('latin1').replace('ISO-8859-1', 'windows-1252'), 'latin1')).segments[0]?.fields.NAME1,
    'a…b',
  )
})

test('a segment knows its parent and its line', () => {
  const [customer] = parse(`<A>\n<IDOC>${control}\n<E1KNA1M\nSEGMENT="1">\n<E1KNVVM SEGMENT="1"/></E1KNA1M></IDOC></A>`).segments
  assert.equal(customer?.line, 3)
  assert.equal(customer?.parent, undefined)
  assert.equal(customer?.segments[0]?.line, 5)
  assert.equal(customer?.segments[0]?.parent, customer)
})

const refusals: [claim: string, xml: string | Buffer, says: RegExp, contentType?: string][] = [
  ['nothing in it', '', /packet is empty \(line 1, column 1\)/],
  ['nothing but blanks', '\r\n  \n', /packet is empty/],
  ['nothing but a byte order mark', '\ufeff', /packet is empty/],
  ['no IDoc', '<DEBMAS07>\n</DEBMAS07>', /no element IDOC/],
  ['text that is no XML', 'EDI_DC40  100', /not well-formed XML at line 1, column 1\d?: /],
  [
    'an IDoc without control record',
    '<A>\n <IDOC><E1A SEGMENT="1"/></IDOC></A>',
    /IDoc at line 2, column 2 has no control record EDI_DC40/,
  ],
  ['two control records', idoc(control), /second control record at line 1, column \d+/],
  ['no DOCNUM', body().replace(/<DOCNUM>.*<.DOCNUM>/, '<DOCNUM/>'), /IDoc at line 1, column 11 has no DOCNUM/],
  ['no SNDPRN', body().replace(/<SNDPRN>.*<.SNDPRN>/, ''), /has no SNDPRN/],
  ['no MESTYP', body().replace(/<MESTYP>.*<.MESTYP>/, ''), /has no MESTYP/],
  ['a tag that is not closed', '<A>\n<IDOC>\n', /line 3, column 1: unclosed tag: IDOC/],
  ['the wrong closing tag', '<A>\n<IDOC></A>', /line 2, column 10: unexpected close tag/],
  ['two roots', `${body()}\n${body()}`, /line 2, column 10: documents may contain only one root/],
  ['text after the root', `${body()} x`, /not well-formed XML at line 1/],
  ['a blank before the declaration', ` <?xml version="1.0"?>${body()}`, /declaration must be at the start/],
  [
    'a bare ampersand',
    idoc('<E1A><F>Smith & Sons</F></E1A>'),
    /not well-formed XML at line 1, column 145: an & must be written &amp;/,
  ],
  [
    'a bare ampersand, lines ahead',
    idoc('<E1A><F><![CDATA[&]]></F>\n <G>a & b</G>\n<H>&amp;</H></E1A>'),
    /line 2, column 7: an & must be/,
  ],
  ['an attribute without quotes', '<A><IDOC BEGIN=1/></A>', /unquoted attribute value/],
  ['the same attribute twice', '<A><IDOC B="1" B="1"/></A>', /duplicate attribute/],
  ['a character XML cannot hold', idoc('<E1A>\n<F>a\u0001b</F></E1A>'), /line 2, column 5: disallowed character/],
  ['a reference to such a character', idoc('<E1A><F>&#1;</F></E1A>'), /malformed character entity/],
  ['an entity of its own', idoc('<E1A><F>&custom;</F></E1A>'), /line 1, column \d+: undefined entity/],
  ['an entity named like a property', idoc('<E1A><F>&constructor;</F></E1A>'), /undefined entity/],
  ['a document type', `<?xml version="1.0"?>\n <!DOCTYPE A>${body()}`, /document type declaration at line 2, column 2/],
  [
    'entities that grow',
    `<!DOCTYPE A [\n<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><A>&b;</A>`,
    /document type declaration at line 1, column 1/,
  ],
  ['a file as an entity', `<!DOCTYPE A [<!ENTITY x SYSTEM "file:///etc/passwd">]>${body()}`, /document type declaration/],
  ['nesting without end', '<A>'.repeat(100), /nested deeper than 64 levels at line 1/],
  ['attributes without end', `<A ${Array.from({ length: 65 }, (_, n) => `a${n}="1"`).join(' ')}/>`, /more than 64 attributes/],
  ['an IDoc in an IDoc', idoc('<IDOC/>'), /IDOC stands inside of an IDoc at line 1/],
  ['text between fields', idoc('<E1A SEGMENT="1"><F>1</F>lost</E1A>'), /Text stands between the fields of segment E1A at line 1/],
  ['text in the IDoc', idoc('lost'), /Text stands outside of any segment/],
  ['a field in the IDoc', idoc('<KUNNR>1</KUNNR>'), /Field KUNNR stands outside of any segment/],
  ['a field twice', idoc('<E1A><F>1</F><F>2</F></E1A>'), /Segment E1A has field F twice/],
  ['bytes that are not UTF-8', Buffer.from(body(), 'latin1'), /bytes that are not UTF-8 after line 1, column \d{3}/],
  ['a character cut off at the end', Buffer.concat([Buffer.from(body()), Buffer.of(0xc3)]), /bytes that are not UTF-8/],
  ['bytes that are not ASCII', body(), /bytes that are not US-ASCII/, 'text/xml; charset=us-ascii'],
  ['half a UTF-16 character', Buffer.from(`\ufeff${body()}`, 'utf16le').subarray(0, -1), /bytes that are not UTF-16LE/],
  ['UTF-16 that is none', `<?xml version="1.0" encoding="UTF-16"?>${body()}`, /does not begin as UTF-16 at line 1/],
  [
    'an encoding nobody knows',
    `<?xml version="1.0" encoding="EBCDIC-CP-US"?>${body()}`,
    /encoded in EBCDIC-CP-US, which cannot be read here/,
  ],
  ['several IDocs, as a stored payload,', body().replace(/(<IDOC.*<.IDOC>)/, '$1$1'), /exactly one IDoc/],
]

for (const [claim, xml, says, contentType] of refusals) {
  test(`a document with ${claim} is refused, and it is said why`, () => {
    assert.throws(
      () => parse(xml, contentType),
      (error) => {
        assert.ok(error instanceof Rejected)
        assert.match(error.message, says)
        return true
      },
    )
  })
}

function parse(xml: string | Buffer, contentType = 'text/xml') {
  return parseIdoc(Buffer.from(xml as string), contentType)
}

function body(name = 'Müller'): string {
  return idoc(`<E1KNA1M SEGMENT="1"><NAME1>${name}</NAME1></E1KNA1M>`)
}

function idoc(inner: string): string {
  return `<DEBMAS07><IDOC BEGIN="1">${control}${inner}</IDOC></DEBMAS07>`
}

function shown({ name, fields, segments }: Segment): string {
  const parts = Object.entries(fields).map(([field, value]) => `${field}=${value}`)
  const children = segments.map(shown).join('')
  return `${name}{${[...parts, ...(children ? [children] : [])].join(';')}}`
}
