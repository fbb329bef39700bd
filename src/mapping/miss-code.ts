/** The code of the error that a value mapping lacks a code: by it what is held for that is found when somebody adds it. */
export function missCode(list: string, code: string): string {
  return `${missBeginning}${list}: ${code}`
}

/** The list and the code that an error's code says are missing; nothing when it says something else. */
export function missedCode(errorCode: string): { list: string; code: string } | undefined {
  const end = errorCode.indexOf(': ')
  if (!errorCode.startsWith(missBeginning) || end < 0) return undefined
  return { list: errorCode.slice(missBeginning.length, end), code: errorCode.slice(end + 2) }
}

/** How the codes of all such errors begin. */
export const missBeginning = 'value mapping '
