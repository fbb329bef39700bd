/** A row's alternate key as one text, whatever the order of its columns, e.g. `{"accountnumber":"0000004711"}`. */
export function rowKeyText(key: Readonly<Record<string, string>>): string {
  // Nearly every key is one column.
  if (Object.keys(key).length === 1) return JSON.stringify(key)
  return JSON.stringify(Object.fromEntries(Object.entries(key).toSorted(([left], [right]) => (left < right ? -1 : 1))))
}
