import { isCrmRequest } from '../mapping/crm.ts'
import { nameOfRow, rowName } from '../message/by-row.ts'
import { Missing, Rejected } from '../message/errors.ts'
import type { ObjectResult, RowResult, Write } from '../message/write.ts'
import type { WrittenRecord } from '../store/written-record.ts'
import type { Interfaces } from './interfaces.ts'
import { newRecords } from './new-records.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import { type Plan, plan } from './plan.ts'
import type { Turn } from './read-work.ts'
import { recordOf } from './reduce.ts'

/** Deliveries of one object that wait one behind the other and go to Dynamics 365 as one, what is older first. */
export interface Chain {
  /** Each planned on what its predecessor leaves behind. */
  readonly plans: readonly Plan[]
  /** The first one, with the writes of all. */
  readonly together: Plan
}

/** Plans the first delivery of a turn and as many of its followers as can go with it. */
export function chainOf(interfaces: Interfaces, { first: work, followers }: Turn): Chain {
  const first = plan(interfaces, work)
  const plans = [first]
  let { records } = work
  let last = first
  for (const next of isJoinable(first) ? followers : []) {
    records = recordsAfter(records, { plan: last, rows: expectedRows(last) })
    last = plan(interfaces, { ...next, records })
    if (!isJoinable(last) || last.receiver !== first.receiver) break
    plans.push(last)
  }
  return { plans, together: plans.length === 1 ? first : { ...first, writes: joined(plans) } }
}

/** The first delivery alone. */
export function withoutFollowers({ plans }: Chain): Chain {
  const [first] = plans as [Plan]
  return { plans: [first], together: first }
}

/** Some row was refused, and nobody knows whose: the first delivery is sent alone then. */
export function isRefused({ plans }: Chain, result: ObjectResult | undefined): boolean {
  return plans.length > 1 && (result?.error instanceof Rejected || result?.error instanceof Missing)
}

/** What became of each delivery; of those behind a failure nothing, they wait on. */
export function outcomesOf(interfaces: Interfaces, { plans }: Chain, result: ObjectResult | undefined): Outcome[] {
  const [first] = plans as [Plan]
  if (plans.length === 1 || result?.error !== undefined) return [outcomeOf(interfaces, first, result)]
  const written = new Set<string>()
  let { records } = first
  return plans.map((planned, index) => {
    const writes = new Set(planned.writes.map(nameOfRow))
    const own = (result?.rows ?? [])
      .filter((row) => writes.has(rowName(row)))
      .map((row): RowResult => (written.has(rowName(row)) && row.operation === 'create' ? { ...row, operation: 'update' } : row))
    for (const row of own) written.add(rowName(row))
    const warnings = index === plans.length - 1 ? (result?.warnings ?? []) : []
    const outcome = outcomeOf(interfaces, { ...planned, records }, { rows: own, warnings })
    records = recordsAfter(records, outcome)
    return outcome
  })
}

/** Its rows are only set, and what they are to be is known. */
function isJoinable({ error, earlier, isSuperseded, mapped, message }: Plan): boolean {
  if (error !== undefined || earlier !== undefined || isSuperseded || isCrmRequest(message)) return false
  return mapped.every(({ operation, isAbsent, table }) => operation === 'upsert' && !isAbsent && table.closing === undefined)
}

/** One write a row; of a column that several set, what the last one says. */
function joined(plans: readonly Plan[]): Write[] {
  const rows = new Map<string, Write>()
  for (const write of plans.flatMap(({ writes }) => writes)) {
    const before = rows.get(nameOfRow(write))
    const { columns } = write
    const whole = before?.whole && { whole: { ...before.whole, ...columns } }
    rows.set(nameOfRow(write), before === undefined ? write : { ...before, columns: { ...before.columns, ...columns }, ...whole })
  }
  return [...rows.values()]
}

/** As if all had gone well; a row that is new has no GUID yet, which nobody may ask for before it is known. */
function expectedRows({ mapped, records }: Plan): RowResult[] {
  return mapped.map(({ table, key, ...write }) => {
    const id = recordOf({ table, key, ...write }, records)?.id ?? 'not known yet'
    return { table: table.name, key, id, operation: 'update' }
  })
}

function recordsAfter(records: readonly WrittenRecord[], outcome: Pick<Outcome, 'plan' | 'rows'>): WrittenRecord[] {
  const written = newRecords(outcome)
  const names = new Set(written.map(nameOfRecord))
  return [...records.filter((record) => !names.has(nameOfRecord(record))), ...written]
}

function nameOfRecord({ receiver, table, rowKey }: WrittenRecord): string {
  return `${receiver} ${rowName({ table, key: rowKey })}`
}
