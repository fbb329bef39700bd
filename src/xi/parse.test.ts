import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { xiEnvelope, xiMessage, xiMessageId } from '../../test/support/xi-messages.ts'
import type { Segment } from '../message/document.ts'
import { Rejected } from '../message/errors.ts'
import { isXi } from './is-xi.ts'
import { openXi, parseXi, withMainDocument } from './parse.ts'
import { readSegments } from './segment-tree.ts'
import { textOf } from './text-of.ts'

test('a message becomes a document: its header by name, its payload as segments', () => {
  const { body, contentType } = xiMessage({ quality: 'ExactlyOnceInOrder', queueId: 'XBQO$Q' })
  const { header, segments } = parseXi(Buffer.from(body), contentType)
  assert.deepEqual(header, {
    MessageId: xiMessageId,
    MessageClass: 'ApplicationMessage',
    ProcessingMode: 'asynchronous',
    TimeSent: '2026-11-24T03:30:01Z',
    Interface: 'SI_Invoice_Out',
    InterfaceNamespace: 'urn:example:fi',
    SenderService: 'BS_S4H_100',
    ReceiverService: 'BS_LANDBRIDGE',
    QualityOfService: 'ExactlyOnceInOrder',
    QueueId: 'XBQO$Q',
  })
  assert.deepEqual(
    segments.map(({ name, fields }) => [name, { ...fields }]),
    [['MT_Invoice', { Number: '90000001' }]],
  )
})

const forms: [claim: string, change: (envelope: string) => string][] = [
  [
    'other prefixes',
    (text) =>
      text
        .replaceAll('SAP:', 'xi:')
        .replaceAll('xmlns:SAP', 'xmlns:xi')
        .replaceAll('SOAP:', 's:')
        .replaceAll('xmlns:SOAP', 'xmlns:s'),
  ],
  [
    'its blocks in another order',
    (text) => text.replace(/(<SAP:Main[\s\S]*<\/SAP:Main>)\n(<SAP:ReliableMessaging[\s\S]*<\/SAP:ReliableMessaging>)/, '$2\n$1'),
  ],
  [
    'blocks nobody knows',
    (text) =>
      text.replace('<SAP:Main', '<SAP:Future SOAP:mustUnderstand="1"><SAP:MessageId>x</SAP:MessageId></SAP:Future><SAP:Main'),
  ],
  ['its id in capitals without hyphens', (text) => text.replaceAll(xiMessageId, xiMessageId.replaceAll('-', '').toUpperCase())],
  ['no ReliableMessaging', (text) => text.replace(/<SAP:ReliableMessaging[\s\S]*<\/SAP:ReliableMessaging>/, '')],
  ['a Content-ID written as a URL', (text) => text.replace('cid:payload-1@sap.com', 'cid:payload-1%40sap.com')],
]

for (const [claim, change] of forms) {
  test(`a message with ${claim} is the same message`, () => {
    const { body, contentType } = xiMessage({ envelope: change(xiEnvelope()) })
    const usual = xiMessage()
    assert.deepEqual(parseXi(Buffer.from(body), contentType), parseXi(Buffer.from(usual.body), usual.contentType))
  })
}

test('the SOAP part is the one that start names, and the payload the one that the manifest names', () => {
  const boundary = '\r\n--SAP_867dc846-d766-11ed-c626-000000417ca6_END\r\n'
  const { body, contentType } = xiMessage()
  const [, soapPart = '', ...rest] = `\r\n${body}`.split(boundary)
  const attachment = 'Content-ID: <other@sap.com>\r\nContent-Type: application/pdf\r\n\r\n%PDF'
  const turned = [
    '',
    attachment,
    rest[0]?.split('\r\n--SAP_')[0] ?? '',
    `${soapPart}\r\n--SAP_867dc846-d766-11ed-c626-000000417ca6_END--`,
  ].join(boundary)
  assert.equal(parseXi(Buffer.from(turned), contentType).segments[0]?.fields.Number, '90000001')
})

test('a message in a file is the same message, though nobody says its type', () => {
  const { body, contentType } = xiMessage()
  const payload = Buffer.from(body)
  assert.ok(isXi(payload, 'text/xml'))
  assert.deepEqual(parseXi(payload, 'text/xml'), parseXi(payload, contentType))
})

test('the main document of a message can be put right, and its attachments stay', () => {
  const { body, contentType } = xiMessage()
  const boundary = /boundary=([^;]+)/.exec(contentType)?.[1] ?? ''
  const attachment = `--${boundary}\r\nContent-ID: <scan@sap.com>\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--${boundary}--`
  const payload = Buffer.from(body.replace(`--${boundary}--`, attachment))
  const xml = Buffer.from('<MT_Invoice><Number>9</Number><City>Köln</City></MT_Invoice>', 'latin1')
  const corrected = withMainDocument({ payload, contentType }, { content: xml, contentType: 'text/xml; charset=iso-8859-1' })
  const before = parseXi(payload, contentType)
  const { header, segments } = parseXi(corrected.payload, corrected.contentType)
  assert.deepEqual(header, before.header)
  assert.deepEqual({ ...segments[0]?.fields }, { Number: '9', City: 'Köln' })
  assert.match(Buffer.from(corrected.payload).toString('latin1'), /content-id: <scan@sap.com>\r\n\r\n%PDF\r\n/)
})

test('which acknowledgements the sender wants, and the way the message came, are told', () => {
  const { body, contentType } = xiMessage({
    wants: 'SystemAckRequested="true" ApplicationErrorAckRequested="1" ApplicationAckRequested="false"',
  })
  const { wants, hops } = openXi(Buffer.from(body), contentType).header
  assert.deepEqual(wants, { systemAck: true, systemError: false, applicationAck: false, applicationError: true })
  assert.deepEqual(hops, [
    {
      timeStamp: '2026-11-24T03:30:01Z',
      engine: { type: 'BS', name: 'BS_S4H_100' },
      adapter: { namespace: 'http://sap.com/xi/XI/System', name: 'XI' },
      messageId: xiMessageId,
    },
  ])
})

const encodings: [claim: string, content: Uint8Array, contentType: string][] = [
  ['UTF-8', Buffer.from('<a>ä</a>'), 'text/xml'],
  ['UTF-8 with a byte order mark', Buffer.from('\ufeff<a>ä</a>'), 'text/xml; charset=iso-8859-1'],
  ['UTF-16 with a byte order mark', Buffer.from('\ufeff<a>ä</a>', 'utf16le'), 'text/xml'],
  ['UTF-16 turned round, without a mark', Buffer.from('<a>ä</a>', 'utf16le').swap16(), 'text/xml'],
  ['the charset', Buffer.from('<a>ä</a>', 'latin1'), 'text/xml; charset="ISO-8859-1"'],
]

for (const [claim, content, contentType] of encodings) {
  test(`an umlaut is read from ${claim}`, () => assert.equal(textOf(content, contentType, 'It'), '<a>ä</a>'))
}

test('the encoding is told by the XML declaration where nothing else does', () => {
  const xml = '<?xml version="1.0" encoding="windows-1251"?><a>'
  assert.equal(textOf(Buffer.concat([Buffer.from(xml), Buffer.of(0xef), Buffer.from('</a>')]), '', 'It'), `${xml}п</a>`)
})

const refusals: [claim: string, sent: { body: string | Uint8Array; contentType: string }, says: RegExp][] = [
  ['no boundary', { body: '', contentType: 'multipart/related' }, /The Content-Type multipart\/related names no boundary/],
  ['no part', { body: '--b--', contentType: 'multipart/related; boundary=b' }, /has no part at all/],
  ['no SOAP', { body: '<a/>', contentType: 'text/xml' }, /The SOAP part is no SOAP 1.1 envelope but an element a \(line 1/],
  [
    'no header Main',
    { body: '<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body/></Envelope>', contentType: 'text/xml' },
    /The SOAP envelope at line 1 has no header Main of http:\/\/sap.com\/xi\/XI\/Message\/30/,
  ],
  ['no interface', xiMessage({ interface: '' }), /The header Main at line 3 of the SOAP part has no Interface/],
  ['no MessageId', xiMessage({ messageId: '' }), /has no MessageId; the sender must fill it/],
  ['a MessageId that is none', xiMessage({ messageId: '4711' }), /The MessageId '4711' of the header Main \(line 3\) is no GUID/],
  [
    'another quality of service',
    xiMessage({ quality: 'Once' }),
    /The QualityOfService 'Once' \(line \d+\) is none of BestEffort/,
  ],
  ['an order but no queue', xiMessage({ quality: 'ExactlyOnceInOrder' }), /must come in order .* but names no QueueId/],
  [
    'no payload in its manifest',
    xiMessage({ envelope: xiEnvelope().replace(/<SAP:Payload[\s\S]*<\/SAP:Payload>/, '') }),
    /has no main document: its manifest .* names none/,
  ],
  [
    'a payload that is missing',
    xiMessage({ envelope: xiEnvelope().replace('cid:payload-1', 'cid:payload-%zz') }),
    /names a main document payload-%zz@sap.com in its manifest, but no part has this Content-ID/,
  ],
  [
    'an encoding nobody knows',
    { body: '<a/>', contentType: 'text/xml; charset=klingon' },
    /The SOAP part is encoded in klingon, which cannot be read/,
  ],
  [
    'bytes of another encoding',
    { body: Buffer.from('<a>\n<b>ä</b></a>', 'latin1'), contentType: 'text/xml' },
    /The SOAP part holds bytes that are not UTF-8 after line 2, column 4/,
  ],
]

for (const [claim, { body, contentType }, says] of refusals) {
  test(`a message with ${claim} is refused`, () => {
    assert.throws(() => parseXi(Buffer.from(body), contentType), { name: Rejected.name, message: says })
  })
}

const kinds: [claim: string, body: string, contentType: string, expected: boolean][] = [
  ['a multipart message', '', 'multipart/related; boundary=b', true],
  ['an envelope alone', `<?xml version="1.0"?>\n<!-- x -->${xiEnvelope()}`, 'text/xml', true],
  ['IDoc XML', '<DEBMAS07><IDOC/></DEBMAS07>', 'text/xml', false],
  ['an IDoc in SOAP', '<s:Envelope xmlns:s="x"><s:Body><DEBMAS07/></s:Body></s:Envelope>', 'text/xml', false],
]

for (const [claim, body, contentType, expected] of kinds) {
  test(`${claim} is ${expected ? 'an' : 'no'} XI message`, () => assert.equal(isXi(Buffer.from(body), contentType), expected))
}

// Messages of real systems, kept outside the product.
const samples = join(import.meta.dirname, '..', '..', '..', 'shared', 'samples', 'sap', 'xi30')
const skip = existsSync(samples) ? false : 'the folder of sample documents is not beside the product'
const start = (id: string, guid: string) =>
  `multipart/related; boundary=SAP_${guid}_END; type="text/xml"; start="<${id}@sap.com>"`

const real: [file: string, contentType: string, interfaceName: string, root: string][] = [
  [
    'abap_async_EO_multipart_README.txt',
    start('soap-8670dd5ad76611ed94c2000000417ca6', '867dc846-d766-11ed-c626-000000417ca6'),
    'SI_OutAsync',
    'a',
  ],
  [
    'aex_async_EO_http_capture_demo2.txt',
    start('soap-e65cbb4cda2111edba04000000417ca6', 'e66631c4-da21-11ed-b96a-000000417ca6'),
    'SI_OutDemo',
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  ],
  [
    'cpi_sync_response_multipart_mime1.txt',
    'multipart/related; type="text/xml"; boundary="uuid:2696a86b-809f-41e2-ad81-eaed85ba8d3b"; start="<root.message@cxf.apache.org>"',
    'SI_RequestReport_InAsync',
    'answer',
  ],
]

for (const [file, contentType, interfaceName, root] of real) {
  test(`the message ${file} of a real system is read`, { skip }, () => {
    const { header, segments } = parseXi(readFileSync(join(samples, file)), contentType)
    assert.deepEqual([header.Interface, segments[0]?.name], [interfaceName, root])
  })
}

for (const file of ['systemAck_PO75.xml', 'systemAck_S4.xml', 's4_duplicate_detected_mime7.txt']) {
  test(`the acknowledgement ${file} of a real system is read`, { skip }, () => {
    const { header } = openXi(readFileSync(join(samples, file)), 'text/xml')
    assert.equal(header.messageClass, 'SystemAck')
    assert.match(header.refToMessageId ?? '', /^00000000-0000-0000-0000-0000000000/)
  })
}

test('the payload of a real proxy is read as deep as it goes', { skip }, () => {
  const text = textOf(readFileSync(join(samples, 'proxy_payload_payloadABAP.xml')), 'text/xml', 'It')
  const contract = readSegments(text, 'it')[0]?.segments[1]
  assert.deepEqual([contract?.fields.TargetAmount, contract?.fields['TargetAmount@currencyCode']], ['500000.0', 'RUB'])
  const rate = allBelow(contract as Segment, 'Rate')[0]
  assert.deepEqual({ ...rate?.fields }, { DecimalValue: '980.0', MeasureUnitCode: 'PCE', CurrencyCode: 'RUB' })
})

/** Every segment of that name, at any depth. */
function allBelow(segment: Segment, name: string): Segment[] {
  return segment.segments.flatMap((one) => [...(one.name === name ? [one] : []), ...allBelow(one, name)])
}
