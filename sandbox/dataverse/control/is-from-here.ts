import type { Call } from '../call.ts'

const names = ['localhost', '127.0.0.1', '[::1]']

/**
 * Whether a person or program of this machine asks, and not a web page of somebody else that is open in the same
 * browser: such a page gives itself away by its Origin, by what the browser says of it, or by a name it made its own.
 */
export function isFromHere({ method, url, headers, remoteAddress }: Call): boolean {
  const isThisMachine = /^(127\.|::1$|::ffff:127\.)/.test(remoteAddress)
  const isOwnOrigin = headers.origin === undefined || headers.origin === url.origin
  const site = headers['sec-fetch-site']
  const isOwnSite = site === undefined || site === 'same-origin' || site === 'none' || (method === 'GET' && isNavigation(headers))
  return isThisMachine && names.includes(url.hostname) && isOwnOrigin && isOwnSite
}

/** A link to the page from anywhere is harmless: whoever follows it sees the page, the other site does not. */
function isNavigation(headers: Call['headers']): boolean {
  return headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
}
