import type { RowState } from '../../message/row-difference.ts'
import type { Table } from '../../message/table.ts'
import { isObject } from './answer.ts'
import type { Sender } from './api-request.ts'
import { rowsOf } from './read-answer.ts'

/** What a table's `statecode` says of a row, by its number. Of all of them 0 is active and 1 is not. */
export type StateNames = ReadonlyMap<number, RowState>

/** A row that stands there for good and is active. */
export const active = { statecode: 0, statuscode: 1 }
/** The same of one that is not. */
export const inactive = { statecode: 1, statuscode: 2 }

/**
 * The states rows of a table are in. What is won or lost, a draft or an order is not made active or inactive by us, so of tables with other
 * states than these two there are none; nor of those without (invoice lines), nor of invoices, whose status is a column we write.
 */
export class RowStates {
  readonly #sender: Sender
  readonly #known = new Map<string, Promise<StateNames | undefined>>()

  constructor(sender: Sender) {
    this.#sender = sender
  }

  /** @throws {IntegrationError} the definition of the table cannot be read */
  of({ name, lifeCycle, closing }: Pick<Table, 'name' | 'lifeCycle' | 'closing'>): Promise<StateNames | undefined> {
    if (lifeCycle === 'published') return Promise.resolve(ofProducts)
    if (closing !== undefined) return Promise.resolve(undefined)
    const known = this.#known.get(name) ?? this.#ask(name)
    this.#known.set(name, known)
    // What failed is asked again.
    known.catch(() => this.#known.delete(name))
    return known
  }

  async #ask(table: string): Promise<StateNames | undefined> {
    const columns = `EntityDefinitions(LogicalName='${table}')/Attributes/Microsoft.Dynamics.CRM.StateAttributeMetadata`
    const path = `${columns}?$select=LogicalName&$expand=OptionSet($select=Options)`
    const subject = { table, isSetup: true }
    const [state] = rowsOf(await this.#sender.send({ method: 'GET', path, subject }), subject)
    const options = isObject(state?.OptionSet) ? state.OptionSet.Options : undefined
    const values = Array.isArray(options) ? options.map((option) => (isObject(option) ? option.Value : undefined)) : []
    return values.length === 2 && values.includes(0) && values.includes(1) ? ofMost : undefined
  }
}

const ofMost: StateNames = new Map([
  [0, 'active'],
  [1, 'inactive'],
])

/** Microsoft, table "Product": statecode. */
const ofProducts: StateNames = new Map([
  [0, 'active'],
  [1, 'retired'],
  [2, 'draft'],
  [3, 'under revision'],
])
