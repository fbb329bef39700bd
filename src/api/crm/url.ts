/**
 * The addresses of the CRM API name a row as OData does, `products(<id>)`; the router takes a slash for that. Some
 * clients write the brackets as %28 and %29 (RFC 3986, 2.2).
 */
export function plainUrl(url: string): string {
  return url.replace(/^(\/api\/crm\/v1\/[a-z-]+)(?:\(|%28)([^)/?%]*)(?:\)|%29)/, '$1/$2')
}

/** The addresses of a description as callers write them. */
export function asCallersWrite<Paths extends object>(paths: Paths): Paths {
  const named = Object.entries(paths).map(([path, methods]) => [
    path.replace(/^(\/api\/crm\/v1\/[a-z-]+)\/\{id\}/, '$1({id})'),
    methods,
  ])
  return Object.fromEntries(named) as Paths
}
