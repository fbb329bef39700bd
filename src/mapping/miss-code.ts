/** The code of the error that a value mapping lacks a code: by it what is held for that is found when somebody adds it. */
export function missCode(list: string, code: string): string {
  return `value mapping ${list}: ${code}`
}
