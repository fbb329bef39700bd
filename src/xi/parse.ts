import type { Document } from '../message/document.ts'
import { Rejected } from '../message/errors.ts'
import { readEnvelope, type XiEnvelope, type XiHeader } from './header.ts'
import { mediaTypeOf } from './media-type.ts'
import { boundaryAtStart, joinParts, type Part, partsOf } from './multipart.ts'
import { readSegments } from './segment-tree.ts'
import { textOf } from './text-of.ts'

/**
 * The same XI message with another main document; attachments stay. For a person who corrects what was sent.
 * @throws {Rejected} with line and column: the message, not the new main document
 */
export function withMainDocument(
  message: { readonly payload: Uint8Array; readonly contentType: string },
  main: { readonly content: Uint8Array; readonly contentType: string },
): { payload: Uint8Array; contentType: string } {
  const { parts, soapPart } = partsIn(message)
  const old = mainPart(envelopeIn(soapPart), parts)
  const replacement = { headers: new Map([...old.headers, ['content-type', main.contentType]]), content: main.content }
  const rest = parts.filter((part) => part !== soapPart).map((part) => (part === old ? replacement : part))
  return joinParts([soapPart, ...rest])
}

/** The main document of an XI message as it came, with its content type. @throws {Rejected} with line and column */
export function mainDocument(message: { readonly payload: Uint8Array; readonly contentType: string }): {
  payload: Uint8Array
  contentType: string
} {
  const { parts, soapPart } = partsIn(message)
  const main = mainPart(envelopeIn(soapPart), parts)
  return { payload: main.content, contentType: typeOf(main) }
}

/** The document of a stored XI message. @throws {Rejected} with line and column */
export function parseXi(payload: Uint8Array, contentType: string): Document {
  return openXi(payload, contentType).document()
}

/**
 * Opens an XI message: its header at once, its document when asked for, so that a message whose payload is wrong can still be
 * answered with its id. @throws {Rejected} with line and column
 */
export function openXi(payload: Uint8Array, contentType: string): { header: XiHeader; document(): Document } {
  const { parts, soapPart } = partsIn({ payload, contentType })
  const envelope = envelopeIn(soapPart)
  return {
    header: envelope.header,
    document() {
      const main = mainPart(envelope, parts)
      return {
        header: fieldsOf(envelope.header),
        segments: readSegments(textOf(main.content, typeOf(main), 'The main document'), 'the main document'),
      }
    },
  }
}

function envelopeIn(soapPart: Part): XiEnvelope {
  return readEnvelope(textOf(soapPart.content, typeOf(soapPart), 'The SOAP part'))
}

/** The header under the names that paths of an interface use: `XI/SenderService`. Empty ones are left out. */
function fieldsOf(header: XiHeader): Record<string, string> {
  const fields = {
    MessageId: header.messageId,
    MessageClass: header.messageClass,
    ProcessingMode: header.processingMode,
    TimeSent: header.timeSent,
    Interface: header.interface.name,
    InterfaceNamespace: header.interface.namespace,
    SenderParty: header.sender.party,
    SenderService: header.sender.service,
    ReceiverParty: header.receiver.party,
    ReceiverService: header.receiver.service,
    QualityOfService: header.qualityOfService,
    QueueId: header.queueId ?? '',
    AcksWanted: header.processingMode === 'asynchronous' ? wantedAcks(header.wants) : '',
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))
}

/** Such as `applicationAck applicationError`. */
function wantedAcks(wants: XiHeader['wants']): string {
  return Object.entries(wants)
    .filter(([, isWanted]) => isWanted)
    .map(([name]) => name)
    .join(' ')
}

interface Parts {
  readonly parts: readonly Part[]
  /** The one that `start` names, else the first (RFC 2387, 3.2). */
  readonly soapPart: Part
}

/** A message without payload comes as its SOAP part alone. Of a file nobody says the type; a boundary at its start tells. */
function partsIn({ payload, contentType }: { readonly payload: Uint8Array; readonly contentType: string }): Parts {
  const { type, parameters } = mediaTypeOf(contentType)
  const isMultipart = type.startsWith('multipart/')
  const boundary = isMultipart ? parameters.get('boundary') : boundaryAtStart(payload)
  if (!boundary) {
    if (isMultipart) throw new Rejected(`The Content-Type ${type} names no boundary, so the message cannot be taken apart.`)
    const soapPart = { headers: new Map([['content-type', contentType]]), content: payload }
    return { parts: [soapPart], soapPart }
  }
  const parts = partsOf(payload, boundary)
  const [first] = parts
  if (!first) throw new Rejected('The message has no part at all; its first must be the SOAP part.')
  const start = parameters.get('start')
  return { parts, soapPart: parts.find((part) => start !== undefined && idOf(part) === bare(start)) ?? first }
}

function mainPart({ payloads, header }: XiEnvelope, parts: readonly Part[]): Part {
  const main = payloads.find(({ name }) => name === 'MainDocument') ?? payloads.find(({ type }) => type === 'Application')
  if (!main) {
    throw new Rejected(`XI message ${header.messageId} has no main document: its manifest (line 1, column 1 onwards) names none.`)
  }
  const found = parts.find((part) => idOf(part) === bare(main.contentId))
  if (found) return found
  throw new Rejected(
    `XI message ${header.messageId} names a main document ${main.contentId} in its manifest, but no part has this Content-ID.`,
  )
}

function idOf(part: Part): string {
  return bare(part.headers.get('content-id') ?? '')
}

function bare(contentId: string): string {
  return contentId.trim().replace(/^<(.*)>$/, '$1')
}

function typeOf(part: Part): string {
  return part.headers.get('content-type') ?? ''
}
