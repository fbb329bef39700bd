/**
 * Whether a text contains, begins with, ends with or is like another one, without regard to case. `%`, `_` and `[…]` stand for other
 * characters, as in SQL (Microsoft: "Filter rows using OData", wildcard characters).
 */
export function textPattern(kind: keyof typeof plain, wanted: string): (text: string) => boolean {
  const part = wanted.toLowerCase()
  if (/[%_[]/.test(part)) {
    const pattern = new RegExp(anchored[kind](expressionOf(part)), 's')
    return (text) => pattern.test(text.toLowerCase())
  }
  const holds = plain[kind]
  return (text) => holds(text.toLowerCase(), part)
}

const plain = {
  contains: (text: string, part: string) => text.includes(part),
  startswith: (text: string, part: string) => text.startsWith(part),
  endswith: (text: string, part: string) => text.endsWith(part),
  like: (text: string, part: string) => text === part,
}

const anchored = {
  contains: (expression: string) => expression,
  startswith: (expression: string) => `^${expression}`,
  endswith: (expression: string) => `${expression}$`,
  like: (expression: string) => `^${expression}$`,
}

function expressionOf(like: string): string {
  return like.replace(/\[(\^?)([^\]]+)\]|[\s\S]/g, (found, negation?: string, set?: string) => {
    if (set !== undefined) return `[${negation}${set.replace(/[\\\]^]/g, '\\$&')}]`
    return found === '%' ? '.*' : found === '_' ? '.' : found.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
  })
}
