import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { debmasPacket } from '../../test/support/idocs.ts'
import { seeded } from '../../test/support/seeded.ts'
import { PacketReader, type ParsedIdoc } from './packet-reader.ts'
import { readPlainPacket } from './plain-packet.ts'

const options = { contentType: 'text/xml', maxIdocBytes: 10_000_000 }
const root = join(import.meta.dirname, '..', '..')

test('every example of the interfaces is plain, and is read as the parser of all XML reads it', () => {
  const examples = idocFiles(join(root, 'src', 'interfaces'))
  assert.ok(examples.length > 15)
  for (const file of examples) {
    const packet = readFileSync(file)
    assert.deepEqual(readPlainPacket(packet, options), byWholeParser(packet), file)
  }
})

const samples = join(root, '..', 'shared', 'samples', 'sap', 'idoc-xml')
test('documents of others are read as the parser of all XML reads them, or not at all', {
  skip: !existsSync(samples) && 'there are none beside the project',
}, () => {
  for (const file of idocFiles(samples)) assertSame(readFileSync(file))
})

const forms: [claim: string, change: (packet: string) => string | Buffer][] = [
  ['line ends of CR LF', (packet) => packet.replaceAll('><', '>\r\n<')],
  ['values of several lines', (packet) => packet.replace('Erste', 'Erste\r\n Zeile')],
  ['references', (packet) => packet.replace('Erste', '&lt;&#252;&#xE4;&amp;&quot;&apos;&gt;')],
  ['ISO-8859-1', (packet) => Buffer.from(packet.replace('UTF-8', 'ISO-8859-1'), 'latin1')],
  ['UTF-16', (packet) => Buffer.from(`\ufeff${packet.replace('UTF-8', 'UTF-16')}`, 'utf16le')],
  ['a byte order mark', (packet) => `\ufeff${packet}`],
  ['no declaration', (packet) => packet.replace(/<\?.*?\?>/, '')],
  ['a default namespace', (packet) => packet.replace('<DEBMAS07', '<DEBMAS07 xmlns="urn:sap-com:document:sap:idoc:messages"')],
  ['empty elements', (packet) => packet.replace('</E1KNA1M>', '<NAME2/><NAME3></NAME3><E1KNVVM/></E1KNA1M>')],
  ['a prefix', (packet) => packet.replaceAll(/<(\/?)(?=\w)/g, '<$1n:')],
  ['single quotes', (packet) => packet.replaceAll('SEGMENT="1"', "SEGMENT='1'")],
  ['an envelope', (packet) => packet.replace('<DEBMAS07', `${envelope}<DEBMAS07`).concat('</s:Body></s:Envelope>')],
  ['names of a customer', (packet) => packet.replace('</E1KNA1M>', '<_-ABC_-FIELD>x</_-ABC_-FIELD></E1KNA1M>')],
]

const envelope = '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">\n<s:Header/>\n<s:Body>'

for (const [claim, change] of forms) {
  test(`plain, and read as the parser of all XML reads it: ${claim}`, () => {
    const packet = Buffer.from(change(three) as string)
    assert.ok(readPlainPacket(packet, options))
    assertSame(packet)
  })
}

const others: [claim: string, change: (packet: string) => string | Buffer][] = [
  ['a comment', (packet) => packet.replace('<E1KNA1M', '<!-- x --><E1KNA1M')],
  ['CDATA', (packet) => packet.replace('Erste', '<![CDATA[Erste]]>')],
  ['a processing instruction', (packet) => packet.replace('<E1KNA1M', '<?x y?><E1KNA1M')],
  ['a document type', (packet) => packet.replace('<DEBMAS07', '<!DOCTYPE A><DEBMAS07')],
  ['an entity of its own', (packet) => packet.replace('Erste', '&first;')],
  ['XML 1.1', (packet) => packet.replace('1.0', '1.1')],
  ['bytes of another encoding', (packet) => Buffer.from(packet, 'latin1')],
  ['a field twice', (packet) => packet.replace('</E1KNA1M>', '<KUNNR>1</KUNNR></E1KNA1M>')],
  ['no control record', (packet) => packet.replace(/<EDI_DC40.*?<.EDI_DC40>/, '')],
  ['IDocs in elements of their own', (packet) => packet.replaceAll(/<IDOC.*?<.IDOC>/gs, '<one>$&</one>').replace('one', 'two')],
  ['an IDoc in an IDoc', (packet) => packet.replace('</E1KNA1M>', '<IDOC BEGIN="1"/></E1KNA1M>')],
  ['a control character', (packet) => packet.replace('Erste', 'Er\u0001ste')],
  ['an end that is missing', (packet) => packet.slice(0, -3)],
  ['text after the end', (packet) => `${packet}x`],
]

for (const [claim, change] of others) {
  test(`left to the parser of all XML: ${claim}`, () => {
    assert.equal(readPlainPacket(Buffer.from(change(three) as string), options), undefined)
  })
}

test('whatever is changed in a packet, it is read as the parser of all XML reads it, or not at all', () => {
  const random = seeded(7)
  const pieces = [
    '<',
    '>',
    '/',
    '&',
    '"',
    ' ',
    '\n',
    '\r',
    '&amp;',
    '&#10;',
    ']]>',
    '<!--',
    '<IDOC>',
    '</E1KNA1M>',
    '<X/>',
    '\u00a0',
    'A=',
    '\u0000',
  ]
  let plain = 0
  for (let round = 0; round < 6000; round++) {
    const at = random.below(three.length)
    const length = random.below(3)
    const changed =
      three.slice(0, at) + (random.below(4) === 0 ? '' : pieces[random.below(pieces.length)]) + three.slice(at + length)
    if (assertSame(Buffer.from(changed))) plain++
  }
  assert.ok(plain > 500, `only ${plain} were plain`)
})

const three = debmasPacket([
  { docnum: 1, customer: 4711, fields: { NAME1: 'Erste & Söhne', ORT01: 'Köln' } },
  { docnum: 2, customer: 4712, contacts: [{ NAME1: 'Muster', NAMEV: 'Éva' }] },
  { docnum: 3, customer: 'ABC', fields: { NAME1: '  Dritte  ', TELF1: '/' } },
]).replaceAll('<E1KNA1M', '\n  <E1KNA1M')

/** Whether it was plain. */
function assertSame(packet: Buffer): boolean {
  const plain = readPlainPacket(packet, options)
  if (plain !== undefined) assert.deepEqual(plain, byWholeParser(packet))
  return plain !== undefined
}

function byWholeParser(packet: Buffer): ParsedIdoc[] {
  const reader = new PacketReader(options)
  return [...reader.write(packet), ...reader.end()]
}

function idocFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(idoc\.xml|idoc-xml.*\.xml|^[^/]*\.xml)$/.test(file))
    .map((file) => join(folder, file))
}
