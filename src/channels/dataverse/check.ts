import { IntegrationError } from '../../message/errors.ts'
import type { Finding } from '../../message/finding.ts'
import type { Column, Table } from '../../message/table.ts'
import { type ColumnLimits, readColumnLimits } from './column-limits.ts'
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
    const limits = await trying(() => readColumnLimits(api, table, definition))
    return [
      ...checkNames(table, definition),
      checkColumns(table, definition),
      ...checkKinds(table, definition),
      ...checkLimits(table, limits),
      ...checkKey(table, definition),
    ]
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

/** What a table goes by in addresses Dynamics 365 decides. */
function checkNames(table: Table, { set = table.set, id = table.id }: Definition): Finding[] {
  if (set === table.set && id === table.id) return []
  const text = `Table ${table.name} has the set ${set} and the key column ${id} here: write that as set and id into tables.ts of the interface`
  return [{ ok: false, text }]
}

function checkKinds(table: Table, { columns }: Definition): Finding[] {
  return Object.entries(table.columns).flatMap(([name, { kind }]) => {
    const type = columns.get(name)
    if (kind === 'lookup' || type === undefined || typesOf[kind].includes(type)) return []
    const text = `Column ${name} of table ${table.name} is of the type ${type} here and takes no ${kind}: correct its kind in tables.ts of the interface`
    return [{ ok: false, text }]
  })
}

/** Microsoft: AttributeTypeCode. Numbers are written as numbers, whatever they are kept as. */
const typesOf: Record<Exclude<Column['kind'], 'lookup'>, readonly string[]> = {
  text: ['String', 'Memo'],
  choice: ['Picklist', 'State', 'Status'],
  whole: ['Integer', 'BigInt', 'Decimal', 'Double'],
  decimal: ['Money', 'Decimal', 'Double'],
  yesNo: ['Boolean'],
  date: ['DateTime'],
  dateTime: ['DateTime'],
}

/** No reason not to begin: of most documents nothing is refused. */
function checkLimits(table: Table, { lengths, options }: ColumnLimits): Finding[] {
  const columns = Object.entries(table.columns)
  const shorter = columns.flatMap(([name, column]) => {
    const length = lengths.get(name)
    return column.kind === 'text' && length !== undefined && length < column.length
      ? [`${name} ${length} of ${column.length}`]
      : []
  })
  const lacking = columns.flatMap(([name, column]) => {
    const there = options.get(name)
    if (column.kind !== 'choice' || there === undefined) return []
    const missing = Object.entries(column.options).filter(([, value]) => !there.has(value))
    return missing.length === 0 ? [] : [`${name} ${missing.map(([word, value]) => `${value} (${word})`).join(', ')}`]
  })
  return [
    ...warning(shorter, (which) => {
      return `Table ${table.name} takes fewer characters here: ${which}. What is longer will be refused; lengthen the columns there`
    }),
    ...warning(lacking, (which) => {
      return `Table ${table.name} lacks options here: ${which}. What has them will be refused; add them there, or map to others`
    }),
  ]
}

function warning(columns: readonly string[], sentence: (which: string) => string): Finding[] {
  return columns.length === 0 ? [] : [{ ok: true, isWarning: true, text: sentence(columns.join('; ')) }]
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
