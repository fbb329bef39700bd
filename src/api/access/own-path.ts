/**
 * The page of ours that somebody wants to come back to, as path and query; the first page for whatever leads elsewhere, so that no
 * link signs people in and then sends them to another site.
 */
export function ownPath(wanted: string | undefined): string {
  if (wanted === undefined || wanted.length > 1000 || !URL.canParse(wanted, anywhere)) return '/'
  const { origin, pathname, search } = new URL(wanted, anywhere)
  // A browser reads '//elsewhere' as an address without its scheme.
  const isPage = origin === anywhere && !pathname.startsWith('//') && !/^\/api(\/|$)/.test(pathname)
  return isPage ? pathname + search : '/'
}

const anywhere = 'http://landbridge.invalid'
