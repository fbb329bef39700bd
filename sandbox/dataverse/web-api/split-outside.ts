/** Parts of a text between separators that stand outside of parentheses, brackets and quotes, trimmed; none of an empty text. */
export function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = []
  let [depth, isQuoted, from] = [0, false, 0]
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "'") isQuoted = !isQuoted
    if (isQuoted) continue
    if (text[at] === '(' || text[at] === '[') depth++
    if (text[at] === ')' || text[at] === ']') depth--
    if (text[at] === separator && depth === 0) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...parts, text.slice(from)].map((part) => part.trim()).filter((part) => part !== '')
}
