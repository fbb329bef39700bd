import type { ISql } from 'postgres'
import type { LoadedInterface } from '../interfaces/load.ts'
import { type FoundObject, objectsOf } from '../mapping/objects-of.ts'
import type { Arrival } from '../message/arrival.ts'
import { objectKey } from '../message/object-key.ts'
import { ownText } from '../message/own-text.ts'
import type { NewEntry } from '../queue/enqueue.ts'
import type { NewDelivery } from '../store/insert-deliveries.ts'
import { absentObjects } from './absent-objects.ts'
import { definitionFor } from './interfaces.ts'

/** One for each object a document names, and for each that a full list omits. */
export async function deliveriesOf(
  tx: ISql,
  found: LoadedInterface,
  arrival: Arrival,
  messageId: string,
): Promise<NewDelivery[]> {
  const isRequest = arrival.document.header.CRM !== undefined
  const named = objectsOf(definitionFor(found, arrival.document), arrival.document)
  const absent = isRequest ? [] : await absentObjects(tx, found, named)
  return [...named, ...absent.map((businessKey) => ({ businessKey, segments: [] }))].map((object) =>
    deliveryTo(found, object, arrival, messageId),
  )
}

/** One for each object a document names. */
export function deliveriesTo(found: LoadedInterface, arrival: Arrival, messageId: string): NewDelivery[] {
  const named = objectsOf(definitionFor(found, arrival.document), arrival.document)
  return named.map((object) => deliveryTo(found, object, arrival, messageId))
}

/** A document whose object cannot be told is stored all the same, held for a person: SAP's data is never turned away for its content. */
function deliveryTo(found: LoadedInterface, object: FoundObject, { version }: Arrival, messageId: string): NewDelivery {
  return {
    messageId,
    objectKey: objectKey(found.name, object.businessKey),
    version,
    ...(object.problem === undefined ? { status: 'waiting' } : { status: 'held', reason: object.problem }),
  }
}

/** What is put in line for them. */
export function entriesOf(deliveries: readonly NewDelivery[], queue: string | undefined): NewEntry[] {
  return deliveries.map(({ messageId, objectKey, status }) => ({
    messageId,
    objectKey: ownText(objectKey),
    held: status === 'held',
    ...(queue !== undefined && { queue }),
  }))
}
