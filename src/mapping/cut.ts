/** The text in so many UTF-16 units at most, as nvarchar columns count; a character that takes two is never split. */
export function cut(text: string, length: number): string {
  const splits = /[\ud800-\udbff]/.test(text.charAt(length - 1)) && text.length > length
  return text.slice(0, splits ? length - 1 : length)
}
