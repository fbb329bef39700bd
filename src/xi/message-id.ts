/**
 * A message id as XI compares them: SAP writes the same GUID in capitals or not, with hyphens or as 32 digits, in braces too.
 * Nothing when the text is no GUID.
 */
export function normalisedMessageId(text: string): string | undefined {
  const digits = text.trim().toLowerCase().replaceAll(/[{}-]/g, '')
  if (!/^[0-9a-f]{32}$/.test(digits)) return undefined
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
