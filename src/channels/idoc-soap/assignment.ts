import type { Accepted } from '../../message/arrival.ts'
import { escaped } from '../idoc-http/answer.ts'
import { soapNamespace } from './envelope.ts'

export const idocNamespace = 'urn:sap-com:document:sap:idoc:soap:messages'

/** Says which number the sender's IDoc has here, as SAP's service does: TransferId is the sender's DOCNUM, DbId ours. */
export function assignment(rootName: string, accepted: readonly Accepted[]): string {
  const items = accepted.map(({ idoc, messageId }) => item(idoc ?? '', numberOf(messageId)))
  const response = `<idoc:${rootName}Response xmlns:idoc="${idocNamespace}"><idoc:Assign>${items.join('')}</idoc:Assign></idoc:${rootName}Response>`
  return inEnvelope(response)
}

export function inEnvelope(content: string): string {
  return `<soap:Envelope xmlns:soap="${soapNamespace}"><soap:Body>${content}</soap:Body></soap:Envelope>`
}

function item(transferId: string, dbId: string): string {
  return `<idoc:item><idoc:TransferId>${escaped(transferId)}</idoc:TransferId><idoc:DbId>${dbId}</idoc:DbId></idoc:item>`
}

/**
 * Sixteen digits, as a DOCNUM has, that stay the same for a message: the last sixteen decimal digits of its id (a UUID, read as a
 * number of 128 bits).
 */
export function numberOf(messageId: string): string {
  return String(BigInt(`0x${messageId.replaceAll('-', '')}`) % 10n ** 16n).padStart(16, '0')
}
