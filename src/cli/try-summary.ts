import { partsOf } from '../message/object-key.ts'
import { tableLines } from './table.ts'
import type { Tried } from './try-file.ts'
import { Reasons } from './try-reasons.ts'
import { count } from './words.ts'

/** What would become of the documents of many files: counts, and the reasons with the files they are in. */
export class TrySummary {
  /** The names of those that took a document. */
  readonly interfaces = new Set<string>()
  #files = 0
  #documents = 0
  #objects = 0
  readonly #rows = new Map<string, Map<string, number>>()
  readonly #reasons = { held: new Reasons(), notTaken: new Reasons(), notRead: new Reasons(), warnings: new Reasons() }

  addFile(): void {
    this.#files++
  }

  addDocument(file: string, { objects, problem, idoc, xiMessageId }: Tried): void {
    this.#documents++
    const number = idoc ?? xiMessageId
    if (problem !== undefined) this.#reasons.notTaken.add(problem, { file, number })
    for (const { objectKey, problem: held, warnings, writes } of objects) {
      const { interfaceName, businessKey } = partsOf(objectKey)
      const about = { file, number, businessKey }
      this.#objects++
      this.interfaces.add(interfaceName)
      if (held !== undefined) this.#reasons.held.add(held, about)
      for (const warning of warnings) this.#reasons.warnings.add(warning, about)
      for (const { table, operation } of writes) this.#addRow(table, operation)
    }
  }

  addUnreadable(file: string, problem: string): void {
    this.#reasons.notRead.add(problem, { file })
  }

  /** What would stop some of it; nothing when all of it would be written. */
  get problem(): string | undefined {
    const { held, notTaken, notRead } = this.#reasons
    const said = [
      ...(held.count === 0 ? [] : [`${count(held.count, 'object')} would be held`]),
      ...(notTaken.count === 0 ? [] : [`${count(notTaken.count, 'document')} cannot be mapped`]),
      ...(notRead.count === 0 ? [] : [`${count(notRead.count, 'file')} cannot be read`]),
    ]
    return said.length === 0 ? undefined : said.join(', ')
  }

  toJSON() {
    const { held, notTaken, notRead, warnings } = this.#reasons
    return {
      files: this.#files,
      documents: this.#documents,
      objects: this.#objects,
      rows: this.#rowCounts().map(([table, operation, rows]) => ({ table, operation, rows })),
      held: held.all,
      notTaken: notTaken.all,
      notRead: notRead.all,
      warnings: warnings.all,
    }
  }

  lines(): string[] {
    const { held, notTaken, notRead, warnings } = this.#reasons
    const rows = this.#rowCounts().map(([table, operation, rows]) => [table, operation, rows.toLocaleString('en')])
    return [
      `${count(this.#documents, 'document')} in ${count(this.#files, 'file')}, ${count(this.#objects, 'object')}`,
      ...(rows.length === 0 ? [] : ['', ...tableLines(['table', 'operation', 'rows'], rows)]),
      ...held.lines(`✗ ${count(held.count, 'object')} would be held`),
      ...notTaken.lines(`✗ ${count(notTaken.count, 'document')} cannot be mapped`),
      ...notRead.lines(`✗ ${count(notRead.count, 'file')} cannot be read`),
      ...warnings.lines(`${count(warnings.count, 'warning')}, which hold nothing up`),
    ]
  }

  #addRow(table: string, operation: string): void {
    const operations = this.#rows.get(table) ?? new Map<string, number>()
    this.#rows.set(table, operations.set(operation, (operations.get(operation) ?? 0) + 1))
  }

  #rowCounts(): [table: string, operation: string, rows: number][] {
    const counts = [...this.#rows].flatMap(([table, operations]) =>
      [...operations].map(([operation, rows]) => [table, operation, rows] as [string, string, number]),
    )
    return counts.toSorted(([left], [right]) => left.localeCompare(right))
  }
}
