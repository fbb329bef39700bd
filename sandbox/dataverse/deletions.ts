/** Which rows were deleted, for those who ask what changed since (change tracking). */
export class Deletions {
  readonly #versions = new Map<string, Map<string, number>>()
  /** Since when they are known: older delta tokens are good for nothing. */
  tokensFrom = 0

  /** In the order they were deleted; the version is that of the environment at that moment. */
  of(table: string): { id: string; version: number }[] {
    return [...(this.#versions.get(table) ?? [])].map(([id, version]) => ({ id, version }))
  }

  versionOf(table: string, id: string): number | undefined {
    return this.#versions.get(table)?.get(id)
  }

  /** Without a version it was never there. */
  add(table: string, id: string, version: number | undefined): void {
    const versions = this.#versions.get(table) ?? new Map<string, number>()
    this.#versions.set(table, versions)
    versions.delete(id)
    if (version !== undefined) versions.set(id, version)
  }

  /** It is there again. */
  remove(table: string, id: string): void {
    this.#versions.get(table)?.delete(id)
  }

  /** The table itself is gone. */
  removeTable(table: string): void {
    this.#versions.delete(table)
  }

  clear(): void {
    this.#versions.clear()
  }
}
