import type { onRouteHookHandler } from 'fastify'
import { z } from 'zod'

/**
 * A GET that says nothing of a query takes none: a parameter that is misspelt, or meant for another address, is refused and not passed
 * over. What is hidden from the description, such as the page that shows it, takes what it likes.
 */
export const withoutQuery: onRouteHookHandler = (route) => {
  const { method, schema = {} } = route
  if (![method].flat().some((one) => one === 'GET' || one === 'HEAD')) return
  if (schema.querystring === undefined && schema.hide !== true) route.schema = { ...schema, querystring: z.strictObject({}) }
}
