import { recognise } from './recognise.ts'
import { chosenLanguage } from './words.ts'

let inGerman = (sentence: string): string => sentence
let detailInGerman = inGerman
const known = new Map<string, string>()

/** Fetches what the server's sentences are in the user's language; to be awaited before one is told. */
export async function loadSentences(): Promise<void> {
  if (chosenLanguage() !== 'de') return
  const [{ sentences }, { auditDetails }] = await Promise.all([
    import('./sentences-german.ts'),
    import('./sentences-german/audit-details.ts'),
  ])
  inGerman = recognise(sentences)
  detailInGerman = recognise({ ...sentences, ...auditDetails })
}

/** A sentence of the server in the reader's language; as it was said, where it has no other words. */
export function told(sentence: string): string {
  const before = known.get(sentence)
  if (before !== undefined) return before
  const said = inGerman(sentence)
  // Long lists show the same few sentences again and again; what was seen hours ago need not be kept.
  if (known.size > 5000) known.clear()
  known.set(sentence, said)
  return said
}

/** What the audit log says of a deed besides, in the reader's language. */
export function toldDetail(detail: string): string {
  return detailInGerman(detail)
}
