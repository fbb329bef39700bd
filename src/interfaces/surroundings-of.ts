import type { Surroundings } from '../mapping/map-object.ts'
import type { Document } from '../message/document.ts'
import type { LoadedInterface } from './load.ts'

/** What a document is mapped with, besides itself. */
export function surroundingsOf({ valueMappings, conventions }: LoadedInterface, { header }: Document): Surroundings {
  return { header, valueMappings, conventions }
}
