import { Misconfigured } from '../../message/errors.ts'
import type { Table } from '../../message/table.ts'
import { createColumn } from './create-column.ts'
import { createKey, rebuildKey } from './create-key.ts'
import { createLookup } from './create-lookup.ts'
import { createTable } from './create-table.ts'
import { type Definition, keyOf, readDefinition } from './definition.ts'
import { type Patience, waitForKey } from './wait-for-key.ts'
import type { WebApi } from './web-api.ts'

/** What the environment still lacks; `steps` is empty when it is ready. */
export interface Plan {
  readonly steps: readonly Step[]
}

export interface Step {
  readonly kind: 'table' | 'column' | 'lookup' | 'key' | 'rebuild' | 'publish' | 'wait'
  /** E.g. `create the key accountnumber of table account`. */
  readonly text: string
  run(api: WebApi, patience: Patience): Promise<void>
}

export interface ProvisionOptions {
  /** Told of each step before it is taken. */
  readonly onProgress?: (text: string) => void
  /** Told of each step that was taken. */
  readonly onDone?: (step: Step) => void
  readonly pollMs?: number
  /** How long to wait for keys, all of them together. */
  readonly timeoutMs?: number
}

/** Compares the tables with the environment; touches nothing. Throws Misconfigured for what it cannot create. */
export async function planProvision(api: WebApi, tables: readonly Table[]): Promise<Plan> {
  const steps: Step[] = []
  for (const table of unique(tables)) {
    const definition = await readDefinition(api, table.name)
    if (definition === undefined) steps.push(tableStep(table))
    const found = definition ?? nothing
    steps.push(...columnSteps(table, found), ...keySteps(table, found))
  }
  return { steps: withPublish(steps) }
}

/**
 * Takes the steps in order. It may be run again at any time: what is there is not planned again.
 * @throws {Unavailable} a key is not active after `timeoutMs`
 */
export async function applyProvision(api: WebApi, plan: Plan, options: ProvisionOptions = {}): Promise<void> {
  const { onProgress, onDone, pollMs = 2000, timeoutMs = 15 * 60_000 } = options
  let waitsSince: number | undefined
  for (const step of plan.steps) {
    onProgress?.(step.text)
    if (step.kind === 'wait') waitsSince ??= Date.now()
    await step.run(api, { pollMs, timeoutMs, since: waitsSince ?? Date.now() })
    onDone?.(step)
  }
}

/** A new table has its name column and what every table has. */
const nothing: Definition = { columns: new Set(), lookups: new Set(), keys: [] }

function tableStep(table: Table): Step {
  const { name, custom } = table
  if (custom === undefined) {
    throw new Misconfigured(`This environment has no table ${name}: install the app it belongs to, or correct dataverse.url`)
  }
  return { kind: 'table', text: `create the table ${name}`, run: (api) => createTable(api, table, custom) }
}

function columnSteps(table: Table, { columns, lookups }: Definition): Step[] {
  return Object.entries(table.columns).flatMap(([name, column]): Step[] => {
    const isThere = (column.kind === 'lookup' ? lookups : columns).has(name) || name === table.custom?.primaryName.name
    if (column.custom === undefined || isThere) return []
    const { custom: label } = column
    if (column.kind === 'lookup') {
      const run = (api: WebApi) => createLookup(api, table.name, { name, label, to: column.to.name })
      return [{ kind: 'lookup', text: `create the lookup ${name} of table ${table.name}`, run }]
    }
    const run = (api: WebApi) => createColumn(api, table.name, { ...column, name, label })
    return [{ kind: 'column', text: `create the column ${name} of table ${table.name}`, run }]
  })
}

function keySteps(table: Table, definition: Definition): Step[] {
  if (table.key.length === 0) return []
  const key = keyOf(definition, table.key)
  const name = `the key ${table.key.join(', ')} of table ${table.name}`
  const wait: Step = {
    kind: 'wait',
    text: `wait until ${name} is active`,
    run: (api, patience) => waitForKey(api, table, patience),
  }
  if (key === undefined) return [{ kind: 'key', text: `create ${name}`, run: (api) => createKey(api, table) }, wait]
  if (key.status === 'Failed') {
    return [{ kind: 'rebuild', text: `build ${name} once more`, run: (api) => rebuildKey(api, table.name, key.name) }, wait]
  }
  return key.status === 'Active' ? [] : [wait]
}

/** Tables first, then columns, lookups and keys, then one publish, then the waiting: Dataverse builds all keys meanwhile. */
function withPublish(steps: readonly Step[]): Step[] {
  const of = (...kinds: Step['kind'][]) => steps.filter(({ kind }) => kinds.includes(kind))
  const changes = [...of('table'), ...of('column'), ...of('lookup'), ...of('key', 'rebuild')]
  const publish: Step = { kind: 'publish', text: 'publish all customizations', run: publishAll }
  return [...changes, ...(changes.length === 0 ? [] : [publish]), ...of('wait')]
}

async function publishAll(api: WebApi): Promise<void> {
  await api.send({ method: 'POST', path: 'PublishAllXml', subject: {} })
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
