/**
 * An address with a query, percent-encoded as the real service does in its links: what stands in queries all the time stays
 * readable, so that a client finds its own query again.
 */
export function linkTo(address: string, query: Iterable<readonly [string, string]>): string {
  const parts = [...query].map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
  return parts.length === 0 ? address : `${address}?${parts.join('&')}`
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(/%(?:24|2C|2F|3A|3B|3D|40)/g, decodeURIComponent)
}
