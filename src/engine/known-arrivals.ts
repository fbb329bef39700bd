import type { Arrival } from '../message/arrival.ts'
import { Rejected } from '../message/errors.ts'
import type { KnownArrival } from '../store/insert-messages.ts'
import { type Interfaces, interfaceFor } from './interfaces.ts'

/** Each with the name of the interface that takes it. @throws {Rejected} nobody takes one of them */
export function knownArrivals(interfaces: Interfaces, arrivals: readonly Arrival[]): KnownArrival[] {
  return arrivals.map((arrival) => ({ ...arrival, interface: nameOfInterface(interfaces, arrival) }))
}

function nameOfInterface(interfaces: Interfaces, arrival: Arrival): string {
  const found = interfaceFor(interfaces, arrival.document)
  if (found !== undefined) return found.name
  const names = [...interfaces.values()].map((known) => known.title).join(', ')
  const { MessageId: xiMessageId, InterfaceNamespace: namespace = '' } = arrival.document.header
  if (xiMessageId !== undefined) {
    throw new Rejected(
      `No interface takes ${arrival.type} of ${namespace}, as XI message ${xiMessageId} is; there is: ${names}. Add an interface for it, or stop sending it here (receiver determination in SXMB_ADM or SOAMANAGER).`,
    )
  }
  throw new Rejected(
    `No interface takes ${arrival.type} (message type ${arrival.document.header.MESTYP ?? 'unknown'}), as IDoc ${arrival.idoc ?? arrival.identity} is; there is: ${names}. Add an interface for it, or take the type out of the partner profile (WE20).`,
  )
}
