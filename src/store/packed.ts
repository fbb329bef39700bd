/**
 * Texts without control characters as one parameter, to be unpacked by `string_to_array(…, chr(30))`: JSON (RFC 8259, section 7), ids,
 * numbers and words of ours. In an array each would be looked through for quotes, here and again in PostgreSQL. None of them may be empty: of
 * one empty text PostgreSQL makes no text at all.
 */
export function packed(texts: readonly (string | number | boolean)[]): string {
  return texts.join(separator)
}

export const separator = '\u001e'
