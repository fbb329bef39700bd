import type { Preview } from '../../engine/preview.ts'

/** Of what a document means for very many objects so much: more would keep the server busy for seconds, and no person looks at it. */
export const mostObjects = 1000

/** The same for readers of the API. */
export const whichObjects = `Of a document of many objects ${mostObjects}: those where something is wrong, then those with a warning, then the first`

/** What a person looks for: where something is wrong, then where there is a warning, then the first; and how many there are besides. */
export function mostTelling(objects: readonly Preview[]): { objects: readonly Preview[]; more: number } {
  if (objects.length <= mostObjects) return { objects, more: 0 }
  const telling = objects.toSorted((left, right) => urgency(right) - urgency(left))
  return { objects: telling.slice(0, mostObjects), more: objects.length - mostObjects }
}

function urgency({ problem, warnings }: Preview): number {
  if (problem !== undefined) return 2
  return warnings.length > 0 ? 1 : 0
}
