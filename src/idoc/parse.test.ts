import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Rejected } from '../message/errors.ts'
import type { ParsedIdoc } from './packet-reader.ts'
import { parseIdocs } from './parse.ts'
import { parseIdoc } from './parse-one.ts'
import { PayloadTooLarge } from './payload-too-large.ts'

const packet = `<?xml version="1.0"?>\r\n<n:DEBMAS07 xmlns:n="urn:x">\r\n <!-- é -->
 ${idoc(1, 'Müller &amp; Söhne')}
 <!-- between -->${idoc(2, '<![CDATA[<é>]]>')}\r\n${idoc(3, 'ß&#xA;')} \r\n</n:DEBMAS07>\r\n<!-- end -->`

const encodings: [name: string, contentType: string, encode: (text: string) => Buffer][] = [
  ['UTF-8', 'text/xml', (text) => Buffer.from(text, 'utf8')],
  ['UTF-8 with byte order mark', 'text/xml', (text) => Buffer.from(`\ufeff${text}`, 'utf8')],
  ['ISO-8859-1', 'text/xml; charset=ISO-8859-1', (text) => Buffer.from(text, 'latin1')],
  ['ISO-8859-1 by declaration', 'text/xml', (text) => Buffer.from(text.replace('?>', ' encoding="iso-8859-1"?>'), 'latin1')],
  ['windows-1252', 'text/xml; charset=windows-1252', (text) => Buffer.from(text, 'latin1')],
  ['UTF-16LE', 'application/xml', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16BE', 'application/xml', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
]

for (const [name, contentType, encode] of encodings) {
  for (const size of [1, 7, 100, 1_000_000]) {
    test(`a packet in ${name}, ${size} bytes at a time: each payload alone says what its IDoc says`, async () => {
      const parsed = await all(inPieces(encode(packet), size), contentType)
      assert.deepEqual(
        parsed.map(({ document }) => [document.header.DOCNUM, document.segments[0]?.fields.NAME1]),
        [
          ['0000000000000001', 'Müller & Söhne'],
          ['0000000000000002', '<é>'],
          ['0000000000000003', 'ß'],
        ],
      )
      for (const { document, payload } of parsed) {
        const again = parseIdoc(payload, contentType)
        assert.deepEqual([again.header, again.segments.map(withoutLine)], [document.header, document.segments.map(withoutLine)])
      }
      const start = packet.indexOf('<IDOC')
      const [first, , last] = parsed.map(({ payload }) => Buffer.from(payload))
      if (name.endsWith('declaration')) return
      assert.deepEqual(first, encode(`${packet.slice(0, start)}${idoc(1, 'Müller &amp; Söhne')}\n</n:DEBMAS07>`))
      assert.deepEqual(last, encode(packet.slice(0, start) + packet.slice(packet.lastIndexOf('<IDOC'))))
    })
  }

  test(`a packet of one IDoc in ${name} is its payload byte by byte`, async () => {
    const body = encode(`<?xml version="1.0"?>\r\n<A>\r <!-- é -->${idoc(1, '&#65;ü<!-- x --><?y?>')}\t\r\n</A >\n\n<!-- ö -->\r`)
    const [only, ...rest] = await all(inPieces(body, 5), contentType)
    assert.deepEqual(rest, [])
    assert.deepEqual(Buffer.from(only?.payload ?? []), body)
  })
}

test('the elements around an IDoc are closed in its payload', async () => {
  const body = `<s:E><s:B><A>${idoc(1, 'x')}${idoc(2, 'y')}</A></s:B></s:E>`
  const parsed = await all(inPieces(Buffer.from(body), 10))
  assert.deepEqual(
    parsed.map(({ payload }) => Buffer.from(payload).toString()),
    [`<s:E><s:B><A>${idoc(1, 'x')}\n</A>\n</s:B>\n</s:E>`, `<s:E><s:B><A>${idoc(2, 'y')}</A></s:B></s:E>`],
  )
})

test('IDocs of a packet that is too large to be held come out while it is still coming in', async () => {
  let written = 0
  async function* packetInPieces() {
    yield Buffer.from('<A>')
    for (written = 1; written <= 10; written++) yield Buffer.from(idoc(written, 'x'))
    yield Buffer.from('</A>')
  }
  const seen: [idoc: number, written: number][] = []
  for await (const { document } of parseIdocs(packetInPieces(), sizes(300))) {
    seen.push([Number(document.header.DOCNUM), written])
  }
  assert.deepEqual(
    seen,
    Array.from({ length: 10 }, (_, index) => [index + 1, index < 9 ? index + 2 : 11]),
  )
})

test('an error after good IDocs of a large packet comes out with its line', async () => {
  const parsed = parseIdocs(inPieces(Buffer.from(`<A>\n${idoc(1, 'x')}\n${idoc(2, 'y')}\n<IDOC></A>`), 9), sizes(300))
  assert.equal((await parsed.next()).value?.document.header.DOCNUM, '0000000000000001')
  assert.equal((await parsed.next()).value?.document.header.DOCNUM, '0000000000000002')
  await assert.rejects(parsed.next(), /^Rejected: .* not well-formed XML at line 4, column 10: unexpected close tag\.$/)
})

test('a packet that breaks off is not well-formed', async () => {
  const body = Buffer.from(`<A>${idoc(1, 'x')}`)
  for (const length of [3, 10, 40, body.length - 5, body.length]) {
    await assert.rejects(
      all(inPieces(body.subarray(0, length), 9)),
      /^Rejected: The packet is not well-formed XML at line 1, column \d+: /,
    )
  }
})

const tooLarge: [claim: string, body: string][] = [
  ['one IDoc', `<A>${idoc(1, 'x')}${idoc(2, 'x'.repeat(200_000))}</A>`],
  ['one IDoc that ends in the same piece', `<A>${idoc(1, 'x'.repeat(11_000))}</A>`],
  ['a comment before the first IDoc', `<A><!-- ${'x'.repeat(200_000)} -->${idoc(1, 'x')}</A>`],
  ['a comment after an IDoc', `<A>${idoc(1, 'x')}<!-- ${'x'.repeat(200_000)} --></A>`],
  ['an attribute', `<A a="${'x'.repeat(200_000)}">${idoc(1, 'x')}</A>`],
  ['a document type', `<!DOCTYPE A [${'x'.repeat(200_000)}`],
]

for (const [claim, body] of tooLarge) {
  test(`what is held is bounded: ${claim}`, async () => {
    await assert.rejects(all(inPieces(Buffer.from(body), 5_000), 'text/xml', 10_000), (error) => {
      assert.ok(error instanceof PayloadTooLarge && error instanceof Rejected)
      assert.match(error.message, /larger than 10000 bytes \(maxIdocBytes\), read up to line 1, column \d+/)
      return true
    })
  })
}

test('a packet of 20 MB is read in the memory of one IDoc', async () => {
  const block = Array.from({ length: 20 }, (_, index) => idoc(index, 'x'.repeat(5_000))).join('\n')
  async function* large() {
    yield Buffer.from('<A>')
    for (let bytes = 0; bytes < 20_000_000; bytes += block.length) yield Buffer.from(block)
    yield Buffer.from('</A>')
  }
  const seen: WeakRef<object>[] = []
  let mostHeld = 0
  for await (const { document } of parseIdocs(large(), sizes(10_000))) {
    seen.push(new WeakRef(document))
    if (seen.length % 1_000 !== 0) continue
    // A WeakRef keeps what it was made for until the current job is over.
    await new Promise(setImmediate)
    collectGarbage()
    mostHeld = Math.max(mostHeld, seen.filter((reference) => reference.deref() !== undefined).length)
  }
  assert.ok(seen.length > 3_500)
  // A piece of 64 KiB holds 13 of these.
  assert.ok(mostHeld > 0 && mostHeld < 60, `${mostHeld} documents were held at once`)
})

function collectGarbage() {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}

const samples = join(import.meta.dirname, '../../../shared/samples/sap/idoc-xml')
const withoutControlRecord = ['DEBMAS01_contact_minimal.xml', 'MATMAS01_no_control_record.xml']

test('every example file is read whole, or refused for having no control record', {
  skip: !existsSync(samples) && 'no example files here',
}, async (t) => {
  for (const file of readdirSync(samples).filter((name) => name.endsWith('.xml'))) {
    const isRefused = withoutControlRecord.includes(file)
    await t.test(`${file} is ${isRefused ? 'refused' : 'read whole'}`, async () => {
      const body = readFileSync(join(samples, file))
      const parsing = all(inPieces(body, 64))
      if (isRefused) return assert.rejects(parsing, /^Rejected: The IDoc at line \d+, column \d+ has no control record/)
      const [only, ...rest] = await parsing
      assert.deepEqual(rest, [])
      assert.deepEqual(Buffer.from(only?.payload ?? []), body)
      assert.match(only?.document.header.DOCNUM ?? '', /^\d{16}$/)
      assert.deepEqual(valuesIn(only?.document.segments ?? []), leavesOf(body.toString()))
    })
  }
})

/** Field values as they stand in the file after the control record, by nothing but a regular expression. */
function leavesOf(xml: string): string[] {
  const fields = xml.slice(xml.indexOf('</EDI_DC40>')).matchAll(/<([\w-]+)>([^<]*)<\/\1>/g)
  return Array.from(fields, ([, name, value]) => `${name}=${value?.trim()}`).filter((field) => !field.endsWith('='))
}
function valuesIn(segments: ParsedIdoc['document']['segments']): string[] {
  return segments.flatMap(({ fields, segments: children }) => [
    ...Object.entries(fields).map(([name, value]) => `${name}=${value.replaceAll('&', '&amp;')}`),
    ...valuesIn(children),
  ])
}

function withoutLine(segment: ParsedIdoc['document']['segments'][number]) {
  return { name: segment.name, fields: segment.fields, children: segment.segments.length }
}

function sizes(maxIdocBytes: number) {
  return { contentType: 'text/xml', maxIdocBytes }
}

async function all(chunks: AsyncIterable<Uint8Array>, contentType = 'text/xml', maxIdocBytes = 1_000_000): Promise<ParsedIdoc[]> {
  return Array.fromAsync(parseIdocs(chunks, { contentType, maxIdocBytes }))
}

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

function idoc(number: number, name: string): string {
  const control = `<DOCNUM>${String(number).padStart(16, '0')}</DOCNUM><MESTYP>DEBMAS</MESTYP><SNDPRN>S4HCLNT100</SNDPRN>`
  return `<IDOC BEGIN="1"><EDI_DC40 SEGMENT="1">${control}</EDI_DC40><E1KNA1M SEGMENT="1"><NAME1>${name}</NAME1></E1KNA1M></IDOC>`
}
