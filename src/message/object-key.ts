/** One business object: interface + business key, e.g. `business-partner/4711`. The business key may hold `/`. */
export function objectKey(interfaceName: string, businessKey: string): string {
  return `${interfaceName}/${businessKey}`
}

export function partsOf(key: string): { interfaceName: string; businessKey: string } {
  const slash = key.indexOf('/')
  return { interfaceName: key.slice(0, slash), businessKey: key.slice(slash + 1) }
}
