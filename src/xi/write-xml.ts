/** Text as element content or attribute value; what XML 1.0 cannot hold becomes `?`. */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u{20}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '?')
    .replace(/[&<>"']/g, (character) => entities[character] ?? character)
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** An element; `content` is XML already, see `text`. */
export function element(name: string, content = '', attributes: Readonly<Record<string, string>> = {}): string {
  const written = Object.entries(attributes).map(([attribute, value]) => ` ${attribute}="${escaped(value)}"`)
  const start = `<${name}${written.join('')}`
  return content === '' ? `${start}/>` : `${start}>${content}</${name}>`
}

/** An element that holds only text. */
export function text(name: string, value: string, attributes: Readonly<Record<string, string>> = {}): string {
  return element(name, escaped(value), attributes)
}
