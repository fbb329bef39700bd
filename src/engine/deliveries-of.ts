import type { ISql } from 'postgres'
import type { LoadedInterface } from '../interfaces/load.ts'
import type { FoundObject } from '../mapping/objects-of.ts'
import { objectKey } from '../message/object-key.ts'
import { ownText } from '../message/own-text.ts'
import type { NewEntry } from '../queue/enqueue.ts'
import type { NewDelivery } from '../store/insert-deliveries.ts'
import type { KnownArrival } from '../store/insert-messages.ts'
import { absentObjects } from './absent-objects.ts'
import { objectsIn } from './objects-in.ts'

/** One for each object a document names. */
export function deliveriesOf(found: LoadedInterface, arrival: KnownArrival, messageId: string): NewDelivery[] {
  return [...objectsIn(found, arrival.document).values()].map((object) => deliveryTo(object, arrival, messageId))
}

/** One for each object that a full list omits. */
export async function omittedBy(
  tx: ISql,
  found: LoadedInterface,
  arrival: KnownArrival,
  messageId: string,
): Promise<NewDelivery[]> {
  const { CRM, AGAIN } = arrival.document.header
  if (CRM !== undefined || AGAIN !== undefined) return []
  const absent = await absentObjects(tx, found, [...objectsIn(found, arrival.document).values()])
  return absent.map((businessKey) => deliveryTo({ businessKey, segments: [] }, arrival, messageId))
}

/** A document whose object cannot be told is stored all the same, held for a person: SAP's data is never turned away for its content. */
function deliveryTo({ businessKey, problem }: FoundObject, arrival: KnownArrival, messageId: string): NewDelivery {
  return {
    messageId,
    objectKey: objectKey(arrival.interface, businessKey),
    version: arrival.version,
    ...(problem === undefined ? { status: 'waiting' } : { status: 'held', reason: problem }),
  }
}

/** What is put in line for them. */
export function entriesOf(
  deliveries: readonly NewDelivery[],
  { routing }: LoadedInterface,
  { queue, isAwaited }: KnownArrival,
): NewEntry[] {
  const isUrgent = isAwaited || routing.priority === 'high'
  return deliveries.map(({ messageId, objectKey, status }) => ({
    messageId,
    objectKey: ownText(objectKey),
    held: status === 'held',
    ...(queue !== undefined && { queue }),
    ...(isUrgent && { isUrgent }),
  }))
}
