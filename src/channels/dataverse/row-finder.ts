import type { Table } from '../../message/table.ts'
import type { Sender } from './api-request.ts'
import {
  type Found,
  findById,
  findRow,
  foundRow,
  type SoughtTable,
  selected,
  selectedOfWritten,
  selectedWithState,
} from './find-row.ts'
import { rowsOf } from './read-answer.ts'
import { whereOneOf } from './row-address.ts'

/**
 * Looks for rows by their key, or by their GUID as the value of the table's `id` column. Those of one table that are asked for at the same moment go as one query with `In`, which counts as one
 * request; a key of several columns is looked for by itself.
 */
export class RowFinder {
  readonly #sender: Sender
  #sought: Sought[] = []

  constructor(sender: Sender) {
    this.#sender = sender
  }

  find(table: SoughtTable, key: Readonly<Record<string, string>>): Promise<Found | undefined> {
    return this.#seek(table, key, selected(table))
  }

  /** The same of a row that was just written, which tells whether it is new. */
  findWritten(table: SoughtTable, key: Readonly<Record<string, string>>): Promise<Found | undefined> {
    return this.#seek(table, key, selectedOfWritten(table))
  }

  /** The same with the state the row is in, of a table that has states. */
  findWithState(table: SoughtTable, key: Readonly<Record<string, string>>): Promise<Found | undefined> {
    return this.#seek(table, key, selectedWithState(table))
  }

  #seek(table: SoughtTable, key: Readonly<Record<string, string>>, select: string[]): Promise<Found | undefined> {
    const [[column, value] = ['', '']] = Object.entries(key)
    if (Object.keys(key).length !== 1 || !isText(table.columns?.[column]?.kind)) return findRow(this.#sender, table, key, select)
    return new Promise((settle, fail) => {
      if (this.#sought.length === 0) setImmediate(() => this.#ask())
      this.#sought.push({ table, column, value, select, settle, fail })
    })
  }

  #ask(): void {
    const groups = Map.groupBy(
      this.#sought,
      ({ table, column, select }) => `${table.name} ${column} ${select} ${table.only?.filter}`,
    )
    this.#sought = []
    for (const group of groups.values()) {
      for (let start = 0; start < group.length; start += atOnce) void this.#askFor(group.slice(start, start + atOnce))
    }
  }

  async #askFor(sought: readonly Sought[]): Promise<void> {
    try {
      const rows = sought.length === 1 ? undefined : await this.#query(sought)
      // What the answer leaves open, e.g. two rows of one key, is looked for by itself.
      await Promise.all(sought.map(async (one) => one.settle(rows?.get(one.value) ?? (await this.#single(one, rows)))))
    } catch (error) {
      for (const { fail } of sought) fail(error)
    }
  }

  async #single({ table, column, value, select }: Sought, rows: Answered | undefined): Promise<Found | undefined> {
    if (rows !== undefined && !rows.isOpen) return undefined
    return await (column === table.id
      ? findById(this.#sender, table, value, select)
      : findRow(this.#sender, table, { [column]: value }, select))
  }

  async #query(sought: readonly Sought[]): Promise<Answered> {
    const [{ table, column, select }] = sought as [Sought, ...Sought[]]
    const values = [...new Set(sought.map(({ value }) => value))]
    const filter = whereOneOf(column, values)
    const all = table.only === undefined ? filter : `${filter} and ${table.only.filter}`
    const path = `${table.set}?$select=${[...new Set([...select, column])].join(',')}&$filter=${encodeURIComponent(all)}`
    const subject = { table: table.name }
    const rows = rowsOf(await this.#sender.send({ method: 'GET', path, subject }), subject)
    return new Answered(values, rows, (row) => [String(row[column]), foundRow(table, row)])
  }
}

/** The rows of an answer by the value they were looked for by. The service compares without regard to case. */
class Answered {
  /** Some rows belong to no value, or several to one: what was not found may be there all the same. */
  readonly isOpen: boolean
  readonly #found = new Map<string, Found>()

  constructor(
    values: readonly string[],
    rows: readonly Record<string, unknown>[],
    read: (row: Record<string, unknown>) => [string, Found],
  ) {
    const asked = new Set(values.map((value) => value.toLowerCase()))
    let isOpen = false
    const doubled = new Set<string>()
    for (const [value, found] of rows.map(read)) {
      const key = value.toLowerCase()
      if (!asked.has(key)) isOpen = true
      if (this.#found.has(key)) doubled.add(key)
      this.#found.set(key, found)
    }
    for (const key of doubled) this.#found.delete(key)
    this.isOpen = isOpen || doubled.size > 0
  }

  get(value: string): Found | undefined {
    return this.#found.get(value.toLowerCase())
  }
}

interface Sought {
  readonly table: SoughtTable
  readonly column: string
  readonly value: string
  readonly select: string[]
  readonly settle: (found: Found | undefined) => void
  readonly fail: (error: unknown) => void
}

/** Keeps the address well below its 32,768 characters. */
const atOnce = 250

/** A column nobody described is written as text, too. */
function isText(kind: Table['columns'][string]['kind'] | undefined): boolean {
  return kind === undefined || kind === 'text'
}
