import { Misconfigured } from '../../message/errors.ts'
import type { Table } from '../../message/table.ts'
import type { Sender } from './api-request.ts'
import { baseLanguage } from './base-language.ts'
import { createColumn } from './create-column.ts'
import { createKey, rebuildKey } from './create-key.ts'
import { createLookup } from './create-lookup.ts'
import { createOnce } from './create-once.ts'
import { createTable } from './create-table.ts'
import { type Definition, keyOf, readDefinition } from './definition.ts'
import { once, type Trying } from './patiently.ts'
import { intoSolution } from './solution.ts'
import { type Patience, waitForKey } from './wait-for-key.ts'
import type { WebApi } from './web-api.ts'

/** What the environment still lacks; `steps` is empty when it is ready. */
export interface Plan {
  readonly steps: readonly Step[]
  /** What `provision` would create, were it not there, a line a table: no step puts it into a solution. E.g. `table account: columns lb_language; key accountnumber` */
  readonly present: readonly string[]
}

export interface Step {
  readonly kind: 'table' | 'column' | 'lookup' | 'key' | 'rebuild' | 'publish' | 'wait'
  /** E.g. `create the key accountnumber of table account`. */
  readonly text: string
  run(work: Work): Promise<void>
}

/** What steps are taken with. */
interface Work {
  readonly api: WebApi
  /** What definitions are created with, so that they become part of the solution. */
  readonly creator: Sender
  readonly trying: Trying
  readonly patience: Patience
  /** The environment's base language. */
  readonly language: number
}

export interface ProvisionOptions {
  /** Told of each step before it is taken. */
  readonly onProgress?: (text: string) => void
  /** Told of each step that was taken. */
  readonly onDone?: (step: Step) => void
  readonly pollMs?: number
  /** How long to wait for keys, all of them together. */
  readonly timeoutMs?: number
  /** What to do about a Dynamics 365 that cannot take it now; nothing when absent. */
  readonly trying?: Trying
  /** Unique name of the solution that what is created becomes part of, besides the default one; see `findSolution`. */
  readonly solution?: string | undefined
}

/** Compares the tables with the environment; touches nothing. Throws Misconfigured for what it cannot create. */
export async function planProvision(api: WebApi, tables: readonly Table[], trying = once): Promise<Plan> {
  const steps: Step[] = []
  const present: string[] = []
  for (const table of unique(tables)) {
    const definition = await trying(() => readDefinition(api, table.name))
    if (definition === undefined) steps.push(tableStep(table))
    const found = definition ?? nothing
    steps.push(...columnSteps(table, found), ...keySteps(table, found))
    const there = definition && presentOf(table, definition)
    if (there !== undefined) present.push(there)
  }
  return { steps: withPublish(steps), present }
}

/**
 * Takes the steps in order. It may be run again at any time: what is there is not planned again.
 * @throws {Unavailable} a key is not active after `timeoutMs`
 */
export async function applyProvision(api: WebApi, { steps }: Pick<Plan, 'steps'>, options: ProvisionOptions = {}): Promise<void> {
  const { onProgress, onDone, pollMs = 2000, timeoutMs = 15 * 60_000, trying = once, solution } = options
  const language = steps.some(isLabelled) ? await trying(() => baseLanguage(api)) : 0
  const creator = intoSolution(api, solution)
  let waitsSince: number | undefined
  for (const step of steps) {
    onProgress?.(step.text)
    if (step.kind === 'wait') waitsSince ??= Date.now()
    const patience = { pollMs, timeoutMs, since: waitsSince ?? Date.now() }
    await step.run({ api, creator, trying, patience, language })
    onDone?.(step)
  }
}

/** What it creates has a label. */
function isLabelled({ kind }: Step): boolean {
  return kind === 'table' || kind === 'column' || kind === 'lookup' || kind === 'key'
}

/** A new table has its name column and what every table has. */
const nothing: Definition = { columns: new Map(), lookups: new Set(), keys: [] }

function tableStep(table: Table): Step {
  const { name, custom } = table
  if (custom === undefined) {
    throw new Misconfigured(`This environment has no table ${name}: install the app it belongs to, or correct dataverse.url`)
  }
  const run = creation(
    table,
    ({ creator, language }) => createTable(creator, table, custom, language),
    () => true,
  )
  return { kind: 'table', text: `create the table ${name}`, run }
}

function columnSteps(table: Table, definition: Definition): Step[] {
  return Object.entries(table.columns).flatMap(([name, column]): Step[] => {
    if (column.custom === undefined || hasColumn(table, definition, name)) return []
    const { custom: label } = column
    if (column.kind === 'lookup') {
      const lookup = { name, label, to: column.to.name }
      const run = creation(
        table,
        ({ creator, language }) => createLookup(creator, table.name, lookup, language),
        (now) => now.lookups.has(name),
      )
      return [{ kind: 'lookup', text: `create the lookup ${name} of table ${table.name}`, run }]
    }
    const run = creation(
      table,
      ({ creator, language }) => createColumn(creator, table.name, { ...column, name, label }, language),
      (now) => now.columns.has(name),
    )
    return [{ kind: 'column', text: `create the column ${name} of table ${table.name}`, run }]
  })
}

function hasColumn(table: Table, { columns, lookups }: Definition, name: string): boolean {
  return (table.columns[name]?.kind === 'lookup' ? lookups : columns).has(name) || name === table.custom?.primaryName.name
}

function keySteps(table: Table, definition: Definition): Step[] {
  if (table.key.length === 0) return []
  const key = keyOf(definition, table.key)
  const name = `the key ${table.key.join(', ')} of table ${table.name}`
  const wait: Step = {
    kind: 'wait',
    text: `wait until ${name} is active`,
    run: ({ api, patience, trying }) => waitForKey(api, table, patience, trying),
  }
  if (key === undefined) {
    const run = creation(
      table,
      ({ creator, language }) => createKey(creator, table, language),
      (now) => keyOf(now, table.key) !== undefined,
    )
    return [{ kind: 'key', text: `create ${name}`, run }, wait]
  }
  if (key.status === 'Failed') {
    const run = creation(
      table,
      ({ api }) => rebuildKey(api, table.name, key.name),
      (now) => keyOf(now, table.key)?.status !== 'Failed',
    )
    return [{ kind: 'rebuild', text: `build ${name} once more`, run }, wait]
  }
  return key.status === 'Active' ? [] : [wait]
}

/** Nothing when the table is Microsoft's and has nothing that `provision` creates. */
function presentOf(table: Table, definition: Definition): string | undefined {
  const columns = Object.keys(table.columns).filter(
    (name) => table.columns[name]?.custom !== undefined && hasColumn(table, definition, name),
  )
  const hasKey = table.key.length > 0 && keyOf(definition, table.key) !== undefined
  const parts = [
    ...(table.custom === undefined ? [] : ['itself']),
    ...(columns.length === 0 ? [] : [`columns ${columns.join(', ')}`]),
    ...(hasKey ? [`key ${table.key.join(', ')}`] : []),
  ]
  return parts.length === 0 ? undefined : `table ${table.name}: ${parts.join('; ')}`
}

/** Creates something of a table, which its definition shows afterwards. */
function creation(table: Table, create: (work: Work) => Promise<void>, isThere: (now: Definition) => boolean): Step['run'] {
  return async (work) => {
    const look = async () => {
      const now = await readDefinition(work.api, table.name)
      return now !== undefined && isThere(now)
    }
    await createOnce(work.trying, () => create(work), look)
  }
}

/** Tables first, then columns, lookups and keys, then one publish, then the waiting: Dataverse builds all keys meanwhile. */
function withPublish(steps: readonly Step[]): Step[] {
  const of = (...kinds: Step['kind'][]) => steps.filter(({ kind }) => kinds.includes(kind))
  const changes = [...of('table'), ...of('column'), ...of('lookup'), ...of('key', 'rebuild')]
  const publish: Step = { kind: 'publish', text: 'publish all customizations', run: publishAll }
  return [...changes, ...(changes.length === 0 ? [] : [publish]), ...of('wait')]
}

async function publishAll({ api, trying }: Work): Promise<void> {
  await trying(() => api.send({ method: 'POST', path: 'PublishAllXml', subject: { isSetup: true } }))
}

/** Several interfaces may write one table, with other columns each. */
function unique(tables: readonly Table[]): Table[] {
  const byName = new Map<string, Table>()
  for (const table of tables) {
    const known = byName.get(table.name)
    byName.set(table.name, known === undefined ? table : { ...known, columns: { ...known.columns, ...table.columns } })
  }
  return [...byName.values()]
}
