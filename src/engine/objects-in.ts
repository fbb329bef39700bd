import type { LoadedInterface } from '../interfaces/load.ts'
import { type FoundObject, objectsOf } from '../mapping/objects-of.ts'
import type { Document } from '../message/document.ts'
import { definitionFor } from './interfaces.ts'

/** The business objects of a document by their business keys, in its order. Looked for once, when it is stored and when it is delivered. */
export function objectsIn(found: LoadedInterface, document: Document): ReadonlyMap<string, FoundObject> {
  const known = objects.get(document)
  if (known !== undefined) return known
  const byKey = new Map(objectsOf(definitionFor(found, document), document).map((object) => [object.businessKey, object]))
  objects.set(document, byKey)
  return byKey
}

const objects = new WeakMap<Document, ReadonlyMap<string, FoundObject>>()
