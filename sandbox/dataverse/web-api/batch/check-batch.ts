import { badPayloadOf, badUrl } from '../problem.ts'
import { type Item, isChangeSet, type Part } from './read-batch.ts'
import { checkReferences } from './references.ts'

/** No batch, and no change set in it, holds more. */
const most = 1000

/**
 * What makes the whole of a batch invalid, found before any of it is done, in the words of Microsoft's OData library. Change sets
 * hold no GET, and each of their requests has a Content-ID of its own. @throws {Problem}
 */
export function checkBatch(items: readonly Item[]): void {
  checkSize(items)
  for (const item of items) {
    if (isChangeSet(item)) checkChangeSet(item)
    else checkReferences(item, none)
  }
}

const none: ReadonlySet<string> = new Set()
const methods = ['POST', 'PUT', 'DELETE', 'PATCH']

function checkSize(items: readonly Item[]): void {
  if (items.some((item) => isChangeSet(item) && item.length > most)) {
    throw badPayloadOf(
      '$batch',
      `The current change set contains too many operations. Only change sets with a maximum number of '${most}' operations are allowed.`,
    )
  }
  if (items.flat().length > most) {
    throw badPayloadOf(
      '$batch',
      `The current batch message contains too many parts. Only batch messages with a maximum number of '${most}' query operations and change sets are allowed.`,
    )
  }
}

function checkChangeSet(parts: readonly Part[]): void {
  const ids = new Set<string>()
  for (const { method, contentId, address, body } of parts) {
    if (!methods.includes(method)) {
      throw badUrl(
        `An invalid HTTP method '${method}' was detected for a request in a change set. Requests in change sets only support the HTTP methods 'POST', 'PUT', 'DELETE', and 'PATCH'.`,
      )
    }
    if (contentId === undefined) throw badUrl('Each request of a change set needs a Content-ID.')
    checkReferences({ address, body }, ids)
    if (ids.has(contentId)) {
      throw badUrl(
        `The content ID '${contentId}' was found more than once in the same change set. Content IDs have to be unique across all operations of a change set.`,
      )
    }
    ids.add(contentId)
  }
}
