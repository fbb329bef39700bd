/** XML of a segment or a field. */
export type Segment = string

/** A segment with its fields and those below it, or one element with text. */
export function segment(
  name: string,
  content: string | Readonly<Record<string, string>>,
  below: readonly Segment[] = [],
): Segment {
  if (typeof content === 'string') return `<${name}>${escaped(content)}</${name}>`
  const fields = Object.entries(content).map(([field, value]) => `<${field}>${escaped(value)}</${field}>`)
  return `<${name} SEGMENT="1">${fields.join('')}${below.join('')}</${name}>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
