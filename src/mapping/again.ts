import type { Document } from '../message/document.ts'

/**
 * That somebody wants the rows of an object written again, as the records say when its turn comes: what came before it in line is then among
 * them, so that nothing older comes back.
 */
export interface AgainRequest {
  readonly interface: string
  readonly key: string
  /** The Dynamics 365 environment, by its name in the settings. */
  readonly receiver: string
}

/** What the payload of such a message is. */
export const againContentType = 'application/vnd.landbridge.again+json'

/** Whether a message is such a wish. */
export function isWriteAgain({ contentType }: { readonly contentType: string }): boolean {
  return contentType === againContentType
}

/** Such a wish as a document. */
export function againDocument(request: AgainRequest): Document {
  return { header: { AGAIN: request.interface, KEY: request.key, RECEIVER: request.receiver }, segments: [] }
}

/** The wish that a document is, if it is one. */
export function againIn({ header: { AGAIN, KEY, RECEIVER } }: Document): AgainRequest | undefined {
  if (AGAIN === undefined || KEY === undefined || RECEIVER === undefined) return undefined
  return { interface: AGAIN, key: KEY, receiver: RECEIVER }
}
