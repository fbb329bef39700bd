/** An element's name without its namespace prefix, and with SAP's `_-` turned back into `/`: `_-CWM_-TOLGR` is `/CWM/TOLGR`. */
export function sapName(elementName: string): string {
  const local = localName(elementName)
  return local.includes('_-') ? local.replaceAll('_-', '/') : local
}

/** IDoc-SOAP and some connectors put every element into a namespace; the prefix says nothing. */
export function localName(elementName: string): string {
  return elementName.slice(elementName.indexOf(':') + 1)
}

/** Whether an empty element without SEGMENT attribute is a segment, by its name: `E1KNVVM`, `Z1LOYALTY`, `E2KNVVM005`. */
export function looksLikeSegment(name: string): boolean {
  return /^(?:\/\w+\/)?[EZ][12][A-Z]/.test(name)
}

/**
 * The segment type for a name that may be a release's segment definition, as some connectors write it:
 * `E2MARAM009` is `E1MARAM`, `Z2LOYALTY000` is `Z1LOYALTY`. A customer's type may itself begin with Z2, so there the release must follow.
 */
export function segmentType(name: string): string {
  if (name[1] !== '2') return name
  const [, letter, rest] = /^(?:(E)2(.+?)(?:\d{3})?$)/.exec(name) ?? /^(Z)2(.+?)\d{3}$/.exec(name) ?? []
  return letter === undefined ? name : `${letter}1${rest}`
}
