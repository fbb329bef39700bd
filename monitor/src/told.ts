import { recognise } from './recognise.ts'
import { chosenLanguage, exactly } from './words.ts'

let inGerman = (sentence: string): string => sentence
let detailInGerman = inGerman
let ruleInGerman = inGerman
let kindInGerman = inGerman
const known = new Map<string, string>()

/** Fetches what the server's sentences are in the user's language; to be awaited before one is told. */
export async function loadSentences(): Promise<void> {
  if (chosenLanguage() !== 'de') return
  const [{ sentences }, { auditDetails }, { rules, kinds, isWord }] = await Promise.all([
    import('./sentences-german.ts'),
    import('./sentences-german/audit-details.ts'),
    import('./sentences-german/rules.ts'),
  ])
  inGerman = recognise(sentences)
  detailInGerman = recognise({ ...sentences, ...auditDetails })
  ruleInGerman = recognise(rules, isWord)
  kindInGerman = recognise(kinds)
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

/** What the audit log says of a deed besides, in the reader's language, its moments too. */
export function toldDetail(detail: string): string {
  return detailInGerman(detail).replace(/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, exactly)
}

/** What an interface says of itself, such as how a rule fills a column, in the reader's language; as its author said it, where that is no rule of ours. */
export function toldRule(rule: string): string {
  return ruleInGerman(rule)
}

/** Of which kind a column is, in the reader's language. */
export function toldKind(kind: string): string {
  return kindInGerman(kind)
}
