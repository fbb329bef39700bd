import { IntegrationError } from '../../message/errors.ts'
import type { Finding } from '../../message/finding.ts'
import type { Table } from '../../message/table.ts'
import { type Definition, keyOf, readDefinition } from './definition.ts'
import { once, type Trying } from './patiently.ts'
import { objectOf } from './read-answer.ts'
import { failedKeySentence } from './wait-for-key.ts'
import type { WebApi } from './web-api.ts'

/**
 * Looks whether rows of these tables can be written: token, user, tables, columns, keys, and of further application users whether they are
 * known. Touches nothing, never throws.
 */
export async function check(
  api: WebApi,
  tables: readonly Table[],
  { further = [], trying = once }: { further?: readonly WebApi[]; trying?: Trying } = {},
): Promise<Finding[]> {
  const findings = [await checkUser(api, trying)]
  // Without a user every other line would say the same again.
  if (!findings[0]?.ok) return findings
  for (const [index, one] of further.entries()) {
    const { ok, text } = await checkUser(one, trying)
    findings.push({ ok, text: `dataverse.furtherCredentials[${index}]: ${text}` })
  }
  for (const table of tables) findings.push(...(await checkTable(api, table, trying)))
  return findings
}

async function checkUser(api: WebApi, trying: Trying): Promise<Finding> {
  try {
    const UserId = await trying(() => whoAmI(api))
    return { ok: true, text: `Dynamics 365 at ${api.host} knows us as user ${UserId}` }
  } catch (error) {
    return problem(error)
  }
}

async function whoAmI(api: WebApi): Promise<unknown> {
  const subject = { isSetup: true }
  return objectOf(await api.send({ method: 'GET', path: 'WhoAmI', subject }), subject).UserId
}

async function checkTable(api: WebApi, table: Table, trying: Trying): Promise<Finding[]> {
  try {
    const definition = await trying(() => readDefinition(api, table.name))
    if (definition === undefined) return [{ ok: false, text: `This environment has no table ${table.name}: ${adviceFor(table)}` }]
    return [checkColumns(table, definition), ...checkKey(table, definition)]
  } catch (error) {
    return [problem(error)]
  }
}

function adviceFor({ custom }: Table): string {
  return custom === undefined ? 'install the app it belongs to' : 'run npx landbridge provision'
}

function checkColumns(table: Table, { columns, lookups }: Definition): Finding {
  const missing = Object.entries(table.columns)
    .filter(([name, { kind }]) => !(kind === 'lookup' ? lookups : columns).has(name))
    .map(([name, column]) => ({ name, isCustom: column.custom !== undefined }))
  if (missing.length === 0) return { ok: true, text: `Table ${table.name} has all ${Object.keys(table.columns).length} columns` }
  const advice = missing.every(({ isCustom }) => isCustom)
    ? 'run npx landbridge provision'
    : 'is its app installed and up to date?'
  return { ok: false, text: `Table ${table.name} lacks ${missing.map(({ name }) => name).join(', ')}: ${advice}` }
}

function checkKey(table: Table, definition: Definition): Finding[] {
  if (table.key.length === 0) return []
  const name = `The key ${table.key.join(', ')} of table ${table.name}`
  const key = keyOf(definition, table.key)
  if (key === undefined) return [{ ok: false, text: `${name} is not there: run npx landbridge provision` }]
  if (key.status === 'Active') return [{ ok: true, text: `${name} is active` }]
  if (key.status === 'Failed') return [{ ok: false, text: failedKeySentence(table) }]
  return [{ ok: false, text: `${name} is still being built (${key.status}): wait a little and check again` }]
}

function problem(error: unknown): Finding {
  if (error instanceof IntegrationError) return { ok: false, text: error.message }
  return { ok: false, text: String(error) }
}
