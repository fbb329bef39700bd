import type { Operation } from './operations.ts'

export interface LoggedRequest {
  /** ISO 8601 */
  readonly at: string
  readonly method: string
  /** Below the API's base address, decoded, with its query. */
  readonly path: string
  readonly tables: readonly string[]
  /** 0 when the connection was dropped. */
  readonly status: number
  readonly milliseconds: number
  /** Which server had it, from 1, while there are limits. */
  readonly server?: number
  /** The fault that was made on purpose, if any. */
  readonly fault?: string | undefined
}

export interface Count extends Operation {
  readonly count: number
}

/** What was asked of the Web API since the start or the last reset: all of it counted, the last requests one by one. */
export class RequestLog {
  readonly #counts = new Map<string, Count>()
  #recent: LoggedRequest[] = []
  #total = 0

  add(request: Omit<LoggedRequest, 'at' | 'tables'>, operations: readonly Operation[]): void {
    this.#total++
    for (const { method, table } of operations) {
      const key = `${method} ${table}`
      this.#counts.set(key, { method, table, count: (this.#counts.get(key)?.count ?? 0) + 1 })
    }
    const tables = [...new Set(operations.map(({ table }) => table))]
    this.#recent.push({ at: new Date().toISOString(), ...request, tables })
    if (this.#recent.length > 2 * kept) this.#recent = this.#recent.slice(-kept)
  }

  get total(): number {
    return this.#total
  }

  /** What was done most comes first. */
  get counts(): Count[] {
    return [...this.#counts.values()].sort((a, b) => b.count - a.count)
  }

  /** The latest comes first. */
  recent(limit: number): LoggedRequest[] {
    return this.#recent.slice(-Math.min(limit, kept)).reverse()
  }

  clear(): void {
    this.#counts.clear()
    this.#recent = []
    this.#total = 0
  }
}

const kept = 500
