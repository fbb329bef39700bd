import { readFileSync } from 'node:fs'
import { parsePacket } from '../../idoc/parse-packet.ts'
import type { Document } from '../../message/document.ts'
import { isBarePayload, readBarePayload } from '../../xi/bare-payload.ts'
import { isXi } from '../../xi/is-xi.ts'
import { parseXi } from '../../xi/parse.ts'
import { CommandFailed } from '../exit.ts'
import { describeDocument } from './describe-document.ts'
import { describeWe60, isWe60 } from './describe-we60.ts'
import { describeXsd } from './describe-xsd.ts'
import type { Described } from './described.ts'

/**
 * What a file says of documents: one of them, IDoc XML (of several IDocs the first) or an XI message; or what WE60 saves of an IDoc type, as
 * parser file or as XML schema. @param proxy the outbound interface of which the payload of a message alone is
 * @throws {CommandFailed} it cannot be read, or is none of these
 */
export function describeFile(file: string, proxy?: string): Described {
  try {
    return described(readFileSync(file), file, proxy)
  } catch (error) {
    throw new CommandFailed(`${file} cannot be used: ${(error as Error).message}`, { cause: error })
  }
}

function described(bytes: Buffer, file: string, proxy: string | undefined): Described {
  const text = bytes.toString('utf8')
  if (isWe60(text)) return describeWe60(text)
  if (/^\s*(<\?xml[^>]*>)?\s*(<!--.*?-->\s*)*<(\w+:)?schema\b/s.test(text)) return describeXsd(text, file)
  if (isBarePayload(bytes, 'text/xml')) return describeDocument(bareDocument(bytes, proxy))
  if (isXi(bytes, 'text/xml')) return describeDocument(parseXi(bytes, 'text/xml'))
  const [first] = parsePacket(bytes, { contentType: 'text/xml', maxIdocBytes: Number.POSITIVE_INFINITY })
  if (first === undefined) throw new Error('there is no IDoc in it')
  return describeDocument(first.document)
}

/** A message's payload tells its namespace, and not which proxy sent it. */
function bareDocument(payload: Buffer, proxy: string | undefined): Document {
  if (proxy === undefined) {
    throw new Error(
      'it is the payload of an XI message alone, which does not tell whose; name the outbound interface (transaction SPROXY), --proxy SI_Order_Out, or save the message with its SOAP part',
    )
  }
  const { namespace, segments } = readBarePayload(payload, 'text/xml')
  return { header: { Interface: proxy, InterfaceNamespace: namespace }, segments }
}
