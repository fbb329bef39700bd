import { relative } from 'node:path'
import { run } from 'node:test'
import type { Results } from './results.ts'

interface Options {
  readonly concurrency: number
  readonly results: Results
  /** Nothing that ends after this was told counts. */
  readonly told: AbortSignal
}

/** Runs test files, some at a time, each in a process of its own. */
export async function runFiles(files: readonly string[], { concurrency, results, told }: Options): Promise<void> {
  for await (const { type, data } of run({ files: [...files], concurrency, signal: told, timeout: 10 * 60_000 })) {
    if (told.aborted) continue
    if (type === 'test:stdout' || type === 'test:stderr') results.says(data.file, data.message)
    if (type === 'test:dequeue' && data.name !== data.file) results.begins(data.file ?? '', data.name)
    if (type !== 'test:complete') continue
    const file = data.file ?? ''
    if (data.name === file) {
      const ok = results.fileEnds(file, relative('', file), data.details.error)
      results.line(relative('', file), ok, data.details.duration_ms ?? 0)
    } else results.testEnds(file, relative('', file), data)
  }
}
