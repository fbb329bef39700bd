import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { xiMessage, xiMessageId } from '../../test/support/xi-messages.ts'
import { acknowledgement } from './acknowledgement.ts'
import { applicationError, applicationResponse, soapFault, systemAck, systemError } from './answers.ts'
import { type Element, elementTree } from './element-tree.ts'
import type { XiError } from './error-block.ts'
import { openXi } from './parse.ts'

const answering = { messageId: '0193583f-0000-7000-8000-000000000001', timeSent: new Date('2026-11-24T03:30:02.345Z') }
const error: XiError = {
  category: 'XIServer',
  area: 'LANDBRIDGE',
  code: 'STORE_AWAY',
  reason: 'It is <away> & "gone"',
  retry: 'automatic',
}

test('a SystemAck says what it acknowledges, to whom and from whom', () => {
  const { body, contentType } = systemAck(request(), answering)
  assert.equal(contentType, 'text/xml; charset=utf-8')
  assert.deepEqual(outline(body), [
    'Envelope',
    'Envelope/Header',
    'Envelope/Header/Main @versionMajor=3 @versionMinor=0 @mustUnderstand=1',
    'Envelope/Header/Main/MessageClass = SystemAck',
    'Envelope/Header/Main/ProcessingMode = synchronous',
    `Envelope/Header/Main/MessageId = ${answering.messageId}`,
    `Envelope/Header/Main/RefToMessageId = ${xiMessageId}`,
    'Envelope/Header/Main/TimeSent = 2026-11-24T03:30:02Z',
    'Envelope/Header/Main/Sender',
    'Envelope/Header/Main/Sender/Party @agency=http://sap.com/xi/XI @scheme=XIParty',
    'Envelope/Header/Main/Sender/Service = BS_LANDBRIDGE',
    'Envelope/Header/Main/Receiver',
    'Envelope/Header/Main/Receiver/Party @agency=http://sap.com/xi/XI @scheme=XIParty',
    'Envelope/Header/Main/Receiver/Service = BS_S4H_100',
    'Envelope/Header/Main/Interface @namespace=urn:example:fi = SI_Invoice_Out',
    'Envelope/Header/Ack @mustUnderstand=1',
    'Envelope/Header/Ack/Status = OK',
    'Envelope/Header/Ack/Category = permanent',
    'Envelope/Body',
  ])
})

// Messages of real systems, kept outside the product.
const samples = join(import.meta.dirname, '..', '..', '..', 'shared', 'samples', 'sap', 'xi30')
const skip = existsSync(samples) ? false : 'the folder of sample documents is not beside the product'

test('a SystemAck has every element, in its namespace, that the one of SAP PO has', { skip }, () => {
  const own = new Set(names(elementTree(systemAck(request(), answering).body, 'ours')))
  const theirs = names(elementTree(readFileSync(join(samples, 'systemAck_PO75.xml'), 'utf8'), 'theirs'))
  assert.deepEqual(
    theirs.filter((name) => !own.has(name)),
    [],
  )
})

test('a response carries its payload in the part that its manifest names', () => {
  const { body, contentType } = applicationResponse(request('BestEffort'), answering, '<r><Status>ä</Status></r>')
  const { header, document } = openXi(Buffer.from(body), contentType)
  assert.deepEqual(
    [header.messageClass, header.processingMode, header.qualityOfService, header.refToMessageId],
    ['ApplicationResponse', 'synchronous', 'BestEffort', xiMessageId],
  )
  assert.equal(document().segments[0]?.fields.Status, 'ä')
})

test('an application error names its fault message and carries it', () => {
  const fault = { name: 'LandbridgeFault', namespace: 'urn:landbridge:xi' }
  const { body, contentType } = applicationError(request('BestEffort'), answering, { ...error, fault }, '<f><a>1</a></f>')
  const { header, document } = openXi(Buffer.from(body), contentType)
  assert.equal(header.messageClass, 'ApplicationError')
  assert.equal(document().segments[0]?.fields.a, '1')
  assert.match(body, /<SAP:ApplicationFaultMessage namespace="urn:landbridge:xi">LandbridgeFault</)
})

test('a system error says what it is, for a person and for a program', () => {
  const lines = outline(systemError(request(), answering, error).body)
  assert.deepEqual(lines.slice(lines.findIndex((line) => line.includes('/Error'))), [
    'Envelope/Header/Error @mustUnderstand=1',
    'Envelope/Header/Error/Category = XIServer',
    'Envelope/Header/Error/Code @area=LANDBRIDGE = STORE_AWAY',
    ...[1, 2, 3, 4].map((number) => `Envelope/Header/Error/P${number}`),
    'Envelope/Header/Error/AdditionalText = It is <away> & "gone"',
    'Envelope/Header/Error/ApplicationFaultMessage @namespace=',
    'Envelope/Header/Error/Stack',
    'Envelope/Header/Error/Retry = A',
    'Envelope/Body',
  ])
})

test('a fault has its parts as SOAP 1.1 wants them, without namespace', () => {
  const { body } = soapFault('Client', { ...error, reason: 'no \u0000 such\ud800 thing 😀' })
  const fault = elementTree(body, 'the fault').children[0]?.children[0]
  assert.deepEqual(
    fault?.children.map(({ name, namespace, text }) => [name, namespace, text]),
    [
      ['faultcode', '', 'SOAP:Client'],
      ['faultstring', '', 'no ? such\ufffd thing 😀'],
      ['faultactor', '', 'http://sap.com/xi/XI/Message/30'],
      ['detail', '', ''],
    ],
  )
})

const acks: [wants: string, level: 'system' | 'application', outcome: XiError | undefined, messageClass: string | undefined][] = [
  ['SystemAckRequested="true"', 'system', undefined, 'SystemAck'],
  ['SystemErrorAckRequested="true"', 'system', error, 'SystemError'],
  ['ApplicationAckRequested="true"', 'application', undefined, 'ApplicationAck'],
  ['ApplicationErrorAckRequested="true"', 'application', error, 'ApplicationError'],
  ['SystemAckRequested="true"', 'application', undefined, undefined],
  ['ApplicationAckRequested="true"', 'application', error, undefined],
  ['ApplicationAckRequested="false"', 'application', undefined, undefined],
  ['', 'system', error, undefined],
]

for (const [wants, level, outcome, messageClass] of acks) {
  const what = `${outcome === undefined ? 'good' : 'bad'} news of level ${level}`
  test(`a sender that says '${wants}' is sent ${messageClass ?? 'nothing'} for ${what}`, () => {
    const answer = acknowledgement(request('ExactlyOnce', wants), answering, level, outcome)
    if (messageClass === undefined) return assert.equal(answer, undefined)
    const { header } = openXi(Buffer.from(answer?.body ?? ''), 'text/xml')
    assert.deepEqual(
      [header.messageClass, header.processingMode, header.refToMessageId, header.hops],
      [messageClass, 'asynchronous', xiMessageId, request().hops],
    )
    const status = outcome === undefined ? 'OK' : 'Error'
    assert.ok(outline(answer?.body ?? '').includes(`Envelope/Header/Ack/Status = ${status}`))
  })
}

function request(quality = 'ExactlyOnce', wants = '') {
  const { body, contentType } = xiMessage({ quality, wants })
  return openXi(Buffer.from(body), contentType).header
}

/** A line for each element: where it stands, its attributes, its text. */
function outline(xml: string): string[] {
  const lines = (element: Element, above: string): string[] => {
    const path = `${above}${element.name}`
    const attributes = element.attributes.map(({ name, value }) => ` @${name}=${value}`).join('')
    const text = element.text === '' ? '' : ` = ${element.text}`
    return [`${path}${attributes}${text}`, ...element.children.flatMap((child) => lines(child, `${path}/`))]
  }
  return lines(elementTree(xml, 'the answer'), '')
}

function names({ name, namespace, children }: Element): string[] {
  return [`{${namespace}}${name}`, ...children.flatMap(names)]
}
