import { mostMilliseconds } from '../../store/no-answer.ts'
import type { Route } from '../needs.ts'
import { askingDynamics } from './ask-dynamics.ts'
import { checkRow } from './check.ts'
import { createRow } from './create.ts'
import { rowStatus } from './status.ts'
import { updateRow } from './update.ts'
import { checkUser } from './user.ts'

/** The CRM API, /api/crm/v1: for every interface that describes it, whether an object exists, creating, changing, and its status. */
export const crm: Route = (server, given) => {
  const needs = { ...given, rows: askingDynamics(given.rows) }
  // A database that stands still in the midst of it; storing, the longest it waits for, has a time of its own.
  const handlerTimeout = 2 * (needs.milliseconds ?? mostMilliseconds)
  server.addHook('onRoute', (route) => {
    if (route.url.includes('/crm/v1/')) route.handlerTimeout = handlerTimeout
  })
  for (const found of needs.interfaces.values()) {
    for (const one of found.crmDatasets) {
      const dataset = { ...one, crm: one.description, interface: found }
      for (const route of [checkRow, createRow, updateRow]) route(server, needs, dataset)
      if (dataset.crm.hasStatus) rowStatus(server, needs, dataset)
    }
  }
  checkUser(server, needs)
}
