import { Rejected } from '../message/errors.ts'
import { attributeOf, childOf, type Element, elementTree } from './element-tree.ts'
import { normalisedMessageId } from './message-id.ts'
import { soap, xi30, xlink } from './namespaces.ts'

export type QualityOfService = 'BestEffort' | 'ExactlyOnce' | 'ExactlyOnceInOrder'

/** One end of a message: a business system or a party's service. Either text may be empty. */
export interface Address {
  readonly party: string
  readonly service: string
}

/** What the SOAP header of an XI message says (XI 3.0: blocks Main, ReliableMessaging, HopList). */
export interface XiHeader {
  readonly messageClass: string
  readonly processingMode: 'synchronous' | 'asynchronous'
  /** Lower case with hyphens, however it was sent. */
  readonly messageId: string
  /** The message this one answers. */
  readonly refToMessageId: string | undefined
  /** As sent, e.g. `2023-04-06T10:22:01Z`. */
  readonly timeSent: string
  readonly sender: Address
  readonly receiver: Address
  /** The sender's outbound interface. */
  readonly interface: { readonly name: string; readonly namespace: string }
  readonly qualityOfService: QualityOfService
  /** The sender's queue, of a message that must come in order. */
  readonly queueId: string | undefined
  /** Which answers the sender wants to have as messages of their own. */
  readonly wants: { readonly [ack in RequestedAck]: boolean }
  readonly hops: readonly Hop[]
}

export type RequestedAck = 'systemAck' | 'systemError' | 'applicationAck' | 'applicationError'

/** A system the message came through; an acknowledgement goes the same way back. */
export interface Hop {
  readonly timeStamp: string
  readonly engine: { readonly type: string; readonly name: string }
  readonly adapter: { readonly namespace: string; readonly name: string }
  readonly messageId: string
}

/** A header with the parts of the message that its manifest names. */
export interface XiEnvelope {
  readonly header: XiHeader
  readonly payloads: readonly PayloadReference[]
}

export interface PayloadReference {
  /** The Content-ID of its part. */
  readonly contentId: string
  readonly name: string
  readonly type: string
}

/**
 * Reads the SOAP part of an XI message. Prefixes, the order of the blocks and the level of their declarations do not matter,
 * nor do blocks of a name that is not known here.
 * @throws {Rejected} not well-formed, no XI message, or one that cannot be told from others
 */
export function readEnvelope(text: string): XiEnvelope {
  const envelope = elementTree(text, 'the SOAP part')
  if (envelope.name !== 'Envelope' || envelope.namespace !== soap) {
    throw new Rejected(`The SOAP part is no SOAP 1.1 envelope but an element ${envelope.name} (line ${envelope.line}, column 1).`)
  }
  const header = childOf(envelope, soap, 'Header')
  const main = childOf(header, xi30, 'Main')
  if (!main) {
    throw new Rejected(
      `The SOAP envelope at line ${envelope.line} has no header Main of ${xi30}, so it is no XI 3.0 message; is the destination of an ABAP proxy used for something else?`,
    )
  }
  const manifest = childOf(childOf(envelope, soap, 'Body'), xi30, 'Manifest')
  return { header: headerOf(main, header as Element), payloads: payloadsOf(manifest) }
}

function headerOf(main: Element, header: Element): XiHeader {
  const reliable = childOf(header, xi30, 'ReliableMessaging')
  const processingMode = textOf(main, 'ProcessingMode') === 'synchronous' ? 'synchronous' : 'asynchronous'
  const qualityOfService = qualityOf(reliable, processingMode)
  const name = required(main, 'Interface')
  return {
    messageClass: required(main, 'MessageClass'),
    processingMode,
    messageId: messageIdOf(main),
    refToMessageId: normalisedMessageId(textOf(main, 'RefToMessageId')),
    timeSent: textOf(main, 'TimeSent'),
    sender: addressOf(childOf(main, xi30, 'Sender')),
    receiver: addressOf(childOf(main, xi30, 'Receiver')),
    interface: { name, namespace: attributeOf(childOf(main, xi30, 'Interface'), 'namespace') ?? '' },
    qualityOfService,
    queueId: queueOf(reliable, qualityOfService),
    wants: {
      systemAck: isWanted(reliable, 'SystemAckRequested'),
      systemError: isWanted(reliable, 'SystemErrorAckRequested'),
      applicationAck: isWanted(reliable, 'ApplicationAckRequested'),
      applicationError: isWanted(reliable, 'ApplicationErrorAckRequested'),
    },
    hops: (childOf(header, xi30, 'HopList')?.children ?? []).filter(({ name }) => name === 'Hop').map(hopOf),
  }
}

function messageIdOf(main: Element): string {
  const sent = required(main, 'MessageId')
  const normalised = normalisedMessageId(sent)
  if (normalised === undefined)
    throw new Rejected(`The MessageId '${sent}' of the header Main (line ${main.line}) is no GUID of 32 hexadecimal digits.`)
  return normalised
}

/** Without ReliableMessaging the processing mode tells: nobody waits for an asynchronous message. */
function qualityOf(reliable: Element | undefined, mode: XiHeader['processingMode']): QualityOfService {
  const said = textOf(reliable, 'QualityOfService')
  if (said === 'BestEffort' || said === 'ExactlyOnce' || said === 'ExactlyOnceInOrder') return said
  if (said === '') return mode === 'synchronous' ? 'BestEffort' : 'ExactlyOnce'
  throw new Rejected(
    `The QualityOfService '${said}' (line ${reliable?.line}) is none of BestEffort, ExactlyOnce, ExactlyOnceInOrder.`,
  )
}

function queueOf(reliable: Element | undefined, quality: QualityOfService): string | undefined {
  const queue = textOf(reliable, 'QueueId')
  if (quality !== 'ExactlyOnceInOrder') return undefined
  if (queue !== '') return queue
  throw new Rejected(
    `The message must come in order (ExactlyOnceInOrder) but names no QueueId (line ${reliable?.line}), so nobody can tell after which; set the serialization context in the proxy's caller.`,
  )
}

function addressOf(end: Element | undefined): Address {
  return { party: textOf(end, 'Party'), service: textOf(end, 'Service') }
}

function hopOf(hop: Element): Hop {
  const engine = childOf(hop, xi30, 'Engine')
  const adapter = childOf(hop, xi30, 'Adapter')
  return {
    timeStamp: attributeOf(hop, 'timeStamp') ?? '',
    engine: { type: attributeOf(engine, 'type') ?? '', name: engine?.text ?? '' },
    adapter: { namespace: attributeOf(adapter, 'namespace') ?? '', name: adapter?.text ?? '' },
    messageId: textOf(hop, 'MessageId'),
  }
}

function payloadsOf(manifest: Element | undefined): PayloadReference[] {
  const payloads = manifest?.children.filter(({ name, namespace }) => name === 'Payload' && namespace === xi30) ?? []
  return payloads.map((payload) => {
    const href = payload.attributes.find(({ name, namespace }) => name === 'href' && namespace === xlink)?.value ?? ''
    return { contentId: contentIdOf(href), name: textOf(payload, 'Name'), type: textOf(payload, 'Type') }
  })
}

/** A `cid:` address is the Content-ID as a URL has it (RFC 2392). */
function contentIdOf(href: string): string {
  const id = href.replace(/^cid:/i, '')
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

function required(main: Element, name: string): string {
  const text = textOf(main, name)
  if (text === '')
    throw new Rejected(`The header Main at line ${main.line} of the SOAP part has no ${name}; the sender must fill it.`)
  return text
}

function textOf(element: Element | undefined, name: string): string {
  return childOf(element, xi30, name)?.text ?? ''
}

function isWanted(reliable: Element | undefined, attribute: string): boolean {
  return ['true', '1'].includes(attributeOf(reliable, attribute) ?? '')
}
