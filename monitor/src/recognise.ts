/**
 * Says sentences in other words that are put together from texts and values. A phrase is known by its constant parts; what stands between them
 * are its values, which may be such sentences themselves. What is no phrase stays as it is.
 *
 * @param phrases what may be said, with `{name}` for each value, and how it is said instead
 * @param isValue what may be a value without being a phrase itself; anything where it is not said
 */
export function recognise(
  phrases: Readonly<Record<string, string>>,
  isValue: (text: string) => boolean = () => true,
): (sentence: string) => string {
  const known = Object.entries(phrases)
    .map(([phrase, instead]) => ({ ...partsOf(phrase), instead }))
    // Of several that fit the one that says most of the sentence itself.
    .toSorted((left, right) => right.constant - left.constant)
  const said = (sentence: string): string => phrased(sentence) ?? sentence
  const phrased = (sentence: string): string | undefined => {
    for (const { parts, names, instead } of known) {
      if (!parts.every((part) => sentence.includes(part))) continue
      const values = best(valuesIn(sentence, parts))
      if (values === undefined || !values.every((value) => isValue(value) || phrased(value) !== undefined)) continue
      return instead.replace(/\{(\w+)\}/g, (_, name: string) => said(values[names.indexOf(name)] ?? ''))
    }
    return undefined
  }
  /** A text of somebody else may hold what stands before the last value; where that is, the last value tells. */
  const best = (found: readonly (readonly string[])[]) =>
    found.find((values) => said(values.at(-1) ?? '') !== values.at(-1)) ?? found[0]
  return said
}

/** The texts around the values of a phrase, and what the values are called. */
export function partsOf(phrase: string): { parts: string[]; names: string[]; constant: number } {
  const parts = phrase.split(/\{\w+\}/)
  const names = [...phrase.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  return { parts, names, constant: parts.join('').length }
}

/** What stands between the parts, each at its first place, but for the last but one, which may stand at several. */
function valuesIn(sentence: string, parts: readonly string[]): string[][] {
  const [first = '', ...others] = parts
  if (others.length === 0) return sentence === first ? [[]] : []
  if (!sentence.startsWith(first)) return []
  return rest(sentence.slice(first.length), others)
}

function rest(text: string, [part = '', ...others]: readonly string[]): string[][] {
  if (others.length === 0) {
    const end = text.length - part.length
    return end > 0 && text.endsWith(part) ? [[text.slice(0, end)]] : []
  }
  const found: string[][] = []
  for (let at = text.indexOf(part, 1); at !== -1; at = text.indexOf(part, at + 1)) {
    found.push(...rest(text.slice(at + part.length), others).map((values) => [text.slice(0, at), ...values]))
    if (others.length > 1 && found.length > 0) break
  }
  return found
}
