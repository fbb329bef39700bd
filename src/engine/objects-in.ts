import type { LoadedInterface } from '../interfaces/load.ts'
import { againIn } from '../mapping/again.ts'
import { type FoundObject, objectsOf } from '../mapping/objects-of.ts'
import type { Document } from '../message/document.ts'
import { definitionFor } from './interfaces.ts'

/** The business objects of a document by their business keys, in its order. Looked for once, when it is stored and when it is delivered. */
export function objectsIn(found: LoadedInterface, document: Document & { readonly [objects]?: Objects }): Objects {
  const known = document[objects]
  if (known !== undefined) return known
  const again = againIn(document)
  const inOrder =
    again === undefined ? objectsOf(definitionFor(found, document), document) : [{ businessKey: again.key, segments: [] }]
  const byKey = new Map(inOrder.map((object) => [object.businessKey, object]))
  Object.defineProperty(document, objects, { value: byKey })
  return byKey
}

type Objects = ReadonlyMap<string, FoundObject>

/** On the document itself, where nobody sees it: whatever is in a WeakMap costs the garbage collection something each time. */
const objects = Symbol('objects')
