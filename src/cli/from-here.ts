import { relative } from 'node:path'

/** A path as a person in this folder writes it; whole where it lies elsewhere. */
export function fromHere(path: string): string {
  const short = relative('', path)
  return short === '' || short.startsWith('..') ? path : short
}
