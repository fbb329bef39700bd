import { createHash } from 'node:crypto'

/** English, the one language of the environment. */
export const english = 1033

/** A text people read, in English. */
export function labelOf(text: string) {
  const label = { Label: text, LanguageCode: english }
  return { LocalizedLabels: [label], UserLocalizedLabel: label }
}

/** A text nobody wrote (recorded from the real service). */
export const noLabel = { LocalizedLabels: [], UserLocalizedLabel: null }

/** The id of a definition, the same on every machine. */
export function metadataId(...names: readonly string[]): string {
  const hex = createHash('sha256').update(names.join('/')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
