import type { LoadedInterface } from '../interfaces/load.ts'
import { againIn } from '../mapping/again.ts'
import { formsOf, type InterfaceDefinition, matches } from '../mapping/define-interface.ts'
import type { Document } from '../message/document.ts'

export type Interfaces = ReadonlyMap<string, LoadedInterface>

/** The interface that takes such a document, decided by its control record; none when nobody does. */
export function interfaceFor(interfaces: Interfaces, document: Document): LoadedInterface | undefined {
  const again = againIn(document)
  if (again !== undefined) return interfaces.get(again.interface)
  return [...interfaces.values()].find((candidate) => matches(definitionFor(candidate, document), document))
}

/** How the interface reads such a document: a request of the CRM API says its columns itself. */
export function definitionFor(found: LoadedInterface, document: Document): InterfaceDefinition {
  const forms = document.header.CRM === undefined ? formsOf(found) : found.crmDatasets.map(({ definition }) => definition)
  return forms.find((form) => matches(form, document)) ?? found
}
