import { randomBytes } from 'node:crypto'
import { typeOf, versionOf } from '../../idoc/control-record.ts'
import { isFlatIdoc, parseFlatIdoc } from '../../idoc/flat.ts'
import { knownLayouts } from '../../idoc/layout-folders.ts'
import { parseIdoc } from '../../idoc/parse-one.ts'
import type { Arrival } from '../../message/arrival.ts'
import type { FoundMessage } from '../../store/find-message.ts'
import type { StoredPayload } from '../../store/read-payloads.ts'
import { isXi } from '../../xi/is-xi.ts'
import { parseXi, withMainDocument } from '../../xi/parse.ts'

type Corrected = Pick<Arrival, 'payload' | 'contentType'>

/**
 * What a person made of a message: IDoc XML, a flat IDoc where it is said to be one, or of an XI message its main document or all of it. Never taken for the document it
 * corrects: its identity is that one's and more. @throws {Rejected} with line and column
 */
export async function* correctedArrival(
  original: FoundMessage,
  stored: StoredPayload | undefined,
  corrected: Corrected,
): AsyncGenerator<Arrival> {
  const identity = `${original.identity}/edited/${randomBytes(8).toString('hex')}`
  yield original.idoc === null && stored !== undefined
    ? { ...xiArrival(original, stored, corrected), identity }
    : { ...idocArrival(original, corrected), identity }
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
