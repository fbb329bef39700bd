import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { IntegrationError } from '../message/errors.ts'

/** What stopped a document, in one sentence; of what nobody foresaw, as in a function of somebody's own, with the place in the code. */
export function whatHappened(error: unknown): string {
  if (error instanceof IntegrationError || !(error instanceof Error)) return (error as Error)?.message ?? String(error)
  const place = /(file:\/\/[^\s)]+?):(\d+):\d+/.exec(error.stack ?? '')
  const where = place === null ? '' : ` (${relative('', fileURLToPath(place[1] as string))}:${place[2]})`
  return `${error.name}: ${error.message}${where}`
}
