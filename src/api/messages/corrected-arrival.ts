import { randomBytes } from 'node:crypto'
import { type Interfaces, interfaceFor } from '../../engine/interfaces.ts'
import { typeOf, versionOf } from '../../idoc/control-record.ts'
import { isFlatIdoc, parseFlatIdoc } from '../../idoc/flat.ts'
import { knownLayouts } from '../../idoc/layout-folders.ts'
import { parseIdoc } from '../../idoc/parse-one.ts'
import { readDocument } from '../../mapping/read-document.ts'
import type { Arrival } from '../../message/arrival.ts'
import { correctedMark } from '../../message/corrected-mark.ts'
import { Rejected } from '../../message/errors.ts'
import type { FoundMessage } from '../../store/find-message.ts'
import type { StoredPayload } from '../../store/read-payloads.ts'
import { isXi } from '../../xi/is-xi.ts'
import { parseXi, withMainDocument } from '../../xi/parse.ts'

type Corrected = Pick<Arrival, 'payload' | 'contentType'>

/**
 * What a person made of a message: IDoc XML, a flat IDoc where it is said to be one, or of an XI message its main document or all of it. Never taken for the document it
 * corrects: its identity is that one's and more. @throws {Rejected} with line and column, or it is of another kind than the message
 */
export async function* correctedArrival(
  original: FoundMessage,
  stored: StoredPayload,
  corrected: Corrected,
  interfaces: Interfaces,
): AsyncGenerator<Arrival> {
  const identity = `${original.identity}${correctedMark}${randomBytes(8).toString('hex')}`
  const arrival =
    original.idoc === null
      ? { ...xiArrival(original, stored, corrected), identity }
      : { ...idocArrival(original, corrected), identity }
  const [is, was] = [kindOf(arrival, interfaces), kindOf(readAgain(original, stored), interfaces)]
  if (is !== was) {
    throw new Rejected(
      `The corrected document is ${is}, but the message is ${was}; another kind of document, or one of another system, is no correction of it. Send it as a document of its own.`,
    )
  }
  yield arrival
}

/** As people know it: the message type or proxy interface, the interface that takes it, the system it is from. */
function kindOf({ document, system }: Pick<Arrival, 'document' | 'system'>, interfaces: Interfaces): string {
  const { header } = document
  const taken = interfaceFor(interfaces, document)?.name ?? 'no interface'
  return `${header.MESTYP ?? header.Interface} from ${system} (${taken})`
}

function readAgain({ system }: FoundMessage, { payload, contentType }: StoredPayload): Pick<Arrival, 'document' | 'system'> {
  return { system, document: readDocument(payload, contentType) }
}

function idocArrival(original: FoundMessage, { payload, contentType }: Corrected) {
  const document = isFlatIdoc(contentType) ? parseFlatIdoc(payload, contentType, knownLayouts) : parseIdoc(payload, contentType)
  return {
    channel: original.channel,
    system: document.header.SNDPRN ?? original.system,
    idoc: document.header.DOCNUM,
    type: typeOf(document.header),
    version: versionOf(document.header),
    contentType,
    payload,
    document,
  }
}

/** Not in its sender's queue again: what came after it there may have gone out already. */
function xiArrival(original: FoundMessage, stored: StoredPayload, corrected: Corrected) {
  const { payload, contentType } = corrected
  const whole = isXi(payload, contentType) ? corrected : withMainDocument(stored, { content: payload, contentType })
  return {
    channel: original.channel,
    system: original.system,
    idoc: undefined,
    type: original.type,
    version: stored.version,
    ...whole,
    document: parseXi(whole.payload, whole.contentType),
  }
}
