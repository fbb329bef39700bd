/**
 * Readers of what stands in the environment; what they throw stands behind the name of the setting. They are plain functions, as commands that
 * only ask a running Landbridge need nothing else of the settings and begin in half the time without a library.
 */
export function filled(text: string): string {
  if (text !== '') return text
  throw new Error('must not be empty')
}

export function port(text: string): number {
  const number = Number(text)
  if (text !== '' && Number.isInteger(number) && number >= 0 && number <= 65_535) return number
  throw new Error('must be a port, 0 to 65535; 0 takes a free one')
}

export function address(text: string): string {
  if (/^https?:$/.test(URL.parse(text)?.protocol ?? '')) return text
  throw new Error('must be an address such as https://landbridge.contoso.com')
}

export function oneOf<const Choice extends string>(...choices: readonly Choice[]): (text: string) => Choice {
  return (text) => {
    const chosen = choices.find((choice) => choice === text)
    if (chosen !== undefined) return chosen
    throw new Error(`must be one of ${choices.map((choice) => `'${choice}'`).join(', ')}`)
  }
}
