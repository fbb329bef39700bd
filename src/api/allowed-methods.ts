import type { FastifyInstance } from 'fastify'

/** Notes what is added to a server from now on. Tells by which methods there is something at a path; none where there is nothing. */
export function allowedMethods(server: FastifyInstance): (path: string) => string[] {
  const routes: { readonly method: string; readonly path: RegExp }[] = []
  server.addHook('onRoute', ({ method, url }) => {
    routes.push(...[method].flat().map((one) => ({ method: one, path: pathOf(url) })))
  })
  return (path) => {
    const found = routes.filter((route) => route.path.test(path)).map(({ method }) => method)
    return [...new Set(found)].sort()
  }
}

/** A route's address: `:id` is anything up to a slash, `*` anything at all. */
function pathOf(url: string): RegExp {
  const parts = url.split(/(:\w+|\*)/).map((part) => {
    if (part.startsWith(':')) return '[^/]+'
    return part === '*' ? '.*' : RegExp.escape(part)
  })
  return new RegExp(`^${parts.join('')}$`)
}
