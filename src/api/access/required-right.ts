import type { FastifyRequest } from 'fastify'
import type { Right } from '../../access/role.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the operation asks for; when it says nothing, to read asks for `view` and all else for `operate`. */
    right?: Right | 'nobody need sign in' | 'anybody signed in'
    /** It gives or takes whole documents, so it asks for that right too. */
    personalData?: boolean
  }
}

/** What the operation of a request asks for. */
export function requiredRights({ routeOptions, method, url }: FastifyRequest): readonly Right[] | 'nobody need sign in' {
  const { right = usualRight(method, url), personalData = false } = routeOptions.config ?? {}
  if (right === 'nobody need sign in') return right
  const rights: Right[] = right === 'anybody signed in' ? [] : [right]
  return personalData ? [...rights, 'see personal data'] : rights
}

function usualRight(method: string, url: string): Right | 'anybody signed in' {
  if (url.startsWith('/api/crm/')) return 'use the CRM API'
  if (/^\/api\/(docs|openapi\.json)\b/.test(url)) return 'anybody signed in'
  return method === 'GET' || method === 'HEAD' ? 'view' : 'operate'
}
