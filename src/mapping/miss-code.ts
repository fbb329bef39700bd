/** The code of the error that a value mapping lacks a code: by it what is held for that is found when somebody adds it. */
export function missCode(list: string, code: string): string {
  return `value mapping ${list}: ${code}`
}

/** The list and code of such a code, or nothing of another. */
export function missedCode(code: string | undefined): { list: string; code: string } | undefined {
  const [, list, missed] = /^value mapping ([^:]+): (.*)$/s.exec(code ?? '') ?? []
  return list === undefined || missed === undefined ? undefined : { list, code: missed }
}
