/**
 * The names of choices in one text, e.g. `1=Net 30 | 2=Net 60`. A name may hold anything: its own marks and backslashes have a
 * backslash before them.
 */
export function writeChoiceNames(names: readonly (readonly [value: number, name: string])[]): string {
  return names.map(([value, name]) => `${value}=${name.replace(/[|\\]/g, '\\$&')}`).join(' | ')
}

export function readChoiceNames(text: string): [value: number, name: string][] {
  return text.split(' | ').map((entry) => {
    const at = entry.indexOf('=')
    return [Number(entry.slice(0, at)), entry.slice(at + 1).replace(/\\([|\\])/g, '$1')]
  })
}
