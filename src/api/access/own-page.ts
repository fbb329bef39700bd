import type { FastifyRequest } from 'fastify'
import { Problem } from '../problem.ts'

/**
 * Turns a change away that a page of another site asked for with the cookies of ours (cross-site request forgery). Browsers say where
 * a request comes from: Sec-Fetch-Site, older ones Origin. @throws {Problem} 403
 */
export function assertOwnPage(request: FastifyRequest, publicUrl: string | undefined): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const { 'sec-fetch-site': site, origin } = request.headers
  if (site === 'same-origin' || (site === undefined && origin !== undefined && isOurs(origin, request, publicUrl))) return
  throw new Problem(
    403,
    'A change with a session must come from a page of Landbridge itself',
    'Programs send user and password or an API token instead of a cookie.',
  )
}

/** As `assertOwnPage`, for a request that carries no cookie yet: a program may ask as well. @throws {Problem} 403 */
export function assertNoForeignPage(request: FastifyRequest, publicUrl: string | undefined): void {
  const { 'sec-fetch-site': site, origin } = request.headers
  if (site !== undefined || origin !== undefined) assertOwnPage(request, publicUrl)
}

function isOurs(origin: string, { host, protocol }: FastifyRequest, publicUrl: string | undefined): boolean {
  return origin === `${protocol}://${host}` || (publicUrl !== undefined && origin === new URL(publicUrl).origin)
}
