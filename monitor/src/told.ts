import { recognise } from './recognise.ts'
import { sentences } from './sentences-german.ts'
import { chosenLanguage } from './words.ts'

const inGerman = recognise(sentences)
const known = new Map<string, string>()

/** A sentence of the server in the reader's language; as it was said, where it has no other words. */
export function told(sentence: string): string {
  if (chosenLanguage() === 'en') return sentence
  const before = known.get(sentence)
  if (before !== undefined) return before
  const said = inGerman(sentence)
  // Long lists show the same few sentences again and again; what was seen hours ago need not be kept.
  if (known.size > 5000) known.clear()
  known.set(sentence, said)
  return said
}
