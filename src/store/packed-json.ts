/**
 * JSON texts as one parameter, to be unpacked by `string_to_array(…, chr(30))`. In an array each of their quotes would be escaped here
 * and unescaped by PostgreSQL. JSON holds no control characters (RFC 8259, section 7), so one of them stands between texts.
 */
export function packed(texts: readonly string[]): string {
  return texts.join('\u001e')
}
