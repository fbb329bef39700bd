import type { LoadedInterface } from '../interfaces/load.ts'
import type { Arrival } from '../message/arrival.ts'
import { Rejected } from '../message/errors.ts'
import { type Interfaces, interfaceFor } from './interfaces.ts'

/** The interface that takes an arrival. @throws {Rejected} there is none */
export function interfaceOf(interfaces: Interfaces, arrival: Arrival): LoadedInterface {
  const found = interfaceFor(interfaces, arrival.document)
  if (found !== undefined) return found
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
