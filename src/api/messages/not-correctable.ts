import { isWriteAgain } from '../../mapping/again.ts'
import { isCrmRequest } from '../../mapping/crm.ts'
import { Problem } from '../problem.ts'

/** Why a message holds nothing that could be corrected, and what to do instead; nothing of one that holds a document. */
export function notCorrectable(message: { readonly contentType: string }): string | undefined {
  if (isCrmRequest(message)) {
    return 'A request of the CRM API is no document that could be corrected; its sender is to send it again.'
  }
  if (isWriteAgain(message)) {
    return 'It was made by Write again and holds no document, only the wish for what SAP said last. Restart or cancel it; to have something else written, correct the message a column came from, which the page of the object names.'
  }
  return undefined
}

/** @throws {Problem} it holds no document */
export function mustBeCorrectable(message: { readonly contentType: string }): void {
  const why = notCorrectable(message)
  if (why !== undefined) throw new Problem(409, 'The message cannot be corrected', why)
}
