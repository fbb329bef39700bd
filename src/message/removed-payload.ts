/** Why nothing can be done with a document any more, and what can be done instead. */
export function payloadRemoved(keptDays: number): string {
  return `Its payload was removed after ${keptDays} days (keepDays of its interface). Have SAP send the object in a new document, or write it again from what is known of it, on the page of the object`
}
